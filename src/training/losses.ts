import { tf } from "./tf";

/**
 * Weighted softmax cross-entropy: Σᵢ wᵢ · −log softmax(zᵢ)[yᵢ] / Σᵢ wᵢ. Its twin over plain numbers is in
 * `math/classification.ts`.
 *
 * @param logits [n, classes]
 * @param targets [n, classes], each row a distribution
 * @param weights [n], 0 or above, not all 0
 * @returns scalar, mean nats per example; the caller disposes it
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => {
    const perExample = tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1).neg();
    return tf.sum(tf.mul(perExample, weights)).div(tf.sum(weights)).asScalar();
  });
}
