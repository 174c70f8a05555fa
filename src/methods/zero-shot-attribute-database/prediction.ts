/** From the outputs of a network to scores of classes, over plain numbers and as tensors. */
import { logSoftmax } from "../../math/classification";
import { directLayer, directScores, logPrior } from "../../math/direct-attribute-prediction";
import { attributesOfClasses, indirectScores, LEAST_PROBABILITY } from "../../math/indirect-attribute-prediction";
import { tf } from "../../training/tf";
import { signatures, type DescribedClass, type DescribedClasses } from "./described-classes";
import type { Options } from "./options";

export interface Prediction {
  /**
   * @param outputs of one example: logits of the attributes, or of classes
   * @returns log Π_m p(a_m^z | x) / p(a_m^z) of each candidate z
   */
  scores: (outputs: readonly number[]) => number[];
  /** @returns of each attribute, a number that is above `threshold` where the example has it */
  attributes: (outputs: readonly number[]) => number[];
  threshold: number;
}

/**
 * @param among the candidates, seen classes or not
 * @param columns of the outputs that stand for the seen classes, where these say classes
 */
export function predictionOf(
  classes: DescribedClasses,
  { prediction }: Pick<Options, "prediction">,
  { among, columns }: { among: readonly DescribedClass[]; columns: readonly number[] },
): Prediction {
  const [rows, known] = [signatures(among), signatures(classes.seen)];
  if (prediction === "direct") {
    return {
      scores: (outputs) => directScores(outputs, rows, classes.priors),
      attributes: (outputs) => [...outputs],
      threshold: 0,
    };
  }
  const attributes = (outputs: readonly number[]) => {
    const logProbabilities = logSoftmax(columns.map((column) => outputs[column] ?? 0));
    return attributesOfClasses(logProbabilities.map(Math.exp), known);
  };
  return { scores: (outputs) => indirectScores(attributes(outputs), rows, classes.priors), attributes, threshold: 0.5 };
}

/** The weights of the layer that scores classes by attribute logits; the caller disposes them. */
export function classLayerWeights(
  { priors }: DescribedClasses,
  among: readonly DescribedClass[],
): { kernel: tf.Tensor2D; bias: tf.Tensor1D } {
  const { kernel, bias } = directLayer(signatures(among), priors);
  return { kernel: tf.tensor2d(kernel, [priors.length, among.length]), bias: tf.tensor1d(bias) };
}

/**
 * Indirect prediction as tensors; `indirectScores` is its twin.
 *
 * @param columns as in `predictionOf`
 * @returns maps [n, outputs] to [n, candidates]; call it in a tidy
 */
export const indirectTensorScores =
  (classes: DescribedClasses, columns: readonly number[]) =>
  (outputs: tf.Tensor2D): tf.Tensor2D => {
    const attributes = classes.attributes.length;
    const known = tf.tensor2d(signatures(classes.seen).flat(), [classes.seen.length, attributes]);
    const wanted = tf.tensor2d(signatures(classes.unseen).flat(), [classes.unseen.length, attributes]);
    const priors = tf.tensor1d(signatures(classes.unseen).map((signature) => logPrior(signature, classes.priors)));
    const own = tf.gather(outputs, tf.tensor1d([...columns], "int32"), 1);
    const has = tf.matMul(tf.softmax(own), known);
    const logOf = (share: tf.Tensor) => share.clipByValue(LEAST_PROBABILITY, 1 - LEAST_PROBABILITY).log();
    const positive = tf.matMul(logOf(has).as2D(-1, attributes), wanted, false, true);
    const negative = tf.matMul(logOf(tf.sub(1, has)).as2D(-1, attributes), tf.sub(1, wanted), false, true);
    return positive.add(negative).sub(priors).as2D(-1, classes.unseen.length);
  };
