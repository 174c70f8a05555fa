/** One step of f and g in plain tfjs; everything that changes from step to step is an input. */
import type { Optimizer, Slot } from "../../training/optimizers";
import { tf } from "../../training/tf";
import { biasOf, embedded, type EmbeddingNetwork } from "./embedding-network";
import { distanceLoss, marginLoss } from "./losses";
import type { Options } from "./options";

export interface StepInputs extends Record<string, tf.Tensor> {
  /** [n, …shape] */
  x: tf.Tensor;
  /** Of the seen classes, [classes, attributes]. */
  signatures: tf.Tensor2D;
  /** [n, classes], a one for each example's class */
  targets: tf.Tensor2D;
  /** [n], what each example counts */
  weights: tf.Tensor1D;
  rate: tf.Scalar;
  /** int32 [2]: the trial's seed and the step. */
  noise: tf.Tensor1D;
}

export interface StepOutputs extends Record<string, tf.Tensor> {
  /** Mean, before the step. */
  loss: tf.Scalar;
  /** Examples whose own class scores highest among the seen ones, before the step. */
  correct: tf.Scalar;
}

export interface Stepped {
  embedding: EmbeddingNetwork;
  slots: readonly Slot[];
  optimizer: Optimizer;
  options: Options;
}

/** @returns the caller disposes them */
export function embeddingStep({ embedding, slots, optimizer, options }: Stepped, inputs: StepInputs): StepOutputs {
  const { x, signatures, targets, rate, noise } = inputs;
  return tf.tidy(() => {
    let correct: tf.Scalar | undefined;
    const loss = () => {
      const { network } = embedding;
      const examples = network.withNoise(noise, () => embedded(embedding.examples, x, true));
      const told = judged({ examples, classes: embedded(embedding.classes, signatures, true) }, inputs, options);
      correct = tf.keep(tf.sum(tf.equal(told.scores.argMax(1), targets.argMax(1)).toFloat()).asScalar());
      return told.loss;
    };
    const { value, grads } = tf.variableGrads(
      loss,
      slots.map(({ variable }) => variable),
    );
    optimizer.apply(grads, rate);
    return { loss: value, correct: correct ?? tf.scalar(NaN) };
  });
}

/** What the objective makes of embeddings, and the score of each class. */
export function judged(
  { examples, classes }: { examples: tf.Tensor2D; classes: tf.Tensor2D },
  answers: Pick<StepInputs, "targets" | "weights">,
  options: Pick<Options, "objective" | "margin" | "negatives">,
): { loss: tf.Scalar; scores: tf.Tensor2D } {
  const products = tf.matMul(examples, classes, false, true).as2D(examples.shape[0], classes.shape[0]);
  if (options.objective === "margin") return { loss: marginLoss(products, answers, options), scores: products };
  const scores = products.add(biasOf(classes, "nearest")).as2D(examples.shape[0], classes.shape[0]);
  return { loss: distanceLoss({ examples, classes }, answers), scores };
}
