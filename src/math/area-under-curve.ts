/**
 * Area under the receiver operating characteristic: how likely a score of an example that has something is above that of
 * one that lacks it, where equal scores count half. By the sum of ranks (Mann & Whitney).
 *
 * @param scores any finite numbers; a higher one says rather yes
 * @param has of each example, whether it has it
 * @returns 0..1, ½ is chance; undefined where all have it or none has
 * @throws RangeError if the lists differ in length
 * @see Mann & Whitney, Annals of Mathematical Statistics 18(1), 1947; Hanley & McNeil, Radiology 143(1), 1982
 */
export function areaUnderCurve(scores: ArrayLike<number>, has: ArrayLike<boolean>): number | undefined {
  if (scores.length !== has.length) {
    throw new RangeError(`each score needs an answer, got ${scores.length} and ${has.length}`);
  }
  const order = Array.from(scores, (score, index) => ({ score, has: has[index] === true }));
  order.sort((a, b) => a.score - b.score);
  const positives = order.filter((example) => example.has).length;
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  let rankSum = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && order[end]?.score === order[start]?.score) end += 1;
    // Ranks start + 1 to end; equal scores share their mean.
    const rank = (start + 1 + end) / 2;
    rankSum += rank * order.slice(start, end).filter((example) => example.has).length;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
