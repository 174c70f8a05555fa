/**
 * Noise from a seed that is a tensor. The native backend draws it with TensorFlow's own op, so a step that is compiled
 * once takes another seed, and draws other noise, each time it runs; the JavaScript backend computes the same numbers.
 */
import { statelessUniform as uniformNumbers } from "../math/philox";
import { nativeBackend } from "./compile/native-backend";
import { tf } from "./tf";

/**
 * @param seed int32 [2]; the same seed gives the same numbers, to the last bit, on every backend
 * @returns float32 of that shape, uniform in [0, 1); the caller disposes it. No gradient flows back from it.
 * @throws Error if the seed is not int32 [2]
 */
export function statelessUniform(shape: readonly number[], seed: tf.Tensor1D): tf.Tensor {
  if (seed.dtype !== "int32" || seed.size !== 2) {
    throw new Error(`a seed of noise must be int32 [2], got ${seed.dtype} [${seed.shape.join()}]`);
  }
  const backend = nativeBackend();
  if (backend === undefined) {
    const [first = 0, second = 0] = seed.dataSync<"int32">();
    return tf.tensor(uniformNumbers(tf.util.sizeFromShape([...shape]), [first, second]), [...shape]);
  }
  const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = backend.binding;
  const attributes = [
    { name: "dtype", type, value: TF_FLOAT },
    { name: "T", type, value: TF_INT32 },
    { name: "Tseed", type, value: TF_INT32 },
  ];
  return tf.tidy(() =>
    backend.executeSingleOutput("StatelessRandomUniform", attributes, [tf.tensor1d([...shape], "int32"), seed]),
  );
}

/**
 * Inverted dropout: each value is set to 0 with probability `rate`, and the others are divided by 1 − rate, so that
 * the expectation stays. The gradient passes where the values pass.
 *
 * @param input float32, any shape
 * @param rate 0..1; 1 leaves nothing
 * @param seed int32 [2]; decides which values are kept
 * @returns the input's shape; the caller disposes it
 * @throws RangeError if the rate is outside 0..1
 * @see Srivastava et al., JMLR 15(56), 2014
 */
export function dropout(input: tf.Tensor, rate: number, seed: tf.Tensor1D): tf.Tensor {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`the rate of dropout must lie in 0..1, got ${rate}`);
  const scale = rate === 1 ? 0 : 1 / (1 - rate);
  return tf.tidy(() => {
    const kept = statelessUniform(input.shape, seed).greaterEqual(rate).toFloat();
    return input.mul(kept.mul(scale));
  });
}
