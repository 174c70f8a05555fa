/**
 * L2-SP: α/2 · ‖w − w₀‖² + β/2 · ‖v‖². What was copied from the source is drawn to where it started, what is new to 0.
 *
 * At α = β = 0 it adds nothing; at w₀ = 0 and α = β it is ordinary weight decay as a penalty.
 *
 * @see Li, Grandvalet & Davoine, Explicit Inductive Bias for Transfer Learning with Convolutional Networks, ICML 2018
 */
import { squaredNorm } from "./vectors";

export interface L2spWeights {
  /** w, the copied weights, laid end to end. */
  copied: readonly number[];
  /** w₀, their values in the source network. */
  start: readonly number[];
  /** v, weights of new layers. */
  fresh: readonly number[];
}

export interface L2spStrength {
  /** α, 0 or above. */
  alpha: number;
  /** β, 0 or above. */
  beta: number;
}

export interface L2sp {
  penalty: number;
  /** α (w − w₀), one a copied weight. */
  copiedGradient: number[];
  /** β v, one a new weight. */
  freshGradient: number[];
}

/** @throws RangeError if α or β is negative, or if w and w₀ differ in length */
export function l2sp({ copied, start, fresh }: L2spWeights, { alpha, beta }: L2spStrength): L2sp {
  if (!(alpha >= 0 && beta >= 0)) throw new RangeError(`alpha and beta must be 0 or above, got ${alpha} and ${beta}`);
  if (copied.length !== start.length) {
    throw new RangeError(`each copied weight needs its start, got ${copied.length} and ${start.length}`);
  }
  const drift = copied.map((weight, i) => weight - (start[i] ?? 0));
  return {
    penalty: (alpha / 2) * squaredNorm(drift) + (beta / 2) * squaredNorm(fresh),
    copiedGradient: drift.map((value) => alpha * value),
    freshGradient: fresh.map((value) => beta * value),
  };
}
