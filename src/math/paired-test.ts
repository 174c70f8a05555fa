/** Whether a paired difference can be chance, after Student: The Probable Error of a Mean, Biometrika 6, 1908. */
import { regularizedBeta } from "./incomplete-beta";

/**
 * Two-sided p-value of the paired t-test: how often values that do not differ in truth would differ at least as much.
 * t = d̄ √n / s for the mean d̄ and standard deviation s of the n differences. It is below 0.05 where the interval of
 * `pairedDifference` does not hold 0.
 *
 * @param left one a pair (a seed, a draw, a speaker)
 * @param right in the same order
 * @returns 0..1; 0 where all differences are the same and not 0, and 1 where all are 0; undefined for fewer than two pairs
 * @throws RangeError if the lists differ in length
 */
export function pairedPValue(left: readonly number[], right: readonly number[]): number | undefined {
  if (left.length !== right.length) {
    throw new RangeError(`pairs need lists of one length, got ${left.length} and ${right.length}`);
  }
  const n = left.length;
  if (n < 2) return undefined;
  const differences = left.map((value, i) => value - (right[i] ?? 0));
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  if (mean === 0) return 1;
  return studentPValue(mean / Math.sqrt(variance / n), n - 1);
}

/**
 * P(|T| ≥ |t|) = I_(ν/(ν+t²))(ν/2, ½) for Student's T with ν degrees of freedom.
 *
 * @param t may be infinite
 * @param degrees ν, above 0
 * @throws RangeError if the degrees are not above 0 or t is no number
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.1
 */
export function studentPValue(t: number, degrees: number): number {
  if (Number.isNaN(t)) throw new RangeError("t must be a number, got NaN");
  if (!(degrees > 0)) throw new RangeError(`degrees of freedom must be above 0, got ${degrees}`);
  // Of the two parts of 1, neither is taken from the other: one of them may be tiny.
  const ratio = t ** 2 / degrees;
  if (ratio === Infinity) return 0;
  return regularizedBeta(1 / (1 + ratio), degrees / 2, 0.5, ratio / (1 + ratio));
}
