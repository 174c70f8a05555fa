/**
 * Eigenvalues and eigenvectors of a symmetric matrix. Householder's reflections bring it to three diagonals, A = Q T Qᵀ;
 * then QL steps with implicit shifts make the entries beside the diagonal fade. It takes a few n³ operations, so that
 * some hundred rows are a matter of a second.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, sections 8.3.1 and 8.3.5
 * @see Press et al., Numerical Recipes, 3rd edition, section 11.4
 */

const MOST_STEPS = 100;

export interface Eigen {
  /** Falling. */
  values: number[];
  /** Of length 1, at right angles to each other, in the order of the values. */
  vectors: number[][];
}

/** T, with the vectors that become those of A. */
interface Tridiagonal {
  diagonal: Float64Array;
  /** Beside the diagonal: entry i lies between i and i + 1. */
  beside: Float64Array;
  /** Columns of Q, one an array. */
  vectors: Float64Array[];
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
  const form = tridiagonal(a);
  diagonalise(form);
  const { diagonal, vectors } = form;
  const order = a.map((_, i) => i).sort((left, right) => (diagonal[right] ?? 0) - (diagonal[left] ?? 0));
  return { values: order.map((i) => diagonal[i] ?? 0), vectors: order.map((i) => Array.from(vectors[i] ?? [])) };
}

/** @param a becomes T */
function tridiagonal(a: readonly Float64Array[]): Tridiagonal {
  const n = a.length;
  const beside = new Float64Array(n);
  const mirrors: Float64Array[] = [];
  for (let k = 0; k < n - 1; k++) {
    const column = a.slice(k + 1).map((row) => row[k] ?? 0);
    // Squares of very small numbers are 0, so that lengths are taken of the column brought to a largest entry of 1.
    const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const below = Float64Array.from(column, (value) => (largest === 0 ? 0 : value / largest));
    const length = Math.sqrt(along(below, below));
    const entry = (below[0] ?? 0) > 0 ? -length : length;
    beside[k] = entry * largest;
    below[0] = (below[0] ?? 0) - entry;
    const norm = Math.sqrt(along(below, below));
    const mirror = norm === 0 ? below : below.map((value) => value / norm);
    mirrors.push(mirror);
    if (norm > 0) reflect(a, k + 1, mirror);
  }
  const vectors = a.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let k = n - 2; k >= 0; k--) {
    const mirror = mirrors[k] ?? new Float64Array();
    for (const vector of vectors.slice(k + 1)) {
      const part = vector.subarray(k + 1);
      addTo(part, mirror, -2 * along(part, mirror));
    }
  }
  return { diagonal: Float64Array.from(a, (row, i) => row[i] ?? 0), beside, vectors };
}

/** H A H for H = I − 2vvᵀ, of the rows and columns from `start` on. */
function reflect(a: readonly Float64Array[], start: number, v: Float64Array): void {
  const rows = a.slice(start).map((row) => row.subarray(start));
  const image = Float64Array.from(rows, (row) => along(row, v));
  const half = along(image, v);
  addTo(image, v, -half);
  rows.forEach((row, i) => {
    addTo(row, image, -2 * (v[i] ?? 0));
    addTo(row, v, -2 * (image[i] ?? 0));
  });
}

/** In place: the diagonal becomes the eigenvalues, and the vectors turn along. */
function diagonalise({ diagonal, beside, vectors }: Tridiagonal): void {
  const n = diagonal.length;
  const scale = diagonal.reduce((most, value, i) => Math.max(most, Math.abs(value) + Math.abs(beside[i] ?? 0)), 0);
  const isGone = (i: number): boolean => Math.abs(beside[i] ?? 0) <= Number.EPSILON * scale;
  for (let first = 0; first < n; first++) {
    for (let step = 0; step < MOST_STEPS; step++) {
      let last = first;
      while (last < n - 1 && !isGone(last)) last += 1;
      if (last === first) break;
      stepOfQl({ diagonal, beside, vectors }, first, last);
    }
  }
}

/** One QL step with Wilkinson's shift, on the block from `first` to `last`. */
function stepOfQl({ diagonal, beside, vectors }: Tridiagonal, first: number, last: number): void {
  const at = (values: Float64Array, i: number): number => values[i] ?? 0;
  const half = (at(diagonal, first + 1) - at(diagonal, first)) / (2 * at(beside, first));
  const reach = Math.hypot(half, 1);
  let g = at(diagonal, last) - at(diagonal, first) + at(beside, first) / (half + (half < 0 ? -reach : reach));
  let [s, c, shift] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const [f, b] = [s * at(beside, i), c * at(beside, i)];
    const r = Math.hypot(f, g);
    beside[i + 1] = r;
    if (r === 0) {
      diagonal[i + 1] = at(diagonal, i + 1) - shift;
      beside[last] = 0;
      return;
    }
    [s, c] = [f / r, g / r];
    const own = at(diagonal, i + 1) - shift;
    const turned = (at(diagonal, i) - own) * s + 2 * c * b;
    shift = s * turned;
    diagonal[i + 1] = own + shift;
    g = c * turned - b;
    turn(vectors[i], vectors[i + 1], { c, s });
  }
  diagonal[first] = at(diagonal, first) - shift;
  beside[first] = g;
  beside[last] = 0;
}

function turn(
  one: Float64Array | undefined,
  other: Float64Array | undefined,
  { c, s }: { c: number; s: number },
): void {
  if (one === undefined || other === undefined) return;
  for (let i = 0; i < one.length; i++) {
    const [left, right] = [one[i] ?? 0, other[i] ?? 0];
    one[i] = c * left - s * right;
    other[i] = s * left + c * right;
  }
}

function along(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

function addTo(values: Float64Array, other: Float64Array, times: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) + times * (other[i] ?? 0);
}
