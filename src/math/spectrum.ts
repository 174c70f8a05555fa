/**
 * Singular values of a matrix X = U Σ Vᵀ and its left singular vectors, found from the smaller one of X Xᵀ and Xᵀ X: a
 * sample has a few hundred rows, however many features each has, or a few features, however many rows.
 *
 * Squaring halves the digits, so directions whose σ² is below a 10⁻¹² part of the largest are left out: they are rounding.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 8.6
 */
import { symmetricEigen } from "./symmetric-eigen";

const ROUNDING = 1e-12;

export interface Direction {
  /** σ², above 0. */
  squared: number;
  /** u, [n], of length 1. */
  left: ArrayLike<number>;
}

/**
 * @param rows [n, features]
 * @returns directions by falling σ²; none where every value is 0
 */
export function spectrum(rows: readonly ArrayLike<number>[]): Direction[] {
  const features = rows[0]?.length ?? 0;
  return rows.length <= features ? fromRows(rows) : fromColumns(rows, features);
}

/** The vectors of X Xᵀ are the left ones. */
function fromRows(rows: readonly ArrayLike<number>[]): Direction[] {
  const products = rows.map((left, i) => rows.map((right, j) => (j < i ? 0 : product(left, right))));
  const { values, vectors } = symmetricEigen(products);
  return kept(values).map((squared, k) => ({ squared, left: vectors[k] ?? [] }));
}

/** The vectors v of Xᵀ X are the right ones: u = X v / σ. */
function fromColumns(rows: readonly ArrayLike<number>[], features: number): Direction[] {
  const columns = Array.from({ length: features }, (_, j) => Float64Array.from(rows, (row) => row[j] ?? 0));
  const products = columns.map((left, i) => columns.map((right, j) => (j < i ? 0 : product(left, right))));
  const { values, vectors } = symmetricEigen(products);
  return kept(values).map((squared, k) => {
    const [sigma, vector] = [Math.sqrt(squared), vectors[k] ?? []];
    return { squared, left: Float64Array.from(rows, (row) => product(row, vector) / sigma) };
  });
}

const kept = (values: readonly number[]): number[] =>
  values.filter((value) => value > ROUNDING * (values[0] ?? 0) && value > 0);

function product(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}
