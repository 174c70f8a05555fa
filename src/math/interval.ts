/** Means with two-sided 95 % intervals, after Student: A. Student, The Probable Error of a Mean, Biometrika 6, 1908. */
import type { Interval } from "../protocol/report";

/**
 * @param values one a seed
 * @returns for a single value, the mean alone
 * @throws RangeError if there are no values
 */
export function interval(values: readonly number[]): Interval {
  const n = values.length;
  if (n === 0) throw new RangeError("an interval needs at least one value, got none");
  const mean = sum(values) / n;
  if (n === 1) return { mean, n };
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (n - 1);
  const reach = studentQuantile(0.95, n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - reach, high: mean + reach, n };
}

/**
 * The interval of left − right, pair by pair: what both share, such as the split of a seed, cancels out.
 *
 * @throws RangeError if the lists differ in length or are empty
 */
export function pairedDifference(left: readonly number[], right: readonly number[]): Interval {
  if (left.length !== right.length) {
    throw new RangeError(`pairs need lists of one length, got ${left.length} and ${right.length}`);
  }
  return interval(left.map((value, index) => value - (right[index] ?? 0)));
}

/** A share cannot lie outside 0..1, although Student's interval over few values does not know that. */
export function withinShares(figure: Interval): Interval {
  if (figure.low === undefined || figure.high === undefined) return figure;
  return { ...figure, low: Math.max(0, figure.low), high: Math.min(1, figure.high) };
}

/**
 * The t for which |T| ≤ t has the given probability, found by bisection.
 *
 * @param probability 0..1, both ends excluded
 * @param degrees degrees of freedom, an integer of 1 or above
 * @throws RangeError if either is outside its range
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability must lie between 0 and 1, got ${probability}`);
  }
  if (!Number.isInteger(degrees) || degrees < 1) {
    throw new RangeError(`degrees of freedom must be an integer of 1 or above, got ${degrees}`);
  }
  let [low, high] = [0, Math.PI / 2];
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (centralProbability(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan(low);
}

/**
 * P(|T| ≤ √ν tan θ) for ν degrees of freedom, a finite sum.
 *
 * @param theta 0..π/2
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4
 */
function centralProbability(theta: number, degrees: number): number {
  const cosine = Math.cos(theta);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let total = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    total += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * total) : Math.sin(theta) * total;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
