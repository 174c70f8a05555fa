/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: each makes one entry beside the diagonal 0,
 * and those entries fade away quadratically.
 *
 * @see Golub & Van Loan, Matrix Computations, section 8.5
 */

const MOST_SWEEPS = 60;

export interface Eigen {
  /** Falling. */
  values: number[];
  /** Of length 1, at right angles to each other, in the order of the values. */
  vectors: number[][];
}

/**
 * @param matrix rows, symmetric; only its upper half is read
 * @throws RangeError if it is not square
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  if (matrix.some((row) => row.length !== n)) throw new RangeError(`the matrix must be square, with ${n} columns`);
  const a = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (__, j) => matrix[Math.min(i, j)]?.[Math.max(i, j)] ?? 0),
  );
  const vectors = a.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  const scale = a.reduce((sum, row) => sum + row.reduce((part, value) => part + value * value, 0), 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && besideDiagonal(a) > 1e-30 * scale; sweep++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, i) => i).sort((left, right) => (a[right]?.[right] ?? 0) - (a[left]?.[left] ?? 0));
  return { values: order.map((i) => a[i]?.[i] ?? 0), vectors: order.map((i) => Array.from(vectors[i] ?? [])) };
}

/** Σ of squares of the entries beside the diagonal. */
const besideDiagonal = (a: readonly Float64Array[]): number =>
  a.reduce((sum, row, i) => sum + row.reduce((part, value, j) => (i === j ? part : part + value * value), 0), 0);

/** Makes a[p][q] 0; the rows of `vectors` turn along. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const [rowP, rowQ] = [a[p], a[q]];
  const [vectorP, vectorQ] = [vectors[p], vectors[q]];
  const entry = rowP?.[q] ?? 0;
  if (!rowP || !rowQ || !vectorP || !vectorQ || entry === 0) return;
  const theta = ((rowQ[q] ?? 0) - (rowP[p] ?? 0)) / (2 * entry);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const turn = { c, s: t * c };
  turnRows(rowP, rowQ, turn);
  for (const row of a) {
    const [left, right] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = turn.c * left - turn.s * right;
    row[q] = turn.s * left + turn.c * right;
  }
  turnRows(vectorP, vectorQ, turn);
}

function turnRows(one: Float64Array, other: Float64Array, { c, s }: { c: number; s: number }): void {
  for (let i = 0; i < one.length; i++) {
    const [left, right] = [one[i] ?? 0, other[i] ?? 0];
    one[i] = c * left - s * right;
    other[i] = s * left + c * right;
  }
}
