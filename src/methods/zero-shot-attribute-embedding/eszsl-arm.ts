/**
 * ESZSL as an arm: the closed form on the values of the examples as they are, standardised, with a constant beside them.
 * It becomes a linear network of two layers, so that it is judged like the trained ones.
 */
import { CLASSES } from "../../models/class-layer";
import { addExample, addSums, emptySums, eszsl } from "../../math/eszsl";
import { randomFor, shuffled } from "../../math/random";
import type { Examples } from "../../training/examples";
import { Network, type SourceModel } from "../../training/network";
import { tf } from "../../training/tf";
import { chooseRidge, foldsOf, type Ridge } from "./eszsl-choice";
import { COMPATIBILITY, linearTopology } from "./topologies";

/** Of all examples together; beyond that some are drawn. */
const MOST_IN_MEMORY = 1 << 22;
const AT_A_TIME = 512;

export interface EszslOptions {
  /** Labelled examples of the seen classes. */
  train: Examples;
  /** Of the seen classes, in the order of the labels, [classes][attributes]. */
  seen: readonly (readonly number[])[];
  /** Of the classes to choose among. */
  candidates: readonly (readonly number[])[];
  source: Pick<SourceModel, "topology">;
  seed: number;
}

/** @returns a network that the caller disposes, and what was chosen for it */
export async function closedForm(options: EszslOptions): Promise<{ network: Network; ridge: Ridge }> {
  const { train, seen, seed } = options;
  const { rows, labels } = await examplesOf(train, seed);
  const example = (index: number): ArrayLike<number> => rows[index] ?? [];
  const features = rows[0]?.length ?? 0;
  const folds = foldsOf(seen.length, seed);
  const foldOf = seen.map((_, label) =>
    Math.max(
      0,
      folds.findIndex((fold) => fold.includes(label)),
    ),
  );
  const sums = Array.from({ length: Math.max(1, folds.length) }, () => emptySums(features, seen.length));
  labels.forEach((label, index) => {
    const own = sums[foldOf[label] ?? 0];
    if (own !== undefined) addExample(own, example(index), label);
  });
  const ridge = chooseRidge({ sums, folds, signatures: seen, labels, example });
  const compatibility = eszsl(sums.reduce(addSums), seen, ridge.gamma)(ridge.lambda);
  return { network: await networkOf(compatibility, features, options), ridge };
}

/** Rows of values with a 1 at their end. */
async function examplesOf(train: Examples, seed: number): Promise<{ rows: Float32Array[]; labels: number[] }> {
  const size = train.inputShape.reduce((product, side) => product * side, 1);
  const all = Array.from({ length: train.count }, (_, index) => index);
  const most = Math.max(AT_A_TIME, Math.floor(MOST_IN_MEMORY / size));
  const chosen = all.length <= most ? all : shuffled(all, randomFor(seed, "eszsl examples")).slice(0, most);
  const rows: Float32Array[] = [];
  for (let start = 0; start < chosen.length; start += AT_A_TIME) {
    const indices = Int32Array.from(chosen.slice(start, start + AT_A_TIME));
    const values = await train.read(indices);
    indices.forEach((_, row) => {
      rows.push(Float32Array.of(...values.subarray(row * size, (row + 1) * size), 1));
    });
  }
  return { rows, labels: chosen.map((index) => train.labels[index] ?? 0) };
}

async function networkOf(
  compatibility: Float64Array,
  features: number,
  { candidates, source, seed }: EszslOptions,
): Promise<Network> {
  const attributes = compatibility.length / features;
  const topology = linearTopology(source.topology, attributes, candidates.length);
  const last = (features - 1) * attributes;
  const weights = new Map<string, tf.Tensor>([
    [
      `${COMPATIBILITY}/kernel`,
      tf.tensor2d(Float32Array.from(compatibility.subarray(0, last)), [features - 1, attributes]),
    ],
    [`${COMPATIBILITY}/bias`, tf.tensor1d(Float32Array.from(compatibility.subarray(last)))],
    [`${CLASSES}/kernel`, tf.tidy(() => tf.tensor2d(candidates.map((row) => [...row])).transpose())],
    [`${CLASSES}/bias`, tf.zeros([candidates.length])],
  ]);
  const plan = [COMPATIBILITY, CLASSES].map((name) => ({ name, state: "frozen" as const }));
  const network = await Network.create({ source: { topology, weights }, plan, seed });
  tf.dispose([...weights.values()]);
  return network;
}
