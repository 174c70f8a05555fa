/** How far outputs have moved away from those of a reference, such as the source network. */
import { logSoftmax } from "./classification";

/**
 * KL(p ‖ q) = Σⱼ pⱼ (log pⱼ − log qⱼ) with p = softmax(reference) and q = softmax(other).
 *
 * @param reference logits, one a class
 * @param other logits of the same classes
 * @returns nats, 0 or above (what rounding puts below 0 is 0); infinite where q has no room for something p holds
 *   possible
 * @throws RangeError if the rows differ in length
 * @see Kullback & Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22(1), 1951
 */
export function klDivergence(reference: readonly number[], other: readonly number[]): number {
  if (reference.length !== other.length) {
    throw new RangeError(`outputs of the same classes are compared, got ${reference.length} and ${other.length}`);
  }
  const logQ = logSoftmax(other);
  const nats = logSoftmax(reference).reduce((sum, logP, j) => {
    const p = Math.exp(logP);
    // 0 · ∞ counts as 0: what p holds impossible may be so for q.
    return p === 0 ? sum : sum + p * (logP - (logQ[j] ?? 0));
  }, 0);
  return Math.max(0, nats);
}

/**
 * The mean of KL(p ‖ q) over examples.
 *
 * @param reference [n, classes], logits
 * @param other [n, classes], logits on the same inputs
 * @returns nats per example; undefined where there are no examples
 * @throws RangeError if there is not one row of each an example
 */
export function outputDivergence(
  reference: readonly (readonly number[])[],
  other: readonly (readonly number[])[],
): number | undefined {
  if (reference.length !== other.length) {
    throw new RangeError(`outputs on the same inputs are compared, got ${reference.length} and ${other.length} rows`);
  }
  if (reference.length === 0) return undefined;
  return reference.reduce((sum, row, i) => sum + klDivergence(row, other[i] ?? []), 0) / reference.length;
}
