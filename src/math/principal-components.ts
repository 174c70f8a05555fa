/**
 * The directions in which examples vary most, without ever holding their covariance: subspace iteration. A few random
 * directions are multiplied with the covariance again and again, which turns them towards those of the largest variance;
 * at the end the variances are told apart within the subspace (Rayleigh–Ritz).
 *
 * @see Halko, Martinsson & Tropp, Finding Structure with Randomness, SIAM Review 53(2), 2011, algorithm 4.4
 */
import type { Random } from "./random";
import { randomDirections } from "./random-directions";
import { symmetricEigen } from "./symmetric-eigen";
import { dotProduct, squaredNorm } from "./vectors";

/** More directions than are wanted: the last ones settle slowly. */
const SPARE = 10;
const MOST_ROUNDS = 30;
/** Rounds end when the variance within the subspace grows by a smaller share. */
const SETTLED = 1e-6;

export interface PrincipalComponents {
  /** Of length 1, at right angles to each other; the entry that is largest without its sign is above 0. */
  components: number[][];
  /** Along each of them, falling. */
  variances: number[];
}

export interface Examined {
  /** Values of an example. */
  size: number;
  /** Components wanted. */
  count: number;
  random: Random;
  /** The covariance times each vector. */
  covarianceTimes: (vectors: readonly number[][]) => number[][];
}

/** @returns as many components as are wanted, or as an example has values */
export function principalComponents({ size, count, random, covarianceTimes }: Examined): PrincipalComponents {
  let basis = orthonormal(randomDirections(Math.min(size, count + SPARE), size, random));
  let image = covarianceTimes(basis);
  let within = varianceIn(basis, image);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    basis = orthonormal(image);
    image = covarianceTimes(basis);
    const before = within;
    within = varianceIn(basis, image);
    if (within - before <= SETTLED * within) break;
  }
  const { values, vectors } = symmetricEigen(basis.map((left) => image.map((right) => dotProduct(left, right))));
  const wanted = Math.min(size, count);
  return {
    components: vectors.slice(0, wanted).map((shares) => signed(mixed(basis, shares))),
    variances: values.slice(0, wanted).map((value) => Math.max(0, value)),
  };
}

const varianceIn = (basis: readonly number[][], image: readonly number[][]): number =>
  basis.reduce((sum, vector, i) => sum + dotProduct(vector, image[i] ?? []), 0);

/** Gram–Schmidt, twice over for the sake of rounding; what lies in the span of those before it becomes 0. */
function orthonormal(vectors: readonly number[][]): number[][] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    const before = lengthOf(rest);
    for (const other of [...done, ...done]) takeOut(rest, other);
    const length = lengthOf(rest);
    const isSpanned = length <= 1e-12 * before;
    done.push(rest.map((value) => (isSpanned ? 0 : value / length)));
  }
  return done.map((vector) => Array.from(vector));
}

/** Removes what lies along a vector of length 1, or 0. In loops, since here is where the time goes. */
function takeOut(rest: Float64Array, other: Float64Array): void {
  let along = 0;
  for (let i = 0; i < rest.length; i++) along += (other[i] ?? 0) * (rest[i] ?? 0);
  for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - along * (other[i] ?? 0);
}

const lengthOf = (vector: Float64Array): number => Math.sqrt(squaredNorm(Array.from(vector)));

/** Σᵢ sharesᵢ basisᵢ */
const mixed = (basis: readonly number[][], shares: readonly number[]): number[] =>
  (basis[0] ?? []).map((_, at) => basis.reduce((sum, vector, i) => sum + (shares[i] ?? 0) * (vector[at] ?? 0), 0));

function signed(vector: readonly number[]): number[] {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : [...vector];
}
