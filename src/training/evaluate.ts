/** How well a network does on labelled examples, at inference. */
import type { Inputs } from "./inputs";
import { UNCHANGED } from "./inputs";
import { tf } from "./tf";

const BATCH = 256;

export interface Evaluation {
  lossNats: number;
  /** Share of examples whose largest logit is the label's, 0..1. */
  accuracy: number;
  predictions: Int32Array;
}

/**
 * @param part the network or its part behind a cut; maps the inputs to logits [n, classes]
 * @returns mean loss in nats and accuracy over all examples
 */
export async function evaluate(part: tf.LayersModel, inputs: Inputs): Promise<Evaluation> {
  const predictions = new Int32Array(inputs.count);
  let loss = 0;
  let correct = 0;
  for (let start = 0; start < inputs.count; start += BATCH) {
    const count = Math.min(BATCH, inputs.count - start);
    const indices = Int32Array.from({ length: count }, (_, offset) => start + offset);
    const values = await inputs.read(indices, UNCHANGED);
    const labels = inputs.labels.subarray(start, start + count);
    const [batchLoss, predicted] = tf.tidy(() => {
      const given = values.map((array, index) => tf.tensor(array, [count, ...(inputs.shapes[index] ?? [])]));
      const logits = predict(part, given, count);
      const picked = tf.mul(tf.logSoftmax(logits), tf.oneHot(tf.tensor1d(labels, "int32"), logits.shape[1]));
      return [tf.sum(picked).neg().dataSync()[0] ?? NaN, Int32Array.from(logits.argMax(1).dataSync())] as const;
    });
    predictions.set(predicted, start);
    loss += batchLoss;
    labels.forEach((label, row) => {
      if (predicted[row] === label) correct += 1;
    });
  }
  return { lossNats: loss / inputs.count, accuracy: correct / inputs.count, predictions };
}

function predict(part: tf.LayersModel, inputs: tf.Tensor[], count: number): tf.Tensor2D {
  const logits = part.call(inputs, {});
  const [first] = Array.isArray(logits) ? logits : [logits];
  if (first === undefined) throw new Error("a classifier has one output");
  return first.as2D(count, -1);
}
