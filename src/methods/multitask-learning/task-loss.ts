/** What a task minimises, in tensors. */
import { softmaxCrossEntropy } from "../../training/losses";
import { tf } from "../../training/tf";

/** The answers of a batch. */
export type Answers =
  /** [n, classes], each row a distribution; [n], what each example counts. */
  | { targets: tf.Tensor2D; weights: tf.Tensor1D }
  /** [n, 1], in the units that the network answers in. */
  | { targets: tf.Tensor2D };

/**
 * Cross-entropy of a class, in nats; mean squared error of a number.
 *
 * @param outputs [n, classes] logits, or [n, 1] numbers
 * @returns scalar, mean over the batch; the caller disposes it
 */
export function taskLoss(outputs: tf.Tensor2D, answers: Answers): tf.Scalar {
  if ("weights" in answers) return softmaxCrossEntropy(outputs, answers.targets, answers.weights);
  return tf.tidy(() => tf.mean(tf.square(tf.sub(outputs, answers.targets))).asScalar());
}

/**
 * @param outputs [n, classes], logits
 * @param targets [n, classes]
 * @returns scalar, how many examples are recognised; the caller disposes it
 */
export const recognised = (outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar =>
  tf.tidy(() => tf.sum(tf.equal(outputs.argMax(1), targets.argMax(1)).toFloat()).asScalar());
