/** One step of a classifier in plain tfjs: everything that changes from step to step is an input. */
import { softmaxCrossEntropy } from "./losses";
import type { Network } from "./network";
import type { Objective } from "./objective";
import type { Optimizer, Slot } from "./optimizers";
import { tf } from "./tf";

export interface Trained {
  network: Network;
  /** The network, or its part behind a cut: maps its inputs to logits [n, classes]. */
  part: tf.LayersModel;
  slots: readonly Slot[];
  optimizer: Optimizer;
  /** The cross-entropy to the targets where it is left out. */
  objective?: Objective;
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

/** Before the names of an objective's figures among the outputs of the step. */
export const FIGURE = "figure/";
/** Before the names of an objective's inputs among those of the step. */
export const GIVEN = "given/";

/** The name of an input of the network among the inputs of the step: [n, …shape]. */
export const inputName = (index: number): string => `x${index}`;

/** @returns the caller disposes them */
export function trainingStep({ slots, optimizer, ...trained }: Trained, inputs: StepInputs): StepOutputs {
  return tf.tidy(() => {
    let told: Record<string, tf.Tensor> = {};
    const { value, grads } = tf.variableGrads(
      () => {
        const { loss, correct, figures } = forward(trained, inputs);
        told = { correct: tf.keep(correct) };
        for (const [name, figure] of Object.entries(figures)) told[`${FIGURE}${name}`] = tf.keep(figure);
        return loss;
      },
      slots.map(({ variable }) => variable),
    );
    optimizer.apply(grads, inputs.rate);
    return { ...told, loss: value } as StepOutputs;
  });
}

function forward({ network, part, objective }: Omit<Trained, "slots" | "optimizer">, inputs: StepInputs) {
  const { targets, weights, noise } = inputs;
  const logits = network.withNoise(noise, () => logitsOf(part, inputs));
  const correct = tf.sum(tf.equal(logits.argMax(1), targets.argMax(1)).toFloat()).asScalar();
  if (objective === undefined) return { correct, loss: softmaxCrossEntropy(logits, targets, weights), figures: {} };
  const given = Object.fromEntries(
    Object.entries(inputs).flatMap(([name, tensor]) =>
      name.startsWith(GIVEN) ? [[name.slice(GIVEN.length), tensor]] : [],
    ),
  );
  const { loss, figures = {} } = objective.loss({ logits, targets, weights, given });
  return { correct, loss, figures };
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
