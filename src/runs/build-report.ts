/** Turns what the trials of a run measured into its report: figures with intervals, paired gains, and the verdict. */
import type { Experiment } from "../experiment/types";
import { interval, pairedDifference } from "../math/interval";
import { verdictOf } from "../math/verdict";
import type { MethodSpec } from "../methods/define";
import { TRANSFER_ARM } from "../protocol/metrics";
import type { Performance } from "../protocol/performance";
import type { Problem } from "../protocol/problem";
import type { Interval, Report, TrialSummary } from "../protocol/report";

export interface ReportParts {
  experiment: Experiment;
  spec: MethodSpec;
  /** Of the target, in the order of its labels. */
  classes: readonly string[];
  /** Examples of each kind, in every trial the same. */
  counts: Report["counts"];
  trials: readonly TrialSummary[];
  frozen: Report["frozen"];
  warnings: readonly Problem[];
  performance?: Performance;
}

/** Arms come in the order of the method's spec; a control counts only with the seeds that the transfer arm has too. */
export function buildReport({ experiment, spec, trials, ...rest }: ReportParts): Report {
  const controls = spec.controls.filter(({ id }) => experiment.controls.includes(id));
  const arms = [{ id: TRANSFER_ARM, title: spec.title }, ...controls].flatMap(({ id, title }) => {
    const figures = [...figuresBySeed(trials, id, spec.headline.figure).values()];
    return figures.length === 0 ? [] : [{ arm: id, title, figure: within(interval(figures), spec.headline.unit) }];
  });
  const gains = controls.flatMap(({ id, title }) => {
    const gain = gainOver(id, trials, spec.headline);
    return gain === undefined ? [] : [{ control: id, title, gain }];
  });
  return {
    version: 1,
    headline: spec.headline,
    classes: [...rest.classes],
    counts: rest.counts,
    arms,
    trials: [...trials],
    gains,
    verdict: verdictOf(gains[0], spec.headline),
    frozen: rest.frozen,
    warnings: [...rest.warnings],
    ...(rest.performance && { performance: rest.performance }),
  };
}

/** A share cannot lie outside 0..1, although Student's interval over few seeds does not know that. */
function within(figure: Interval, unit: Report["headline"]["unit"]): Interval {
  if (unit === "number" || figure.low === undefined || figure.high === undefined) return figure;
  return { ...figure, low: Math.max(0, figure.low), high: Math.min(1, figure.high) };
}

/** transfer − control, paired by seed; undefined where no seed has both. */
function gainOver(
  control: string,
  trials: readonly TrialSummary[],
  { figure }: MethodSpec["headline"],
): Interval | undefined {
  const transfer = figuresBySeed(trials, TRANSFER_ARM, figure);
  const pairs = [...figuresBySeed(trials, control, figure)].flatMap(([seed, value]) => {
    const partner = transfer.get(seed);
    return partner === undefined ? [] : [{ transfer: partner, control: value }];
  });
  if (pairs.length === 0) return undefined;
  return pairedDifference(
    pairs.map((pair) => pair.transfer),
    pairs.map((pair) => pair.control),
  );
}

function figuresBySeed(trials: readonly TrialSummary[], arm: string, figure: string): Map<number, number> {
  return new Map(
    trials.flatMap((trial) => {
      const value = trial.arm === arm ? trial.test[figure] : undefined;
      return value === undefined ? [] : [[trial.seed, value] as const];
    }),
  );
}
