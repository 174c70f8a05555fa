/** What the classifiers minimise, as tensors. The twin over plain numbers is `math/binary-cross-entropy.ts`. */
import { tf } from "../../training/tf";

/**
 * Σᵢ wᵢ · mean over m of (max(lᵢₘ, 0) − lᵢₘ aᵢₘ + log(1 + e^(−|lᵢₘ|))) / Σᵢ wᵢ
 *
 * @param logits l, [n, attributes]
 * @param answers a, [n, attributes], 0 or 1
 * @param weights w, [n], 0 or above, not all 0
 * @returns scalar, mean nats per attribute; the caller disposes it
 */
export function attributeLoss(logits: tf.Tensor2D, answers: tf.Tensor2D, weights: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => {
    const overshoot = logits.abs().neg().exp().log1p();
    const each = logits.relu().sub(logits.mul(answers)).add(overshoot).mean(1);
    return each.mul(weights).sum().div(weights.sum()).asScalar();
  });
}
