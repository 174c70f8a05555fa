/** Turns what the trials of a run measured into its report: figures with intervals, paired gains, and the verdict. */
import { t } from "@vscode/l10n";
import type { Finding } from "../experiment/finding";
import type { Experiment } from "../experiment/types";
import { withinShares } from "../math/interval";
import { armTitle } from "../methods/arm-title";
import type { MethodSpec } from "../methods/define";
import { bySeed, intervalOf, pairedGain } from "../methods/figures-by-seed";
import { TRANSFER_ARM } from "../protocol/metrics";
import type { Performance } from "../protocol/performance";
import type { Problem } from "../protocol/problem";
import type { Headline, Report, ReportPart, TrialSummary } from "../protocol/report";
import { headlineOf, taskHeadlines } from "./headline";
import { verdictOf } from "./verdict";

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
export function verdictOfSweep(findings: readonly Finding[]): Report["verdict"] {
  const best = findings.find(({ code }) => code === BEST_CUT)?.message;
  const sentence =
    best === undefined
      ? t("Not compared: this sweep recommends no cut; its curves show what each one brings.")
      : `${best.charAt(0).toUpperCase()}${best.slice(1)}.`;
  return { kind: "not-compared", sentence };
}

/** Arms without this figure are left out. */
function figuresOf(arms: readonly Arm[], trials: readonly TrialSummary[], { figure, unit }: Headline): Report["arms"] {
  return arms.flatMap(({ arm, title }) => {
    const own = intervalOf([...valuesOf(trials, arm, figure).values()]);
    return own === null ? [] : [{ arm, title, figure: unit === "share" ? withinShares(own) : own }];
  });
}

/** transfer − control, paired by seed; controls without a seed in common are left out. */
function gainsOver(arms: readonly Arm[], trials: readonly TrialSummary[], figure: string): Report["gains"] {
  const transfer = valuesOf(trials, TRANSFER_ARM, figure);
  return arms.flatMap(({ arm, title }) => {
    const gain = arm === TRANSFER_ARM ? null : pairedGain(transfer, valuesOf(trials, arm, figure));
    return gain === null ? [] : [{ control: arm, title, gain }];
  });
}

const valuesOf = (trials: readonly TrialSummary[], arm: string, figure: string): Map<number, number> =>
  bySeed(trials, arm, ({ test }) => test[figure]);
