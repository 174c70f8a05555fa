/** How well a network does on labelled examples, at inference. */
import type { Examples } from "./examples";
import { tf } from "./tf";

const BATCH = 256;

export interface Evaluation {
  lossNats: number;
  /** Share of examples whose largest logit is the label's, 0..1. */
  accuracy: number;
  predictions: Int32Array;
}

/**
 * @param model maps examples to logits [n, classes]
 * @returns mean loss in nats and accuracy over all examples
 */
export async function evaluate(model: tf.LayersModel, examples: Examples): Promise<Evaluation> {
  const predictions = new Int32Array(examples.count);
  let loss = 0;
  let correct = 0;
  for (let start = 0; start < examples.count; start += BATCH) {
    const count = Math.min(BATCH, examples.count - start);
    const indices = Int32Array.from({ length: count }, (_, offset) => start + offset);
    const values = await examples.read(indices);
    const labels = examples.labels.subarray(start, start + count);
    const [batchLoss, predicted] = tf.tidy(() => {
      const logits = predict(model, tf.tensor(values, [count, ...examples.inputShape]));
      const picked = tf.mul(tf.logSoftmax(logits), tf.oneHot(tf.tensor1d(labels, "int32"), logits.shape[1]));
      return [tf.sum(picked).neg().dataSync()[0] ?? NaN, Int32Array.from(logits.argMax(1).dataSync())] as const;
    });
    predictions.set(predicted, start);
    loss += batchLoss;
    labels.forEach((label, row) => {
      if (predicted[row] === label) correct += 1;
    });
  }
  return { lossNats: loss / examples.count, accuracy: correct / examples.count, predictions };
}

function predict(model: tf.LayersModel, inputs: tf.Tensor): tf.Tensor2D {
  const logits = model.predictOnBatch(inputs);
  if (Array.isArray(logits)) throw new Error("a classifier has one output");
  return logits.as2D(inputs.shape[0], -1);
}
