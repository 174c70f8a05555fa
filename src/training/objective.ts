/** What a classifier minimises, where it is not the cross-entropy to the labels alone. */
import type { tf } from "./tf";

/** Values of a batch, row-major, and the shape of one example. */
export interface Given {
  values: Float32Array;
  shape: readonly number[];
}

export interface ObjectiveInputs {
  /** [n, classes] */
  logits: tf.Tensor2D;
  /** [n, classes], each row a distribution: the labels */
  targets: tf.Tensor2D;
  /** [n], 0 or above */
  weights: tf.Tensor1D;
  /** What `read` gave, as tensors [n, …shape]. */
  given: Readonly<Record<string, tf.Tensor>>;
}

export interface Objective {
  /** Reads more inputs of the step for a batch. @param variant see `inputs.ts` */
  read?(indices: Int32Array, variant: number): Promise<Record<string, Given>>;
  /** Computes ahead what `read` would have to. */
  prepare?(variant: number): AsyncGenerator<{ done: number; total: number }, void, void>;
  /**
   * In plain tfjs, differentiable; every trained weight may be read.
   *
   * @returns the loss, a scalar in nats, and more figures, scalars that are means over the batch; the names are the same
   *   in every call
   */
  loss(inputs: ObjectiveInputs): { loss: tf.Scalar; figures?: Record<string, tf.Scalar> };
}
