/** Labels of a classifier as its step takes them. */
import type { Training } from "../experiment/types";
import { classWeights } from "../math/class-weights";

/** @returns [labels, classes], row-major, a one in each row */
export function oneHot(labels: ArrayLike<number>, classes: number): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  Array.from(labels).forEach((label, row) => {
    rows[row * classes + label] = 1;
  });
  return rows;
}

/** What an example of each class counts in the loss. @param labels of the training examples */
export const weightOfClasses = (
  { classWeights: how }: Pick<Training, "classWeights">,
  labels: Int32Array,
  classes: number,
): Float32Array =>
  how === "balanced" ? Float32Array.from(classWeights(labels, classes)) : new Float32Array(classes).fill(1);
