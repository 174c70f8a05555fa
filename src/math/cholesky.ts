/**
 * Systems of linear equations whose matrix is symmetric and positive definite, as that of a ridge regression is:
 * A = L Lᵀ is factored once and serves any number of right sides.
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 4.2
 */

/**
 * @param matrix A, [size, size], row-major; its upper half is not read
 * @returns solves A X = B; B is [size, columns], row-major, and so is X
 * @throws RangeError if the matrix has another size, or is not positive definite
 */
export function choleskySolver(
  matrix: ArrayLike<number>,
  size: number,
): (right: ArrayLike<number>, columns: number) => Float64Array {
  if (matrix.length !== size * size) {
    throw new RangeError(`a matrix of ${size} rows has ${size * size} values, got ${matrix.length}`);
  }
  const lower = factor(matrix, size);
  return (right, columns) => {
    if (right.length !== size * columns) {
      throw new RangeError(`${columns} right sides of ${size} have ${size * columns} values, got ${right.length}`);
    }
    return substitute(lower, Float64Array.from(right), { size, columns });
  };
}

/** L, lower triangular, row-major. */
function factor(matrix: ArrayLike<number>, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k++) rest -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0);
      if (column < row) {
        lower[row * size + column] = rest / (lower[column * size + column] ?? NaN);
        continue;
      }
      if (!(rest > 0)) throw new RangeError(`the matrix is not positive definite: pivot ${row} is ${rest}`);
      lower[row * size + row] = Math.sqrt(rest);
    }
  }
  return lower;
}

/** L Y = B downwards, then Lᵀ X = Y upwards; in place. */
function substitute(
  lower: Float64Array,
  values: Float64Array,
  { size, columns }: { size: number; columns: number },
): Float64Array {
  const subtract = (row: number, other: number, factorOf: number) => {
    for (let j = 0; j < columns; j++) {
      values[row * columns + j] = (values[row * columns + j] ?? 0) - factorOf * (values[other * columns + j] ?? 0);
    }
  };
  const divide = (row: number) => {
    const pivot = lower[row * size + row] ?? NaN;
    for (let j = 0; j < columns; j++) values[row * columns + j] = (values[row * columns + j] ?? 0) / pivot;
  };
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) subtract(row, k, lower[row * size + k] ?? 0);
    divide(row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) subtract(row, k, lower[k * size + row] ?? 0);
    divide(row);
  }
  return values;
}
