/** Products of vectors as plain numbers; a gradient of many tensors is one vector, its tensors laid end to end. */

/**
 * Σᵢ aᵢbᵢ
 *
 * @throws RangeError if the vectors differ in length
 */
export function dotProduct(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) {
    throw new RangeError(`a product needs vectors of one length, got ${left.length} and ${right.length}`);
  }
  return left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
}

/** Σᵢ vᵢ² */
export const squaredNorm = (vector: readonly number[]): number => vector.reduce((sum, value) => sum + value * value, 0);
