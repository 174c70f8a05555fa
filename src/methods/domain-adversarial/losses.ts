/** What the domain classifier minimises, in tensors. Its twin over plain numbers: `math/domain-loss.ts`. */
import { tf } from "../../training/tf";

/**
 * L_d = 1/n Σ log(1 + e^z) + 1/n' Σ log(1 + e^(−z')), from logits of "comes from the target".
 *
 * @param source [n, 1]
 * @param target [n', 1]
 * @returns scalar, nats; the caller disposes it
 */
export const domainLoss = (source: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar =>
  tf.tidy(() => tf.add(tf.mean(softplus(source)), tf.mean(softplus(tf.neg(target)))).asScalar());

/** log(1 + eˣ), finite for any x and with a gradient everywhere. */
const softplus = (x: tf.Tensor2D): tf.Tensor2D => tf.softplus(x);

/**
 * @param source [n, 1] and @param target [n', 1], logits of "comes from the target"
 * @returns scalar, how many examples are told right; the caller disposes it
 */
export const toldApart = (source: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar =>
  tf.tidy(() => tf.add(tf.sum(tf.lessEqual(source, 0).toFloat()), tf.sum(tf.greater(target, 0).toFloat())).asScalar());
