/** Small checks that every reader makes when examples are asked for. */
import type { PictureShape } from "./types";

/** @throws RangeError where there is no such example, which is a bug of the caller */
export function exampleAt<T>(examples: ArrayLike<T>, row: number): T {
  const example = examples[row];
  if (example === undefined) throw new RangeError(`there is no example ${row} among ${examples.length}`);
  return example;
}

/** @throws RangeError where pictures differ in size, so that the caller has to name one */
export function pictureSize(shape: readonly (number | null)[]): PictureShape {
  const [height, width, channels] = shape;
  if (typeof height !== "number" || typeof width !== "number" || typeof channels !== "number") {
    throw new RangeError("pictures of different sizes can only be read at a size that the caller names");
  }
  return [height, width, channels];
}

/** @throws RangeError where an example is asked for that there is not, which is a bug of the caller */
export function checkRows(rows: ArrayLike<number>, examples: ArrayLike<unknown>): void {
  for (let index = 0; index < rows.length; index++) exampleAt(examples, exampleAt(rows, index));
}
