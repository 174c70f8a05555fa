/** One step of a classifier in plain tfjs: everything that changes from step to step is an input. */
import { softmaxCrossEntropy } from "./losses";
import type { Optimizer, Slot } from "./optimizers";
import { tf } from "./tf";

export interface Trained {
  /** Maps examples to logits [n, classes]. */
  model: tf.LayersModel;
  slots: readonly Slot[];
  optimizer: Optimizer;
}

export interface StepInputs {
  /** [n, …inputShape] */
  x: tf.Tensor;
  /** [n, classes], each row a distribution */
  targets: tf.Tensor2D;
  /** [n], 0 or above */
  weights: tf.Tensor1D;
  /** Of the last layer. */
  rate: tf.Scalar;
}

/** @returns the mean loss in nats and the number of examples recognised, both before the step; the caller disposes them */
export function trainingStep(
  { model, slots, optimizer }: Trained,
  { x, targets, weights, rate }: StepInputs,
): { loss: tf.Scalar; correct: tf.Scalar } {
  return tf.tidy(() => {
    let correct = tf.scalar(0);
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = logitsOf(model, x);
        correct = tf.keep(tf.sum(tf.equal(logits.argMax(1), targets.argMax(1)).toFloat()).asScalar());
        return softmaxCrossEntropy(logits, targets, weights);
      },
      slots.map(({ variable }) => variable),
    );
    optimizer.apply(grads, rate);
    return { loss: value, correct };
  });
}

function logitsOf(model: tf.LayersModel, x: tf.Tensor): tf.Tensor2D {
  const logits = model.apply(x, { training: true });
  if (!(logits instanceof tf.Tensor)) throw new Error("a classifier has one output tensor");
  return logits.as2D(x.shape[0], -1);
}
