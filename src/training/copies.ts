/** Copies of weights that share no memory with what they were taken from; tfjs' own clones do. */
import { tf } from "./tf";

/** @returns not trainable; the caller disposes it */
export const copyOf = (weight: tf.Tensor): tf.Variable => tf.tidy(() => tf.variable(weight.mul(1), false));

export function assignCopy(to: tf.Variable, from: tf.Tensor): void {
  tf.tidy(() => {
    to.assign(from.mul(1));
  });
}
