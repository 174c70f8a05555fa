/**
 * How far a sparse code is from the best one. It is the best one exactly if the slope of the squared error is held in
 * balance by the L1 norm (the Karush–Kuhn–Tucker conditions): with gⱼ = 2 bⱼᵀ(x − Σ a_l b_l),
 *
 *     gⱼ = β sign(aⱼ)  where aⱼ ≠ 0,    |gⱼ| ≤ β  where aⱼ = 0.
 *
 * @see Lee, Battle, Raina & Ng, Efficient Sparse Coding Algorithms, NIPS 2006, section 3
 */
import { residualOf, type Dictionary } from "./lasso";
import { dotProduct } from "./vectors";

/**
 * @param code a, one a basis
 * @param beta β
 * @returns by how much the conditions are missed, over all bases at most; 0 for the best code
 */
export function optimalityGap(
  example: readonly number[],
  bases: Dictionary,
  code: readonly number[],
  beta: number,
): number {
  const residual = residualOf(example, bases, code);
  return bases.reduce((gap, basis, j) => {
    const [slope, a] = [2 * dotProduct(basis, residual), code[j] ?? 0];
    const missed = a === 0 ? Math.max(0, Math.abs(slope) - beta) : Math.abs(slope - beta * Math.sign(a));
    return Math.max(gap, missed);
  }, 0);
}
