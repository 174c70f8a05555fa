/**
 * Batch normalisation of pictures by the statistics of their batch, as one operation forwards and one backwards. What
 * tfjs composes of some twenty operations over the whole batch takes most of the time of a residual network.
 *
 * @see Ioffe & Szegedy, Batch Normalization, ICML 2015
 */
import type { NativeBackend, TFEOpAttr } from "./compile/native-backend";
import { typeAttribute } from "./native-gradients";
import { tf } from "./tf";

export interface BatchNormalization {
  /** [channels] */
  gamma: tf.Tensor;
  /** [channels] */
  beta: tf.Tensor;
  epsilon: number;
  /** Gets mean and variance (population) of the batch, each [channels], during the forward pass; it leaves them. */
  onStatistics: (mean: tf.Tensor, variance: tf.Tensor) => void;
}

/**
 * (x − mean) / √(variance + ε) · γ + β over batch, height and width.
 *
 * @param x [n, height, width, channels]
 * @returns of the shape of x, differentiable by x, γ and β; the caller disposes it
 */
export function normalizeByBatch(backend: NativeBackend, x: tf.Tensor4D, options: BatchNormalization): tf.Tensor4D {
  const { gamma, beta, epsilon, onStatistics } = options;
  const attributes = attributesOf(backend, epsilon);
  const normalize = tf.customGrad<tf.Tensor4D>((...given) => {
    const [input, scale, offset] = given.filter((value) => value instanceof tf.Tensor);
    if (input === undefined || scale === undefined || offset === undefined) throw new Error("three tensors are given");
    const none = tf.tensor1d([], "float32");
    const inputs = [input, scale, offset, none, none];
    const results = backend.executeMultipleOutputs("FusedBatchNormV3", attributes, inputs, 6);
    const [output, mean, corrected, ...reserved] = results;
    if (output === undefined || mean === undefined || corrected === undefined) throw new Error("six results are given");
    const rows = input.size / scale.size;
    // TensorFlow gives the variance of the population that the batch is drawn from.
    onStatistics(mean, rows > 1 ? corrected.mul((rows - 1) / rows) : corrected);
    const save = given.find((value) => typeof value === "function");
    save?.([input, scale, ...reserved]);
    const gradient = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
      backend.executeMultipleOutputs("FusedBatchNormGradV3", attributes, [dy, ...saved], 5).slice(0, 3);
    return { value: output.as4D(...x.shape), gradFunc: gradient };
  });
  return normalize(x, gamma, beta);
}

function attributesOf(backend: NativeBackend, epsilon: number): TFEOpAttr[] {
  const { TF_ATTR_FLOAT, TF_ATTR_STRING, TF_ATTR_BOOL } = backend.binding;
  return [
    typeAttribute(backend, "T"),
    typeAttribute(backend, "U"),
    { name: "epsilon", type: TF_ATTR_FLOAT, value: epsilon },
    { name: "data_format", type: TF_ATTR_STRING, value: "NHWC" },
    { name: "is_training", type: TF_ATTR_BOOL, value: true },
  ];
}
