/**
 * Cross-entropy of independent yes-or-no answers, from logits: max(l, 0) − l a + log(1 + e^(−|l|)), which stays finite.
 *
 * @param logits [n, answers]
 * @param answers [n, answers], 0 or 1
 * @returns mean nats per answer
 * @throws RangeError if there is not one answer for each logit
 */
export function binaryCrossEntropy(
  logits: readonly (readonly number[])[],
  answers: readonly (readonly number[])[],
): number {
  const [flatLogits, flatAnswers] = [logits.flat(), answers.flat()];
  if (flatLogits.length !== flatAnswers.length) {
    throw new RangeError(`each logit needs an answer, got ${flatLogits.length} and ${flatAnswers.length}`);
  }
  const nats = flatLogits.reduce(
    (sum, l, i) => sum + Math.max(l, 0) - l * (flatAnswers[i] ?? 0) + Math.log1p(Math.exp(-Math.abs(l))),
    0,
  );
  return nats / flatLogits.length;
}
