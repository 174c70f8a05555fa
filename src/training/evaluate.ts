/** How well a network does on examples whose answers are known, at inference. */
import { RegressionTally, type RegressionFigures } from "../math/regression";
import type { Inputs } from "./inputs";
import { UNCHANGED } from "./inputs";
import { tf } from "./tf";

const BATCH = 256;

export interface Evaluation {
  lossNats: number;
  /** Share of examples whose largest logit is the label's, 0..1. */
  accuracy: number;
  predictions: Int32Array;
  /** Of each example, nats. */
  losses: Float32Array;
  /** Probability of the predicted class, 0..1. */
  confidences: Float32Array;
}

/**
 * @param part the network or its part behind a cut; maps the inputs to logits [n, classes]
 * @param scores makes logits of outputs that are none; called in a tidy
 * @returns mean loss in nats and accuracy over all examples
 */
export async function evaluate(
  part: tf.LayersModel,
  inputs: Inputs,
  scores: (outputs: tf.Tensor2D) => tf.Tensor2D = (outputs) => outputs,
): Promise<Evaluation> {
  const predictions = new Int32Array(inputs.count);
  const losses = new Float32Array(inputs.count);
  const confidences = new Float32Array(inputs.count);
  let loss = 0;
  let correct = 0;
  for await (const { start, count, outputs } of answers(part, inputs)) {
    const labels = inputs.labels.subarray(start, start + count);
    const [batchLoss, predicted, each, certain] = tf.tidy(() => {
      const logits = scores(outputs.as2D(count, -1));
      const logProbabilities = tf.logSoftmax(logits);
      const picked = tf.mul(logProbabilities, tf.oneHot(tf.tensor1d(labels, "int32"), logits.shape[1]));
      return [
        tf.sum(picked).neg().dataSync()[0] ?? NaN,
        Int32Array.from(logits.argMax(1).dataSync()),
        picked.sum(1).neg().dataSync(),
        logProbabilities.max(1).exp().dataSync(),
      ] as const;
    });
    outputs.dispose();
    predictions.set(predicted, start);
    losses.set(each, start);
    confidences.set(certain, start);
    loss += batchLoss;
    labels.forEach((label, row) => {
      if (predicted[row] === label) correct += 1;
    });
  }
  return { lossNats: loss / inputs.count, accuracy: correct / inputs.count, predictions, losses, confidences };
}

/**
 * @param part maps the inputs to one value each, [n, 1]
 * @param truth targets in their own units, and what an output of 1 and of 0 is in them
 * @returns errors in the units of the targets; undefined where there are no examples
 */
export async function evaluateNumbers(
  part: tf.LayersModel,
  inputs: Inputs,
  truth: { targets: Float32Array; scale: { mean: number; std: number } },
): Promise<RegressionFigures | undefined> {
  const { targets, scale } = truth;
  const tally = new RegressionTally();
  for await (const { start, outputs } of answers(part, inputs)) {
    outputs.dataSync<"float32">().forEach((value, row) => {
      tally.add(targets[start + row] ?? 0, value * scale.std + scale.mean);
    });
    outputs.dispose();
  }
  return tally.figures();
}

/**
 * @param part maps the inputs to [n, outputs]
 * @param scores makes other values of the outputs; called in a tidy
 * @returns the values of each example, in their order
 */
export async function outputRows(
  part: tf.LayersModel,
  inputs: Inputs,
  scores: (outputs: tf.Tensor2D) => tf.Tensor2D = (outputs) => outputs,
): Promise<Float32Array[]> {
  const rows: Float32Array[] = [];
  for await (const { count, outputs } of answers(part, inputs)) {
    const values = tf.tidy(() => scores(outputs.as2D(count, -1)).dataSync<"float32">());
    outputs.dispose();
    const each = values.length / count;
    for (let row = 0; row < count; row++) rows.push(values.slice(row * each, (row + 1) * each));
  }
  return rows;
}

/** The outputs of the network, batch by batch; whoever takes them disposes them. */
export async function* answers(
  part: tf.LayersModel,
  inputs: Inputs,
): AsyncGenerator<{ start: number; count: number; outputs: tf.Tensor }, void, void> {
  for (let start = 0; start < inputs.count; start += BATCH) {
    const count = Math.min(BATCH, inputs.count - start);
    const indices = Int32Array.from({ length: count }, (_, offset) => start + offset);
    const values = await inputs.read(indices, UNCHANGED);
    const outputs = tf.tidy(() => {
      const given = values.map((array, index) => tf.tensor(array, [count, ...(inputs.shapes[index] ?? [])]));
      const called = part.call(given, {});
      const [first] = Array.isArray(called) ? called : [called];
      if (first === undefined) throw new Error("a network that answers a task has one output");
      return first.clone();
    });
    yield { start, count, outputs };
  }
}
