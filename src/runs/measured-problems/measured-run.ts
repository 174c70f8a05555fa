/** What the measured diagnostics look at: a run whose trials have ended, and short ways to its figures. */
import { t } from "@vscode/l10n";
import type { Experiment } from "../../experiment/types";
import { TRANSFER_ARM, type EpochRow, type LayerHealth, type MetricRow, type TrialRow } from "../../protocol/metrics";
import type { Report } from "../../protocol/report";
import type { LayerView } from "../../protocol/view";

export interface MeasuredRun {
  experiment: Experiment;
  /** Of the method's own network. */
  layers: readonly LayerView[];
  /** At least those of epochs and trials. */
  rows: readonly MetricRow[];
  verdict: Report["verdict"];
}

/** Trials of the method's own arm; a sweep has none. */
export const ownTrials = ({ rows }: Pick<MeasuredRun, "rows">): TrialRow[] =>
  rows.filter((row): row is TrialRow => row.type === "trial" && row.arm === TRANSFER_ARM);

/** Epochs of the method's own arm, by seed. */
export function ownEpochs({ rows }: Pick<MeasuredRun, "rows">): EpochRow[][] {
  const epochs = rows.filter((row): row is EpochRow => row.type === "epoch" && row.arm === TRANSFER_ARM);
  const seeds = new Set(epochs.map(({ seed }) => seed));
  return [...seeds].map((seed) => epochs.filter((row) => row.seed === seed));
}

type Figure = keyof LayerHealth;

/** A figure of a layer, epoch by epoch, where it was measured; one list a seed. */
export const historiesOf = (run: MeasuredRun, layer: string, figure: Figure): number[][] =>
  ownEpochs(run).map((epochs) =>
    epochs.flatMap(({ layers }) => {
      const value = layers?.[layer]?.[figure];
      return value === undefined ? [] : [value];
    }),
  );

/** The median over seeds of what a layer ended with; undefined where no seed has it. */
export const endedWith = (run: MeasuredRun, layer: string, figure: Figure): number | undefined =>
  median(historiesOf(run, layer, figure).flatMap((values) => values.slice(-1)));

/** Layers that training changes, from input to output. */
export const trainedLayers = ({ layers }: MeasuredRun): LayerView[] =>
  layers.filter(({ training }) => training === "trained");

/** The upper one of the two in the middle; undefined of nothing. */
export const median = (values: readonly number[]): number | undefined =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];

/** `1 seed`, `3 seeds`. */
export const seedsText = (count: number): string => (count === 1 ? t("1 seed") : t("{0} seeds", count));

/** `62 %`, `6.2 %`, `0.4 %`. */
export const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

/** The first three of several names: `conv1, conv2, conv3 and 4 more`. */
export function namesText(names: readonly string[], shown = 3): string {
  const more = names.length - shown;
  return more > 0 ? t("{0} and {1} more", names.slice(0, shown).join(", "), more) : names.join(", ");
}
