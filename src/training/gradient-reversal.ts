/**
 * The gradient reversal layer: passes features on as they are, and −λ times the gradient back. What lies before it is
 * trained to raise the loss behind it, by the same step that trains what lies behind to lower it.
 *
 * @see Ganin & Lempitsky, Unsupervised Domain Adaptation by Backpropagation, ICML 2015
 */
import { tf } from "./tf";

/**
 * @param features any shape
 * @param weight λ, a scalar and an input of the step, since it changes from step to step; no gradient flows to it
 * @returns the features; the caller disposes them
 */
export function reverseGradient<R extends tf.Rank>(features: tf.Tensor<R>, weight: tf.Scalar): tf.Tensor<R> {
  const reverse = tf.customGrad<tf.Tensor<R>>((...given) => {
    const [x, lambda] = given.filter((value) => value instanceof tf.Tensor);
    if (x === undefined || lambda === undefined) throw new Error("features and their weight are given");
    const save = given.find((value) => typeof value === "function");
    save?.([lambda]);
    return {
      value: x.clone() as tf.Tensor<R>,
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        if (saved === undefined) throw new Error("the weight was saved");
        return [dy.mul(saved).neg(), tf.zerosLike(saved)];
      },
    };
  });
  return reverse(features, weight);
}
