/**
 * LogME, how well a linear model over some features would explain the labels, before any is trained: the evidence
 * log p(y | F) of Bayesian linear regression to each class's indicator y, with the strengths α of the prior and β of the
 * noise chosen so that it is largest; its mean over examples and classes, in nats.
 *
 * With F = U Σ Vᵀ and A = αI + βFᵀF, the fixed point repeats
 *
 *     γ = Σ βσ² / (α + βσ²)        α = γ / mᵀm        β = (n − γ) / ‖Fm − y‖²
 *
 * until α / β settles, and the evidence is
 *
 *     n/2 log β + d/2 log α − n/2 log 2π − β/2 ‖Fm − y‖² − α/2 mᵀm − 1/2 log |A|
 *
 * As in the authors' program 10⁻⁵ is added to both denominators, so that features that explain everything, or nothing,
 * have an answer too.
 *
 * @see You, Liu, Wang & Long, LogME: Practical Assessment of Pre-trained Models for Transfer Learning, ICML 2021
 */
import { spectrum } from "./spectrum";

const LEAST = 1e-5;
const SETTLED = 1e-9;
const MOST_ROUNDS = 500;

/**
 * @param rows features F, [n, d]
 * @param labels one a row
 * @returns nats an example and class; larger is better
 * @throws RangeError if there are no rows, or not one label for each
 */
export function logMe(rows: readonly ArrayLike<number>[], labels: ArrayLike<number>): number {
  const n = rows.length;
  if (n === 0 || labels.length !== n) throw new RangeError(`${n} rows need ${n} labels, got ${labels.length}`);
  const directions = spectrum(rows);
  const sigmas = directions.map(({ squared }) => squared);
  const classes = [...new Set(Array.from(labels))];
  const evidences = classes.map((label) => {
    const indicator = Float64Array.from({ length: n }, (_, i) => (labels[i] === label ? 1 : 0));
    const count = indicator.reduce((sum, value) => sum + value, 0);
    const along = directions.map(({ left }) => {
      const sum = indicator.reduce((total, value, i) => total + value * (left[i] ?? 0), 0);
      return sum * sum;
    });
    const rest = Math.max(0, count - along.reduce((sum, value) => sum + value, 0));
    return evidence({ n, features: rows[0]?.length ?? 0, sigmas, along, rest });
  });
  return evidences.reduce((sum, value) => sum + value, 0) / classes.length;
}

interface Regression {
  n: number;
  features: number;
  /** σ² of F. */
  sigmas: readonly number[];
  /** (uᵀy)² of each direction. */
  along: readonly number[];
  /** ‖y‖² outside of all of them. */
  rest: number;
}

/** Largest evidence an example. */
function evidence(regression: Regression): number {
  const { n, features, sigmas } = regression;
  if (sigmas.length === 0) return ofNoise(regression);
  let strengths = { alpha: 1, beta: 1 };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = strengths.alpha / strengths.beta;
    strengths = improved(regression, before);
    const change = Math.abs(strengths.alpha / strengths.beta - before) / before;
    if (change <= SETTLED) break;
  }
  const { alpha, beta } = strengths;
  const { length, error } = solution(regression, alpha / beta);
  const determinant =
    sigmas.reduce((sum, sigma) => sum + Math.log(alpha + beta * sigma), 0) +
    (features - sigmas.length) * Math.log(alpha);
  const gaussian = n * Math.log(beta) + features * Math.log(alpha) - n * Math.log(2 * Math.PI);
  return (gaussian - beta * error - alpha * length - determinant) / (2 * n);
}

/** Features that are all 0 leave noise around 0. */
function ofNoise({ n, rest }: Regression): number {
  const beta = n / (rest + LEAST);
  return (n * Math.log(beta) - n * Math.log(2 * Math.PI) - beta * rest) / (2 * n);
}

function improved(regression: Regression, ratio: number): { alpha: number; beta: number } {
  const gamma = regression.sigmas.reduce((sum, sigma) => sum + sigma / (sigma + ratio), 0);
  const { length, error } = solution(regression, ratio);
  return { alpha: gamma / (length + LEAST), beta: (regression.n - gamma) / (error + LEAST) };
}

/** Of the mean m of the posterior, for α / β: mᵀm and ‖Fm − y‖². */
function solution({ sigmas, along, rest }: Regression, ratio: number): { length: number; error: number } {
  let [length, error] = [0, rest];
  sigmas.forEach((sigma, k) => {
    const part = (along[k] ?? 0) / (sigma + ratio) ** 2;
    length += sigma * part;
    error += ratio * ratio * part;
  });
  return { length, error };
}
