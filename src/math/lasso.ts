/**
 * Sparse codes: the few bases that an example is a sum of,
 *
 *     min over a of  ‖x − Σⱼ aⱼ bⱼ‖² + β ‖a‖₁
 *
 * by coordinate descent: with the others held, the best aⱼ is S(bⱼᵀ(x − Σ over l ≠ j of a_l b_l), β/2) / ‖bⱼ‖².
 *
 * @see Raina et al., Self-taught Learning: Transfer Learning from Unlabeled Data, ICML 2007, equations 1 and 3
 */
import { softThreshold } from "./soft-threshold";
import { dotProduct, squaredNorm } from "./vectors";

/** Rows b, each as long as an example. */
export type Dictionary = readonly (readonly number[])[];

/** Further passes over all bases would not change what so many have not settled. */
const MOST_PASSES = 100_000;

/**
 * @param beta β, 0 or above
 * @param tolerance passes end when no aⱼ‖bⱼ‖² moves by more
 * @returns a, one a basis; 0 for a basis of length 0
 * @throws RangeError if β is below 0, or a basis has another length than the example
 */
export function lassoCode(example: readonly number[], bases: Dictionary, beta: number, tolerance = 1e-12): number[] {
  const code = bases.map(() => 0);
  const residual = [...example];
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let moved = 0;
    bases.forEach((basis, j) => {
      const [old, square] = [code[j] ?? 0, squaredNorm(basis)];
      if (square === 0) return;
      const change = softThreshold(dotProduct(basis, residual) + square * old, beta / 2) / square - old;
      code[j] = old + change;
      basis.forEach((value, i) => {
        residual[i] = (residual[i] ?? 0) - change * value;
      });
      moved = Math.max(moved, square * Math.abs(change));
    });
    if (moved <= tolerance) break;
  }
  return code;
}

/** x − Σⱼ aⱼ bⱼ */
export const residualOf = (example: readonly number[], bases: Dictionary, code: readonly number[]): number[] =>
  example.map((value, i) => bases.reduce((rest, basis, j) => rest - (code[j] ?? 0) * (basis[i] ?? 0), value));

/** ‖x − Σⱼ aⱼ bⱼ‖² + β ‖a‖₁, of one example. */
export const sparseCodingObjective = (
  example: readonly number[],
  bases: Dictionary,
  code: readonly number[],
  beta: number,
): number =>
  squaredNorm(residualOf(example, bases, code)) + beta * code.reduce((sum, value) => sum + Math.abs(value), 0);
