/**
 * Weight of the reversed domain gradient: λ(p) = 2 / (1 + e^(−γp)) − 1.
 *
 * It starts at 0 so that an untrained domain classifier cannot disturb the features.
 *
 * @param progress share of all steps already done, 0..1
 * @param gamma steepness, above 0; the paper uses 10
 * @returns λ, 0..1
 * @throws RangeError if progress is outside 0..1 or gamma is not above 0
 * @see Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17(59), 2016
 */
export function reversalWeight(progress: number, gamma = 10): number {
  if (!(progress >= 0 && progress <= 1)) throw new RangeError(`progress must lie in 0..1, got ${progress}`);
  if (!(gamma > 0)) throw new RangeError(`gamma must be above 0, got ${gamma}`);
  return 2 / (1 + Math.exp(-gamma * progress)) - 1;
}
