/**
 * What a network learns from the examples of seen classes: to say each attribute of an example, or which class it is. Both
 * score the seen classes by a linear layer over the outputs, so one step serves both.
 */
import { directLayer } from "../../math/direct-attribute-prediction";
import { softmaxCrossEntropy } from "../../training/losses";
import type { tf } from "../../training/tf";
import { signatures, type DescribedClass, type DescribedClasses } from "./described-classes";
import { attributeLoss } from "./losses";
import type { Options } from "./options";

export interface Goal {
  /** Of the network. */
  outputs: number;
  /** Classes that are taught, with what the network is to say of each: [classes][outputs]. */
  classes: readonly DescribedClass[];
  answers: readonly (readonly number[])[];
  /** What each class adds to the product of outputs and answers for its score. */
  bias: readonly number[];
  /** Whether outputs are logits of attributes, rather than of the classes. */
  saysAttributes: boolean;
}

export function goalOf(
  { seen, attributes, priors }: DescribedClasses,
  { prediction }: Pick<Options, "prediction">,
): Goal {
  if (prediction === "direct") {
    const answers = signatures(seen);
    const { bias } = directLayer(answers, priors);
    return { outputs: attributes.length, classes: seen, answers, bias, saysAttributes: true };
  }
  return {
    outputs: seen.length,
    classes: seen,
    answers: seen.map((_, row) => seen.map((__, column) => (row === column ? 1 : 0))),
    bias: seen.map(() => 0),
    saysAttributes: false,
  };
}

/**
 * @param outputs [n, outputs]
 * @param targets [n, classes], a one for each example's class
 * @param answers [n, outputs], what the network is to say of them
 * @param weights [n], what each example counts
 * @returns scalar, mean nats; the caller disposes it
 */
export const goalLoss = (
  { saysAttributes }: Pick<Goal, "saysAttributes">,
  outputs: tf.Tensor2D,
  { targets, answers, weights }: { targets: tf.Tensor2D; answers: tf.Tensor2D; weights: tf.Tensor1D },
): tf.Scalar =>
  saysAttributes ? attributeLoss(outputs, answers, weights) : softmaxCrossEntropy(outputs, targets, weights);
