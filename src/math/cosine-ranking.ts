/** How near vectors are by their directions, and which of several is nearest. */
import { dotProduct, squaredNorm } from "./vectors";

/**
 * a·b / (‖a‖ ‖b‖)
 *
 * @returns −1..1; 0 where a vector is all 0, which points nowhere
 * @throws RangeError if the vectors differ in length
 */
export function cosine(left: readonly number[], right: readonly number[]): number {
  const product = dotProduct(left, right);
  const norms = Math.sqrt(squaredNorm(left) * squaredNorm(right));
  return norms === 0 ? 0 : product / norms;
}

/**
 * The vector brought to length 1.
 *
 * @returns the vector itself where it is all 0
 */
export function unitVector(vector: readonly number[]): readonly number[] {
  const norm = Math.sqrt(squaredNorm(vector));
  return norm === 0 ? vector : vector.map((value) => value / norm);
}

/** @param scores one a candidate @returns candidates, the best first; ties in their own order */
export const rankingOf = (scores: ArrayLike<number>): number[] =>
  Array.from({ length: scores.length }, (_, candidate) => candidate).sort(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0),
  );
