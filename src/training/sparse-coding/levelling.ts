/**
 * Pieces before they are coded: shifted to a mean of 0 and brought to a length of about 1, so that one β suits all kinds of
 * data. A patch loses its own mean, which is its brightness; the values of a row mean different things, and each loses its
 * mean over the unlabelled rows.
 */
export interface Levelling {
  /** Mean of each value; of a piece itself where it is null. */
  mean: readonly number[] | null;
  /** Root mean square length of the pieces, above 0. */
  length: number;
}

/**
 * @param pieces [n, size], row-major
 * @param own whether each piece loses its own mean
 */
export function levellingOf(pieces: Float64Array, size: number, own: boolean): Levelling {
  const count = pieces.length / size;
  const mean = own ? null : meanOf(pieces, size);
  let square = 0;
  const level = { mean, length: 1 };
  const piece = new Float64Array(size);
  for (let row = 0; row < count; row++) {
    piece.set(pieces.subarray(row * size, (row + 1) * size));
    levelled(piece, level);
    for (const value of piece) square += value * value;
  }
  return { mean, length: square > 0 ? Math.sqrt(square / count) : 1 };
}

/** Changes the piece. */
export function levelled(piece: Float64Array, { mean, length }: Levelling): void {
  let own = 0;
  if (mean === null) {
    for (const value of piece) own += value;
    own /= piece.length;
  }
  for (let i = 0; i < piece.length; i++) {
    piece[i] = ((piece[i] ?? 0) - (mean === null ? own : (mean[i] ?? 0))) / length;
  }
}

function meanOf(pieces: Float64Array, size: number): number[] {
  const sums = new Float64Array(size);
  pieces.forEach((value, index) => {
    sums[index % size] = (sums[index % size] ?? 0) + value;
  });
  return Array.from(sums, (sum) => sum / (pieces.length / size));
}
