/** Of the paper's schedule for the rate. */
const ALPHA = 10;
const BETA = 0.75;

/**
 * Learning rate that falls with the progress of training: μ(p) = μ₀ / (1 + 10 p)^0.75.
 *
 * @param start μ₀, the rate of the first step, above 0; the paper uses 0.01 with a momentum of 0.9
 * @param progress p, share of all steps already done, 0..1
 * @returns from μ₀ down to 0.166 μ₀
 * @throws RangeError if progress is outside 0..1 or the rate is not above 0
 * @see Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17(59), 2016
 */
export function annealedRate(start: number, progress: number): number {
  if (!(progress >= 0 && progress <= 1)) throw new RangeError(`progress must lie in 0..1, got ${progress}`);
  if (!(start > 0)) throw new RangeError(`a rate must be above 0, got ${start}`);
  return start / (1 + ALPHA * progress) ** BETA;
}
