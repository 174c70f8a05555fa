/** The objectives of attribute embedding as tensors. Their twins over plain numbers are in `src/math`. */
import type { MarginSettings } from "../../math/embedding-margin";
import { tf } from "../../training/tf";

/** Below every score that there is. */
const NO_NEGATIVE = 1e9;
/** Of a squared distance: the root has no slope at 0, where a collapse leads. */
const ROUNDING = 1e-12;

/**
 * Σ wₙ · max(0, k − own + hardest other) / Σ wₙ, or with the sum over all others of max(0, k − own + other).
 *
 * @param scores [n, classes], f(x)·g(y)
 * @param targets [n, classes], a one for each example's own class
 * @param weights [n], 0 or above, not all 0
 * @returns scalar, 0 or above; the caller disposes it
 */
export function marginLoss(
  scores: tf.Tensor2D,
  { targets, weights }: { targets: tf.Tensor2D; weights: tf.Tensor1D },
  { margin, negatives }: MarginSettings,
): tf.Scalar {
  return tf.tidy(() => {
    const own = scores.mul(targets).sum(1, true);
    if (negatives === "hardest") {
      const hardest = scores.sub(targets.mul(NO_NEGATIVE)).max(1, true);
      return weightedMean(hardest.sub(own).add(margin).relu().reshape([-1]), weights);
    }
    const hinges = scores.sub(own).add(margin).relu();
    return weightedMean(hinges.mul(tf.sub(1, targets)).sum(1), weights);
  });
}

/**
 * The naive objective: Σ wₙ · ‖f(xⁿ) − g(yⁿ)‖ / Σ wₙ.
 *
 * @param examples f(x), [n, dimensions]
 * @param classes g(y), [classes, dimensions]
 * @returns scalar, 0 or above; the caller disposes it
 */
export function distanceLoss(
  { examples, classes }: { examples: tf.Tensor2D; classes: tf.Tensor2D },
  { targets, weights }: { targets: tf.Tensor2D; weights: tf.Tensor1D },
): tf.Scalar {
  return tf.tidy(() => {
    const squares = examples.sub(tf.matMul(targets, classes)).square().sum(1);
    return weightedMean(squares.add(ROUNDING).sqrt(), weights);
  });
}

const weightedMean = (values: tf.Tensor, weights: tf.Tensor1D): tf.Scalar =>
  values.mul(weights).sum().div(weights.sum()).asScalar();
