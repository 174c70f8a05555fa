/**
 * One step in plain tfjs. With θ_f of the features, θ_y of the label predictor and θ_d of the domain classifier the paper's
 * objective is
 *
 *     E(θ_f, θ_y, θ_d) = L_y(θ_f, θ_y) − λ L_d(θ_f, θ_d)
 *
 * which θ_f and θ_y lower and θ_d raises. With the gradient reversed on its way from the domain classifier to the features,
 * one descent of L_y + L_d does both. Everything that changes from step to step is an input.
 */
import { reverseGradient } from "../../training/gradient-reversal";
import { softmaxCrossEntropy } from "../../training/losses";
import type { Optimizer, Slot } from "../../training/optimizers";
import { tf } from "../../training/tf";
import type { DomainClassifier } from "./domain-classifier";
import { domainLoss, toldApart } from "./losses";
import type { SplitNetwork } from "./split-network";

export interface Adversaries {
  split: Pick<SplitNetwork, "featuresOf" | "featuresOfBoth" | "logitsOf">;
  /** Left out where the source alone is learnt. */
  classifier: Pick<DomainClassifier, "logits"> | undefined;
  slots: readonly Slot[];
  optimizer: Optimizer;
}

export interface AdversarialInputs extends Record<string, tf.Tensor> {
  /** [n, …], source examples. */
  source: tf.Tensor;
  /** [n, classes], their labels, a one in each row. */
  labels: tf.Tensor2D;
  /** [n], what each counts. */
  weights: tf.Tensor1D;
  rate: tf.Scalar;
  /** int32 [2]: the trial's seed and the step. */
  noise: tf.Tensor1D;
  // With a domain classifier: target [n', …], target examples, and lambda, a scalar.
}

/**
 * @returns before the step: `label`, the mean loss in nats, and `correct`, how many source examples are recognised; with a
 *   domain classifier `domain`, L_d in nats, and `toldApart`, how many of all examples it tells right; the caller disposes
 *   them
 */
export function adversarialStep(adversaries: Adversaries, inputs: AdversarialInputs): Record<string, tf.Tensor> {
  const { slots, optimizer } = adversaries;
  return tf.tidy(() => {
    const told: Record<string, tf.Tensor> = {};
    const tell = (name: string, value: tf.Tensor) => {
      told[name] = tf.keep(value.clone());
    };
    const { grads } = tf.variableGrads(
      () => objective(adversaries, inputs, tell),
      slots.map(({ variable }) => variable),
    );
    optimizer.apply(grads, inputs.rate);
    return told;
  });
}

function objective(
  { split, classifier }: Adversaries,
  inputs: AdversarialInputs,
  tell: (name: string, value: tf.Tensor) => void,
): tf.Scalar {
  const { noise, labels } = inputs;
  const { source, target } =
    classifier === undefined
      ? { source: split.featuresOf(inputs.source, noise), target: undefined }
      : split.featuresOfBoth(inputs.source, inputOf(inputs, "target"), noise);
  const logits = split.logitsOf(source, noise);
  const labelLoss = softmaxCrossEntropy(logits, labels, inputs.weights);
  tell("label", labelLoss);
  tell("correct", tf.sum(tf.equal(logits.argMax(1), labels.argMax(1)).toFloat()));
  if (classifier === undefined || target === undefined) return labelLoss;
  const lambda = inputOf(inputs, "lambda").asScalar();
  const ofSource = classifier.logits(reverseGradient(source, lambda));
  const ofTarget = classifier.logits(reverseGradient(target, lambda));
  const ofDomains = domainLoss(ofSource, ofTarget);
  tell("domain", ofDomains);
  tell("toldApart", toldApart(ofSource, ofTarget));
  return labelLoss.add(ofDomains).asScalar();
}

function inputOf(inputs: AdversarialInputs, name: string): tf.Tensor {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`the step lacks ${name}`);
  return tensor;
}
