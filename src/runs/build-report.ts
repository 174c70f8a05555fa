/** Turns what the trials of a run measured into its report: figures with intervals, paired gains, and the verdict. */
import type { Finding } from "../experiment/finding";
import type { Experiment } from "../experiment/types";
import { interval, pairedDifference, withinShares } from "../math/interval";
import { verdictOf } from "../math/verdict";
import { armTitle } from "../methods/arm-title";
import type { MethodSpec } from "../methods/define";
import { TRANSFER_ARM } from "../protocol/metrics";
import type { Performance } from "../protocol/performance";
import type { Problem } from "../protocol/problem";
import type { Headline, Interval, Report, ReportPart, TrialSummary } from "../protocol/report";
import { headlineOf, taskHeadlines } from "./headline";

export interface ReportParts {
  experiment: Experiment;
  spec: MethodSpec;
  /** Of the target, in the order of its labels; empty where it is a number. */
  classes: readonly string[];
  /** Examples of each kind, in every trial the same. */
  counts: Report["counts"];
  trials: readonly TrialSummary[];
  frozen: Report["frozen"];
  warnings: readonly Problem[];
  performance?: Performance;
  /** What the method concludes of its rows, `spec.conclude`; the best cut is the verdict of a sweep. */
  parts?: readonly ReportPart[];
  findings?: readonly Finding[];
}

/** Arms come in the order of the method's spec; a control counts only with the seeds that the transfer arm has too. */
export function buildReport({ experiment, spec, trials, parts = [], findings = [], ...rest }: ReportParts): Report {
  const headline = headlineOf(spec, experiment);
  const arms = armsOf(experiment, spec, trials);
  const gainsOf = (figure: string) => (experiment.sweep === null ? gainsOver(arms, trials, figure) : []);
  const gains = gainsOf(headline.figure);
  const tasks = taskHeadlines(
    spec,
    trials.flatMap(({ test }) => Object.keys(test)),
  ).map(({ task, headline: own }) => ({
    task,
    headline: own,
    arms: figuresOf(arms, trials, own),
    gains: gainsOf(own.figure),
  }));
  return {
    version: 1,
    headline,
    classes: [...rest.classes],
    counts: rest.counts,
    arms: figuresOf(arms, trials, headline),
    trials: [...trials],
    gains,
    ...(tasks.length > 0 && { tasks }),
    verdict:
      experiment.sweep === null ? verdictOf(gains[0], { headline, method: spec.title }) : verdictOfSweep(findings),
    frozen: rest.frozen,
    ...(parts.length > 0 && { parts: [...parts] }),
    warnings: [...rest.warnings],
    ...(rest.performance && { performance: rest.performance }),
  };
}

interface Arm {
  arm: string;
  title: string;
}

/** Of a sweep those that were trained, else the method's own and the controls of the experiment. */
function armsOf({ controls, sweep }: Experiment, spec: MethodSpec, trials: readonly TrialSummary[]): Arm[] {
  if (sweep !== null)
    return [...new Set(trials.map(({ arm }) => arm))].map((arm) => ({ arm, title: armTitle(spec.id, arm) }));
  const chosen = spec.controls.filter(({ id }) => controls.includes(id));
  return [{ arm: TRANSFER_ARM, title: spec.title }, ...chosen.map(({ id, title }) => ({ arm: id, title }))];
}

/** The finding of a method that names the best cut of a sweep. */
const BEST_CUT = "result/best-cut";

/** A sweep compares cuts and not with a control; which cut is best its method says. */
function verdictOfSweep(findings: readonly Finding[]): Report["verdict"] {
  const best = findings.find(({ code }) => code === BEST_CUT)?.message;
  const sentence =
    best === undefined
      ? "Not compared: this sweep recommends no cut; its curves show what each one brings."
      : `${best.charAt(0).toUpperCase()}${best.slice(1)}.`;
  return { kind: "not-compared", sentence };
}

/** Arms without this figure are left out. */
function figuresOf(arms: readonly Arm[], trials: readonly TrialSummary[], { figure, unit }: Headline): Report["arms"] {
  return arms.flatMap(({ arm, title }) => {
    const figures = [...figuresBySeed(trials, arm, figure).values()];
    return figures.length === 0
      ? []
      : [{ arm, title, figure: unit === "share" ? withinShares(interval(figures)) : interval(figures) }];
  });
}

function gainsOver(arms: readonly Arm[], trials: readonly TrialSummary[], figure: string): Report["gains"] {
  return arms.flatMap(({ arm, title }) => {
    const gain = arm === TRANSFER_ARM ? undefined : gainOver(arm, trials, figure);
    return gain === undefined ? [] : [{ control: arm, title, gain }];
  });
}

/** transfer − control, paired by seed; undefined where no seed has both. */
function gainOver(control: string, trials: readonly TrialSummary[], figure: string): Interval | undefined {
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
