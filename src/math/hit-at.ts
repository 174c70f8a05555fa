/** Whether the right answer is among the first few of a ranking. */

/**
 * hit@k: the share of examples whose label is among the first k of its ranking.
 *
 * @param rankings candidates of each example, the best first
 * @param labels the right candidate of each
 * @param k 1 or above
 * @returns 0..1; NaN where there are no examples
 * @throws RangeError if the lists differ in length or k is below 1
 */
export function hitAt(rankings: readonly (readonly number[])[], labels: ArrayLike<number>, k: number): number {
  const hits = hitsAt(rankings, labels, k);
  return hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
}

/**
 * hit@k of each class by itself, averaged: a class of many examples counts no more than one of few.
 *
 * @returns 0..1, over the classes that have examples; NaN where there are none
 * @throws RangeError as `hitAt` does
 */
export function hitAtPerClass(rankings: readonly (readonly number[])[], labels: ArrayLike<number>, k: number): number {
  const hits = hitsAt(rankings, labels, k);
  const byClass = new Map<number, number[]>();
  hits.forEach((hit, example) => {
    const label = labels[example] ?? -1;
    byClass.set(label, [...(byClass.get(label) ?? []), hit]);
  });
  const shares = [...byClass.values()].map((ofClass) => ofClass.reduce((sum, hit) => sum + hit, 0) / ofClass.length);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** hit@k of a random ranking. @param candidates 1 or above */
export const chanceAt = (k: number, candidates: number): number => Math.min(1, k / candidates);

/** @returns 1 for each example whose label is among the first k, else 0 */
function hitsAt(rankings: readonly (readonly number[])[], labels: ArrayLike<number>, k: number): number[] {
  if (rankings.length !== labels.length) {
    throw new RangeError(`each ranking needs a label, got ${rankings.length} and ${labels.length}`);
  }
  if (!(k >= 1)) throw new RangeError(`k must be 1 or above, got ${k}`);
  return rankings.map((ranking, example) => (ranking.slice(0, k).includes(labels[example] ?? -1) ? 1 : 0));
}
