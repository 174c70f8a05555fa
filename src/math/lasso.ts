/**
 * Sparse codes: the few bases that an example is a sum of,
 *
 *     min over a of  ‖x − Σⱼ aⱼ bⱼ‖² + β ‖a‖₁
 *
 * by coordinate descent: with the others held, the best aⱼ is S(bⱼᵀ(x − Σ over l ≠ j of a_l b_l), β/2) / ‖bⱼ‖². Where bases
 * are nearly parallel many passes each go a little further the same way, so each pass is followed by the best step along what
 * it changed.
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
  const state = { code: bases.map(() => 0), residual: [...example] };
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const before = [...state.code];
    const moved = coordinatePass(state, bases, beta);
    if (moved <= tolerance) break;
    const change = state.code.map((a, j) => (a === 0 ? 0 : a - (before[j] ?? 0)));
    goOn(state, change, { bases, beta });
  }
  return state.code;
}

interface State {
  /** a */
  code: number[];
  /** x − Σⱼ aⱼ bⱼ */
  residual: number[];
}

/** @returns the largest change of an aⱼ‖bⱼ‖² */
function coordinatePass({ code, residual }: State, bases: Dictionary, beta: number): number {
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
  return moved;
}

/** Along a change of entries that are not 0, to the lowest objective before one of them becomes 0. */
function goOn({ code, residual }: State, change: readonly number[], of: { bases: Dictionary; beta: number }): void {
  const image = residual.map((_, i) => change.reduce((sum, d, j) => sum + d * (of.bases[j]?.[i] ?? 0), 0));
  const norm = code.reduce((sum, a, j) => sum + Math.sign(a) * (change[j] ?? 0), 0);
  const best = (2 * dotProduct(residual, image) - of.beta * norm) / (2 * squaredNorm(image));
  const most = code.map((a, j) => (a * (change[j] ?? 0) < 0 ? -a / (change[j] ?? 0) : Infinity));
  const step = Math.min(best, ...most);
  if (!(step > 0 && step < Infinity)) return;
  change.forEach((d, j) => {
    code[j] = (code[j] ?? 0) + step * d;
  });
  image.forEach((value, i) => {
    residual[i] = (residual[i] ?? 0) - step * value;
  });
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
