/** What every zero-shot method says of test examples beside accuracy and loss, and the names of these figures. */
import { bestCalibration, generalisedAccuracy, meanPerClass } from "../math/generalised-accuracy";
import type { Figures } from "../protocol/metrics";

/** Mean of the accuracies of the target's classes, when only these are candidates. */
export const PER_CLASS = "perClassAccuracy";
/** Accuracy of one of them. */
export const classFigure = (name: string): string => `class/${name}`;

/** All classes are candidates: as their scores are, or with the scores of seen ones lowered. */
export type Setting = "generalised" | "calibrated";
/** Mean accuracies of the source's classes and of the target's, and their harmonic mean. */
export const groups = ["seen", "unseen", "harmonic"] as const;
export type Group = (typeof groups)[number];
export const groupFigure = (setting: Setting, group: Group): string => `${setting}/${group}`;
/** γ: how much the scores of seen classes were lowered. */
const CALIBRATION = "calibration";

/** Names of the candidates, in the order of the scores: those that were seen in training come first. */
export interface Candidates {
  seen: readonly string[];
  unseen: readonly string[];
}

export interface ScoredExamples {
  /** [n][candidates] */
  scores: readonly ArrayLike<number>[];
  /** [n], each an index into the seen candidates, or into the unseen ones. */
  labels: ArrayLike<number>;
}

export interface Examined {
  candidates: Candidates;
  /** Test examples of the target. */
  unseen: ScoredExamples;
  /** Test examples of the source; without them nothing is said of the generalised setting. */
  seen?: ScoredExamples | undefined;
  /** γ of `calibrationOn`; left out where it could not be found. */
  gamma?: number | undefined;
}

export function zeroShotFigures({ candidates, unseen, seen, gamma }: Examined): Figures {
  const { labels } = unseen;
  const first = candidates.seen.length;
  const isRight = (example: number) => bestFrom(unseen.scores[example] ?? [], first) === labels[example];
  const figures: Figures = { [PER_CLASS]: meanPerClass(labels, isRight) };
  candidates.unseen.forEach((name, label) => {
    const own = Array.from(labels, (_, example) => example).filter((example) => labels[example] === label);
    if (own.length > 0) figures[classFigure(name)] = own.filter(isRight).length / own.length;
  });
  if (seen === undefined) return figures;
  const scored = together(candidates, { seen, unseen });
  const settings = [["generalised", 0] as const, ...(gamma === undefined ? [] : [["calibrated", gamma] as const])];
  for (const [setting, lowered] of settings) {
    const accuracy = generalisedAccuracy(scored, lowered);
    for (const group of groups) figures[groupFigure(setting, group)] = accuracy[group];
  }
  return gamma === undefined ? figures : { ...figures, [CALIBRATION]: gamma };
}

/**
 * γ of calibrated stacking.
 *
 * @param given examples and classes that are held out for this: of the classes that play the unseen ones, no example was
 *   trained on
 */
export const calibrationOn = (
  candidates: Candidates,
  given: { seen: ScoredExamples; unseen: ScoredExamples },
): number => bestCalibration(together(candidates, given));

function together(
  { seen: { length: seen } }: Candidates,
  given: { seen: ScoredExamples; unseen: ScoredExamples },
): Parameters<typeof generalisedAccuracy>[0] {
  return {
    seen,
    scores: [...given.seen.scores, ...given.unseen.scores],
    labels: [...Array.from(given.seen.labels), ...Array.from(given.unseen.labels, (label) => label + seen)],
  };
}

/** The place of the largest score from a candidate on, counted from there. */
function bestFrom(scores: ArrayLike<number>, first: number): number {
  const own = Array.from(scores).slice(first);
  return own.reduce((best, score, index) => (score > (own[best] ?? -Infinity) ? index : best), 0);
}
