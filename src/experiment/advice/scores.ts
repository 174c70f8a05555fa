/** What says before training how well a source fits a target: which scores there are, and what each looks at. */
import { t } from "@vscode/l10n";
import type { RankedSource, ScoreId, Scores } from "../../protocol/advice";
import { hScore } from "../../math/h-score";
import { leep } from "../../math/leep";
import { logMe } from "../../math/log-me";
import { nearestNeighbourAccuracy } from "../../math/nearest-neighbour";
import { negativeConditionalEntropy } from "../../math/negative-conditional-entropy";

/** Most have the same name in every language. */
const scoreNames: Readonly<Partial<Record<ScoreId, string>>> = {
  logMe: "LogME",
  hScore: "H-score",
  leep: "LEEP",
  nce: "NCE",
};

export const scoreTitle = (id: ScoreId): string => scoreNames[id] ?? t("Nearest neighbour");

export const scoreIds = ["logMe", "hScore", "nearestNeighbour", "leep", "nce"] as const satisfies readonly ScoreId[];

/** Decides the order; `bench/findings/source-ranking.md` says why it is this one. */
export const LEADING_SCORE: ScoreId = "leep";

/** Below all others where a source has no such score. */
export const leadingOf = ({ scores }: Pick<RankedSource, "scores">): number => scores[LEADING_SCORE] ?? -Infinity;

export interface Looked {
  /** Features, [n, d]. */
  rows: readonly ArrayLike<number>[];
  /** Of the source's classes, [n, z]. */
  probabilities: readonly ArrayLike<number>[];
}

/**
 * @param labels of the target, one an example
 * @throws RangeError if there are fewer than 2 examples
 */
export function scoresOf({ rows, probabilities }: Looked, labels: ArrayLike<number>): Scores {
  const features = {
    hScore: hScore(rows, labels, true),
    logMe: logMe(rows, labels),
    nearestNeighbour: nearestNeighbourAccuracy(rows, labels),
  };
  // One output says of no example what another one would not have.
  if ((probabilities[0]?.length ?? 0) < 2) return features;
  const answers = probabilities.map(largestOf);
  return {
    leep: leep(probabilities, labels),
    nce: negativeConditionalEntropy(labels, answers),
    ...features,
  };
}

function largestOf(values: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  return best;
}

/** The place of each source by one score, from 1; none where it has no such score. Equal ones share the better place. */
export function placesBy(sources: readonly Pick<RankedSource, "scores">[], score: ScoreId): (number | undefined)[] {
  const values = sources.map(({ scores }) => scores[score]);
  return values.map((value) =>
    value === undefined ? undefined : 1 + values.filter((other) => other !== undefined && other > value).length,
  );
}

/** Best first; those without the leading score come last, by LogME. */
export const ranked = <T extends Pick<RankedSource, "scores">>(sources: readonly T[]): T[] =>
  sources.toSorted((one, two) => {
    const [left, right] = [leadingOf(one), leadingOf(two)];
    return left === right ? two.scores.logMe - one.scores.logMe : right - left;
  });
