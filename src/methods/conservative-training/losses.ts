/** The terms of conservative training as tensors. Their twins over plain numbers have the same names in `src/math`. */
import { tf } from "../../training/tf";
import type { Strength } from "./strength";

/**
 * t = (1 − ρ) · labels + ρ · softmax(source). At ρ = 0 the labels themselves, not a product of them.
 *
 * @param labels [n, classes], each row a distribution
 * @param source [n, classes], logits of the source model on the same examples; not read at ρ = 0
 * @returns [n, classes], each row a distribution
 * @see Yu et al., KL-Divergence Regularized Deep Neural Network Adaptation, ICASSP 2013
 */
export function conservativeTargets(labels: tf.Tensor2D, source: tf.Tensor2D | undefined, rho: number): tf.Tensor2D {
  if (rho === 0) return labels;
  if (source === undefined) throw new Error("rho above 0 needs the outputs of the source model");
  return labels.mul(1 - rho).add(source.logSoftmax().exp().mul(rho));
}

/**
 * The mean over examples of KL(softmax(source) ‖ softmax(logits)).
 *
 * @param source [n, classes], logits of the source model
 * @param logits [n, classes], of the network on the same examples
 * @returns scalar, nats per example, 0 or above
 */
export function outputDivergence(source: tf.Tensor2D, logits: tf.Tensor2D): tf.Scalar {
  const logP = source.logSoftmax();
  const perExample = logP.exp().mul(logP.sub(logits.logSoftmax())).sum(1);
  // What rounding puts below 0 is 0.
  return perExample.relu().mean().asScalar();
}

/** Weights that L2-SP draws somewhere. */
export interface Drawn {
  /** w beside w₀, where it began. */
  copied: readonly { weight: tf.Tensor; start: tf.Tensor }[];
  /** v, kernels of new layers. */
  fresh: readonly tf.Tensor[];
}

/**
 * α/2 · ‖w − w₀‖² + β/2 · ‖v‖². Its gradient at w = w₀ is 0 to the last bit.
 *
 * @returns scalar; undefined where nothing is drawn, so that a loss without it stays what it is
 * @see Li, Grandvalet & Davoine, Explicit Inductive Bias for Transfer Learning with Convolutional Networks, ICML 2018
 */
export function l2sp({ copied, fresh }: Drawn, { alpha, beta }: Omit<Strength, "rho">): tf.Scalar | undefined {
  const penalties = [
    ...(alpha === 0
      ? []
      : copied.map(({ weight, start }) =>
          weight
            .sub(start)
            .square()
            .sum()
            .mul(alpha / 2),
        )),
    ...(beta === 0
      ? []
      : fresh.map((weight) =>
          weight
            .square()
            .sum()
            .mul(beta / 2),
        )),
  ];
  return penalties.length === 0 ? undefined : tf.addN(penalties).asScalar();
}
