/**
 * How the losses of the tasks are weighted against each other, in tensors. Twins over plain numbers:
 * `math/uncertainty-weighting.ts`, `math/gradnorm.ts`.
 *
 * @see Kendall, Gal & Cipolla, Multi-Task Learning Using Uncertainty to Weigh Losses, CVPR 2018
 * @see Chen et al., GradNorm: Gradient Normalization for Adaptive Loss Balancing, ICML 2018
 */
import type { Predicts } from "../../experiment/types";
import { tf } from "../../training/tf";

/**
 * The weight of a task's loss under uncertainty: e^(−s) of a class, ½ e^(−s) of a number.
 *
 * @param s scalar, log σ²
 */
export const uncertaintyFactor = (predicts: Predicts, s: tf.Scalar): tf.Scalar =>
  tf.tidy(() => tf.mul(predicts === "number" ? 0.5 : 1, tf.exp(tf.neg(s))).asScalar());

/** factor · L + ½ s. @returns scalar, which may be negative */
export const uncertaintyWeighted = (predicts: Predicts, loss: tf.Scalar, s: tf.Scalar): tf.Scalar =>
  tf.tidy(() => uncertaintyFactor(predicts, s).mul(loss).add(tf.mul(s, 0.5)).asScalar());

/** Vectors of one value a task. */
export interface GradNormInputs {
  /** wᵢ, above 0. */
  weights: tf.Tensor1D;
  /** ‖∇_W Lᵢ‖ of the losses without their weights. */
  gradientNorms: tf.Tensor1D;
  losses: tf.Tensor1D;
  /** Lᵢ(0), above 0. */
  initialLosses: tf.Tensor1D;
  /** α, a scalar tensor: as a constant of a graph some powers would be computed in another way. */
  alpha: tf.Scalar;
}

/**
 * @returns Gᵢ* [tasks], the loss Σ |Gᵢ − Gᵢ*|, and its gradient with respect to the weights [tasks]; the caller disposes
 *   them
 */
export function gradNorm({ weights, gradientNorms, losses, initialLosses, alpha }: GradNormInputs) {
  return tf.tidy(() => {
    const norms = weights.mul(gradientNorms);
    const remaining = losses.div(initialLosses);
    const rates = remaining.div(remaining.mean().add(TINY));
    const targetNorms = norms.mean().mul(rates.pow(alpha)).as1D();
    const excess = norms.sub(targetNorms);
    return {
      targetNorms,
      loss: excess.abs().sum().asScalar(),
      gradient: excess.sign().mul(gradientNorms).as1D(),
    };
  });
}

/**
 * The weights after a step in their logarithms, renormalised to their number: `steppedTaskWeights` of the twin says why.
 *
 * @param rate η, scalar
 * @returns [tasks]; the caller disposes it
 */
export function steppedTaskWeights(inputs: GradNormInputs, rate: tf.Scalar): tf.Tensor1D {
  const { weights, gradientNorms } = inputs;
  return tf.tidy(() => {
    const { gradient } = gradNorm(inputs);
    const meanNorm = weights.mul(gradientNorms).mean().add(TINY);
    const relative = weights.mul(gradient).div(meanNorm);
    const stepped = weights.mul(relative.mul(rate).neg().exp());
    return stepped.mul(weights.size).div(stepped.sum()).as1D();
  });
}

/** Keeps a mean of zeros from dividing by zero; far below any loss or norm of a training. */
const TINY = 1e-20;
