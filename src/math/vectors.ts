/** Products of vectors as plain numbers; a gradient of many tensors is one vector, its tensors laid end to end. */

/**
 * Σᵢ aᵢbᵢ
 *
 * @throws RangeError if the vectors differ in length
 */
export function dotProduct(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) {
    throw new RangeError(`a product needs vectors of one length, got ${left.length} and ${right.length}`);
  }
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

/** Σᵢ vᵢ² */
export const squaredNorm = (vector: readonly number[]): number => vector.reduce((sum, value) => sum + value * value, 0);
