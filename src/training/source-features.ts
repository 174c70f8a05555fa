/**
 * What a source network makes of examples before anything is trained: its features, which are what its head takes, and
 * the probabilities that it gives to its own classes. One pass; what it computes of an example is kept like the features of
 * frozen layers, so that a run which freezes them finds them there.
 */
import { weightedLayers } from "../models/summarize";
import type { Examples } from "./examples";
import { sizeOf } from "./frozen-part";
import { inputsFor, UNCHANGED, type Inputs } from "./inputs";
import { Network, type SourceModel } from "./network";
import type { Services } from "./services";
import { tf } from "./tf";

const AT_A_TIME = 64;
/** The first calls record and check the graph. */
const UNTIMED_CALLS = 4;
const TIMED_CALLS = 2;
const TIMED_EXAMPLES = 32;

export interface SourceFeatures {
  /** [n, features] */
  rows: Float32Array[];
  /** [n, classes of the source] */
  probabilities: Float32Array[];
  /** Of an example on its way to the head; 0 where the head is all there is. */
  forwardMs: number;
}

/** Yields how many examples are done. */
export async function* sourceFeatures(
  source: SourceModel,
  examples: Examples,
  services: Services,
): AsyncGenerator<number, SourceFeatures, void> {
  const { summary } = source;
  const plan = weightedLayers(summary).map((name) => ({ name, state: "frozen" as const }));
  const network = await Network.create({ source, outputs: summary.outputs, plan, seed: 1 });
  try {
    const cut = network.cutFor([summary.head]);
    const frozen = cut && { source, cut, services };
    const inputs = await inputsFor({ examples, augmentation: null, seed: 1, frozen });
    const head = network.after(cut);
    const found: SourceFeatures = { rows: [], probabilities: [], forwardMs: 0 };
    for (let start = 0; start < inputs.count; start += AT_A_TIME) {
      const count = Math.min(AT_A_TIME, inputs.count - start);
      const values = await inputs.read(
        Int32Array.from({ length: count }, (_, offset) => start + offset),
        UNCHANGED,
      );
      found.rows.push(...rowsOf(values, inputs, count));
      found.probabilities.push(...split(answersOf(head, values, { inputs, count }), count));
      yield start + count;
    }
    if (cut !== undefined) {
      const part = await services.frozenParts.of(source, cut);
      const blank = new Float32Array(TIMED_EXAMPLES * examples.inputShape.reduce((size, side) => size * side, 1));
      found.forwardMs = quickest(() => part.run([blank])) / TIMED_EXAMPLES;
    }
    return found;
  } finally {
    network.dispose();
  }
}

/** Tensors of a cut one after the other. */
function rowsOf(values: readonly Float32Array[], { shapes }: Inputs, count: number): Float32Array[] {
  const sizes = shapes.map(sizeOf);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return Array.from({ length: count }, (_, row) => {
    const joined = new Float32Array(all);
    let from = 0;
    sizes.forEach((size, index) => {
      joined.set(values[index]?.subarray(row * size, (row + 1) * size) ?? [], from);
      from += size;
    });
    return joined;
  });
}

function answersOf(
  head: tf.LayersModel,
  values: readonly Float32Array[],
  { inputs, count }: { inputs: Inputs; count: number },
): Float32Array {
  return tf.tidy(() => {
    const given = values.map((array, index) => tf.tensor(array, [count, ...(inputs.shapes[index] ?? [])]));
    const called = head.call(given, {});
    const [logits] = Array.isArray(called) ? called : [called];
    if (logits === undefined) throw new Error("a source network has an output");
    return tf.softmax(logits.as2D(count, -1)).dataSync<"float32">();
  });
}

const split = (values: Float32Array, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, row) =>
    values.slice((row * values.length) / count, ((row + 1) * values.length) / count),
  );

/** @returns milliseconds */
function quickest(work: () => void): number {
  for (let call = 0; call < UNTIMED_CALLS; call++) work();
  const times = Array.from({ length: TIMED_CALLS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
