/** Data and networks so small that a training takes milliseconds, in memory. */
import type { Dataset } from "../../src/data/types";
import type { Training } from "../../src/experiment/types";
import { randomFor } from "../../src/math/random";
import type { Architecture } from "../../src/models/architectures";
import { summarizeTopology } from "../../src/models/summarize";
import { architectureTopology } from "../../src/models/topology";
import { Examples } from "../../src/training/examples";
import { Network, type LayerPlan, type SourceModel } from "../../src/training/network";
import { tf } from "../../src/training/tf";

export const toyShape = [6, 6, 1] as const;
const toyClasses = ["left", "middle", "right"];

export interface MemoryDataset extends Dataset {
  /** Every row that was read, in order. */
  readonly rowsRead: number[];
}

/** @param values row-major, one example after the other */
export function memoryDataset(
  values: Float32Array,
  labels: Int32Array,
  shape: readonly number[] = toyShape,
): MemoryDataset {
  const size = shape.reduce((product, side) => product * side, 1);
  const rowsRead: number[] = [];
  return {
    kind: "npz",
    path: "toy",
    classes: toyClasses,
    labels,
    count: labels.length,
    shape,
    fingerprint: "toy",
    notes: [],
    rowsRead,
    nameOf: (row) => `row ${row}`,
    read: (rows) => {
      const wanted = Array.from(rows);
      rowsRead.push(...wanted);
      const read = new Float32Array(wanted.length * size);
      wanted.forEach((row, index) => {
        read.set(values.subarray(row * size, (row + 1) * size), index * size);
      });
      return Promise.resolve(read);
    },
    close: () => Promise.resolve(),
  };
}

/** Noisy pictures with a bright column: where it is, is the class. */
export function toyPictures(count: number, purpose = "toy"): MemoryDataset {
  const random = randomFor("toy pictures", purpose);
  const labels = Int32Array.from({ length: count }, (_, row) => row % toyClasses.length);
  const values = Float32Array.from({ length: count * 36 }, (_, index) => {
    const column = index % 6;
    const isBright = Math.floor(column / 2) === labels[Math.floor(index / 36)];
    return random.uniform(0, 0.6) + (isBright ? 0.3 : 0);
  });
  return memoryDataset(values, labels);
}

/** @param to excluded */
export function toyExamples(dataset: Dataset, from = 0, to = dataset.count): Examples {
  return new Examples({
    dataset,
    rows: Int32Array.from({ length: to - from }, (_, index) => from + index),
    inputShape: dataset.shape.map((side) => side ?? 0),
    preprocessing: { mean: [0], std: [1] },
  });
}

/** Validation examples whose labels are wrong: the better the training goes, the worse they are recognised. */
export function misleadingExamples(): Examples {
  const pictures = toyPictures(15, "misleading");
  pictures.labels.forEach((label, row) => (pictures.labels[row] = (label + 1) % toyClasses.length));
  return toyExamples(pictures);
}

/** A convolution with batch normalisation, two dense layers, and dropout before each of these. */
export const toyArchitecture: Architecture = {
  id: "toy",
  title: "Toy",
  summary: "For tests.",
  input: "image",
  layers: [
    { kind: "conv", name: "conv1", filters: 4, kernel: 3, batchNorm: true },
    { kind: "max-pool", name: "pool1", size: 2 },
    { kind: "dropout", name: "drop1", rate: 0.25 },
    { kind: "flatten", name: "flatten" },
    { kind: "dense", name: "dense1", units: 8 },
    { kind: "dropout", name: "drop2", rate: 0.5 },
  ],
};

/** The same without anything random and without batch statistics: its training can be recomputed by hand. */
export const plainToyArchitecture: Architecture = {
  ...toyArchitecture,
  layers: [
    { kind: "conv", name: "conv1", filters: 2, kernel: 3 },
    { kind: "flatten", name: "flatten" },
  ],
};

/** The state of every layer with weights: `state` for all but those that `except` names. */
export function planOf(
  source: Pick<SourceModel, "summary">,
  state: LayerPlan[number]["state"],
  except: Readonly<Record<string, LayerPlan[number]["state"]>> = {},
): LayerPlan {
  return source.summary.layers
    .filter(({ parameters }) => parameters > 0)
    .map(({ name }) => ({ name, state: except[name] ?? state }));
}

/** A source model with random weights; the caller disposes it. */
export async function toySource(
  architecture: Architecture = toyArchitecture,
  seed = 7,
): Promise<SourceModel & { dispose(): void }> {
  const topology = architectureTopology(architecture, toyShape, toyClasses.length);
  const summary = summarizeTopology(topology);
  const fresh = { topology, weights: new Map<string, tf.Tensor>() };
  const network = await Network.create({
    source: fresh,
    outputs: toyClasses.length,
    plan: planOf({ summary }, "new"),
    seed,
  });
  const weights = new Map(network.allWeights().map(({ name, variable }) => [name, tf.tidy(() => variable.mul(1))]));
  network.dispose();
  return {
    fingerprint: "toy",
    topology,
    summary: { ...summary, classes: toyClasses },
    weights,
    preprocessing: { mean: [0], std: [1] },
    dispose: () => {
      tf.dispose([...weights.values()]);
    },
  };
}

export const toyTraining = (changes: Partial<Training> = {}): Training => ({
  epochs: 3,
  batchSize: 8,
  optimizer: { name: "adam", learningRate: 0.01, momentum: 0.9, weightDecay: 0 },
  seeds: [1],
  earlyStopping: null,
  augmentation: null,
  classWeights: "none",
  ...changes,
});
