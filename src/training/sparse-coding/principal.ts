/** Principal components of examples: what `math/principal-components.ts` needs of them, over tensors. */
import { principalComponents } from "../../math/principal-components";
import type { Random } from "../../math/random";
import { tf } from "../tf";

/**
 * @param examples by their values, two or more
 * @param count components wanted; there are fewer where examples or their values are fewer
 */
export function componentsOfExamples(
  examples: readonly Float32Array[],
  count: number,
  random: Random,
): { components: Float64Array[]; mean: Float64Array } {
  const size = examples[0]?.length ?? 0;
  const mean = new Float64Array(size);
  for (const example of examples) example.forEach((value, i) => (mean[i] = (mean[i] ?? 0) + value / examples.length));
  const centred = tf.tensor2d(
    Float32Array.from({ length: examples.length * size }, (_, at) => {
      const [row, i] = [Math.floor(at / size), at % size];
      return (examples[row]?.[i] ?? 0) - (mean[i] ?? 0);
    }),
    [examples.length, size],
  );
  const covarianceTimes = (vectors: readonly number[][]): number[][] => {
    const values = tf.tidy(() => {
      const directions = tf.tensor2d(vectors.flat(), [vectors.length, size]);
      const along = tf.matMul(directions, centred, false, true);
      return tf.matMul(along, centred).div(examples.length).dataSync<"float32">();
    });
    return vectors.map((_, row) => Array.from(values.subarray(row * size, (row + 1) * size)));
  };
  try {
    const wanted = Math.min(count, examples.length - 1, size);
    const { components } = principalComponents({ size, count: wanted, random, covarianceTimes });
    return { components: components.map((component) => Float64Array.from(component)), mean };
  } finally {
    centred.dispose();
  }
}
