/**
 * One step of gradient descent for a single weight w with gradient g, rate η and decay δ: w ← w − ηδw − ηd. The decay
 * is decoupled, that is, it does not pass through the direction d. In the forms of TensorFlow.js, ε = 10⁻⁷:
 *
 *     sgd         d = g
 *     momentum    m ← μm + g;  d = m
 *     rmsprop     v ← 0.9v + 0.1g²;  d = g / √(v + ε)
 *     adam(w)     m ← 0.9m + 0.1g;  v ← 0.999v + 0.001g²;  m̂ = m / (1 − 0.9ᵗ);  v̂ = v / (1 − 0.999ᵗ);
 *                 d = m̂ / (√v̂ + ε)
 *
 * @see Sutskever et al., ICML 2013 (momentum); Tieleman & Hinton, COURSERA lecture 6.5, 2012 (rmsprop);
 *   Kingma & Ba, ICLR 2015 (adam); Loshchilov & Hutter, ICLR 2019 (decoupled decay)
 */
import type { OptimizerSettings } from "../experiment/types";

/** A weight with its accumulators; at the start all but the weight are 0. */
export interface OptimizedWeight {
  weight: number;
  /** m, the first moment. */
  first: number;
  /** v, the second moment. */
  second: number;
  /** t, steps done. */
  steps: number;
}

const EPSILON = 1e-7;

export function optimizerStep(state: OptimizedWeight, gradient: number, settings: OptimizerSettings): OptimizedWeight {
  const next = { ...state, steps: state.steps + 1 };
  const direction = advance(next, gradient, settings);
  const { learningRate: rate, weightDecay } = settings;
  next.weight = state.weight - rate * weightDecay * state.weight - rate * direction;
  return next;
}

/** Updates the accumulators and returns d. */
function advance(state: OptimizedWeight, gradient: number, { name, momentum }: OptimizerSettings): number {
  switch (name) {
    case "sgd":
      return gradient;
    case "momentum":
      state.first = momentum * state.first + gradient;
      return state.first;
    case "rmsprop":
      state.second = 0.9 * state.second + 0.1 * gradient ** 2;
      return gradient / Math.sqrt(state.second + EPSILON);
    case "adam":
    case "adamw": {
      state.first = 0.9 * state.first + 0.1 * gradient;
      state.second = 0.999 * state.second + 0.001 * gradient ** 2;
      const first = state.first / (1 - 0.9 ** state.steps);
      const second = state.second / (1 - 0.999 ** state.steps);
      return first / (Math.sqrt(second) + EPSILON);
    }
  }
}
