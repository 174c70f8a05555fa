/** Arrays whose axes lie in any order in memory. */

export interface Strided {
  /** Of the first value. */
  offset: number;
  shape: readonly number[];
  /** Values from one place of an axis to the next. */
  strides: readonly number[];
}

/** Where the values of an array lie, in row-major order. */
export function positionsOf({ offset, shape, strides }: Strided): Int32Array {
  const positions = new Int32Array(sizeOf(shape));
  const place = shape.map(() => 0);
  let at = offset;
  for (let index = 0; index < positions.length; index++) {
    positions[index] = at;
    // Counts up as an odometer does, the last axis first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      const next = (place[axis] ?? 0) + 1;
      const isFull = next === shape[axis];
      place[axis] = isFull ? 0 : next;
      at += isFull ? -stride * (next - 1) : stride;
      if (!isFull) break;
    }
  }
  return positions;
}

/** Strides of an array whose last axis runs fastest. */
export const rowMajorStrides = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);
