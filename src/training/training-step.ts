/** One step of a classifier in plain tfjs: everything that changes from step to step is an input. */
import { softmaxCrossEntropy } from "./losses";
import type { Network } from "./network";
import type { Optimizer, Slot } from "./optimizers";
import { tf } from "./tf";

export interface Trained {
  network: Network;
  /** The network, or its part behind a cut: maps its inputs to logits [n, classes]. */
  part: tf.LayersModel;
  slots: readonly Slot[];
  optimizer: Optimizer;
}

export interface StepInputs extends Record<string, tf.Tensor> {
  /** [n, classes], each row a distribution */
  targets: tf.Tensor2D;
  /** [n], 0 or above */
  weights: tf.Tensor1D;
  /** Of the last layer. */
  rate: tf.Scalar;
  /** int32 [2]: the trial's seed and the step. */
  noise: tf.Tensor1D;
}

export interface StepOutputs extends Record<string, tf.Tensor> {
  /** Mean in nats, before the step. */
  loss: tf.Scalar;
  /** Examples recognised, before the step. */
  correct: tf.Scalar;
}

/** The name of an input of the network among the inputs of the step: [n, …shape]. */
export const inputName = (index: number): string => `x${index}`;

/** @returns the caller disposes them */
export function trainingStep({ network, part, slots, optimizer }: Trained, inputs: StepInputs): StepOutputs {
  const { targets, weights, rate, noise } = inputs;
  return tf.tidy(() => {
    let correct = tf.scalar(0);
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = network.withNoise(noise, () => logitsOf(part, inputs));
        correct = tf.keep(tf.sum(tf.equal(logits.argMax(1), targets.argMax(1)).toFloat()).asScalar());
        return softmaxCrossEntropy(logits, targets, weights);
      },
      slots.map(({ variable }) => variable),
    );
    optimizer.apply(grads, rate);
    return { loss: value, correct };
  });
}

function logitsOf(part: tf.LayersModel, inputs: StepInputs): tf.Tensor2D {
  const given = part.inputs.map((_, index) => {
    const tensor = inputs[inputName(index)];
    if (tensor === undefined) throw new Error(`the step lacks ${inputName(index)}`);
    return tensor;
  });
  const logits = part.call(given, { training: true });
  const [first] = Array.isArray(logits) ? logits : [logits];
  if (first === undefined) throw new Error("a classifier has one output tensor");
  return first.as2D(inputs.targets.shape[0], -1);
}
