/** Trained layers of whose units at least half are dead or saturated when training has ended. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { lowerRate, RATE_PATH } from "./fixes";
import { endedWith, percent, trainedLayers, type MeasuredRun } from "./measured-run";

/** Share of the units from which on a layer is reported. */
const MANY = 0.5;
/** What the rate is multiplied by. */
const LOWER = 0.1;

interface Stuck {
  figure: "deadUnits" | "saturatedUnits";
  code: string;
  /** What so many of the units do, in which layers, and at what rate. */
  says: (layers: string, rate: number) => string;
}

export function stuckUnits(run: MeasuredRun, { figure, code, says }: Stuck): Finding[] {
  const affected = trainedLayers(run)
    .map(({ name }) => ({ name, share: endedWith(run, name, figure) ?? 0 }))
    .filter(({ share }) => share >= MANY)
    .toSorted((left, right) => right.share - left.share);
  if (affected.length === 0) return [];
  const { learningRate } = run.experiment.training.optimizer;
  const layers = affected
    .slice(0, 3)
    .map(({ name, share }) => t("{0} of {1}", percent(share), name))
    .join(", ");
  const more = affected.length - 3;
  const where = more > 0 ? t("{0} and in {1} more layers", layers, more) : layers;
  return [
    {
      severity: "warning",
      code,
      path: RATE_PATH,
      message: says(where, learningRate),
      fixes: [lowerRate(run.experiment, LOWER)],
    },
  ];
}
