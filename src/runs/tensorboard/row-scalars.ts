/** What a row of the metrics is called in TensorBoard. */
import type { EpochRow, Figures, MetricRow, TrialRow } from "../../protocol/metrics";
import type { Scalars } from "./events";

/**
 * Figures by epoch: `train/lossNats`, `validation/accuracy`, `layers/conv1/drift`; those on test examples at the last
 * epoch: `test/accuracy`.
 *
 * @returns undefined for a step, which the metrics log only now and then
 */
export function scalarsOf(row: MetricRow): Scalars | undefined {
  switch (row.type) {
    case "step":
      return undefined;
    case "epoch":
      return { step: row.epoch, values: epochValues(row) };
    case "trial":
      return { step: row.epochs, values: trialValues(row) };
  }
}

const epochValues = ({ train, validation, layers = {} }: EpochRow): Figures => ({
  ...behind("train", train),
  ...behind("validation", validation),
  ...Object.fromEntries(
    Object.entries(layers).flatMap(([layer, health]) => Object.entries(behind(`layers/${layer}`, health))),
  ),
});

const trialValues = ({ test, measured }: TrialRow): Figures => ({
  ...behind("test", test),
  ...behind("measured", measured),
});

/** What is no number draws no point. */
const behind = (group: string, figures: Readonly<Record<string, number | undefined>> = {}): Figures =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([name, figure]) =>
      figure !== undefined && Number.isFinite(figure) ? [[`${group}/${name}`, figure]] : [],
    ),
  );
