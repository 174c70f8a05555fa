/**
 * How large the gradient of one optimizer step was and how far the step went, recomputed from what the optimizer keeps
 * before and after it. So it costs no second gradient, and it is the gradient of the objective that was really
 * minimised. From the rules of `optimizers.ts`:
 *
 *     sgd         g  = (w − w′ − ηδw) / η
 *     momentum    g  = m′ − μm
 *     adam(w)     g  = (m′ − 0.9m) / 0.1
 *     rmsprop     g² = (v′ − 0.9v) / 0.1
 */
import type { OptimizerSettings } from "../experiment/types";

/** A weight tensor with its accumulators, all of one length. */
export interface OptimizedTensor {
  weight: ArrayLike<number>;
  /** m, the first moment, where the optimizer keeps one. */
  first?: ArrayLike<number>;
  /** v, the second moment. */
  second?: ArrayLike<number>;
}

interface TensorStep {
  before: OptimizedTensor;
  after: OptimizedTensor;
  /** Whether weight decay applies to it. */
  decays: boolean;
}

export interface StepFigures {
  /** ‖g‖ over all tensors; left out where the accumulators do not tell it. */
  gradientNorm?: number;
  /** ‖w′ − w‖ / ‖w‖; left out where all weights are 0. */
  updateRatio?: number;
}

type Rule = Pick<OptimizerSettings, "name" | "momentum" | "weightDecay">;

/**
 * @param tensors of one layer
 * @param rate η of the layer in this step, above 0
 */
export function stepFigures(tensors: readonly TensorStep[], rule: Rule, rate: number): StepFigures {
  const gradients = tensors.map((tensor) => gradientSquares(tensor, rule, rate));
  const gradientNorm = Math.sqrt(gradients.reduce<number>((sum, squares) => sum + (squares ?? NaN), 0));
  const moved = sum(tensors, ({ before, after }) => squaredDistance(after.weight, before.weight));
  const updateRatio = Math.sqrt(moved / sum(tensors, ({ before }) => squaredDistance(before.weight)));
  return {
    ...(Number.isFinite(gradientNorm) && { gradientNorm }),
    ...(Number.isFinite(updateRatio) && { updateRatio }),
  };
}

function gradientSquares({ before, after, decays }: TensorStep, rule: Rule, rate: number): number | undefined {
  switch (rule.name) {
    case "sgd": {
      const kept = 1 - (decays ? rate * rule.weightDecay : 0);
      return squaredDistance(after.weight, before.weight, kept) / rate ** 2;
    }
    case "momentum":
      return after.first && before.first && squaredDistance(after.first, before.first, rule.momentum);
    case "adam":
    case "adamw":
      return after.first && before.first && squaredDistance(after.first, before.first, 0.9) / 0.01;
    case "rmsprop":
      return after.second && before.second && difference(after.second, before.second, 0.9) / 0.1;
  }
}

/** Σ (after − share · before)² */
function squaredDistance(after: ArrayLike<number>, before?: ArrayLike<number>, share = 1): number {
  let total = 0;
  for (let index = 0; index < after.length; index++) {
    const distance = (after[index] ?? 0) - share * (before?.[index] ?? 0);
    total += distance * distance;
  }
  return total;
}

/** Σ (after − share · before), each at least 0, which rounding may miss. */
function difference(after: ArrayLike<number>, before: ArrayLike<number>, share: number): number {
  let total = 0;
  for (let index = 0; index < after.length; index++)
    total += Math.max(0, (after[index] ?? 0) - share * (before[index] ?? 0));
  return total;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
