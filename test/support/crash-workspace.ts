/** What runs train whose engines are killed: augmented pictures, a network with dropout, checkpoints of some MB. */
import path from "node:path";
import { randomFor } from "../../src/math/random";
import type { Architecture } from "../../src/models/architectures";
import { writeModelFiles } from "../../src/models/model-files";
import { architectureTopology } from "../../src/models/topology";
import { writePictures } from "./engine-workspace";

export const crashOptimizers = ["sgd", "momentum", "adam"] as const;
export type CrashOptimizer = (typeof crashOptimizers)[number];

export const crashSeeds = [1, 2];
export const crashEpochs = 12;
const classes = ["a", "b", "c"];
const shape = [8, 8, 1] as const;
const filters = 8;
const units = 1024;

const architecture: Architecture = {
  id: "wide",
  title: "Wide",
  summary: "So wide that writing a checkpoint takes milliseconds.",
  input: "image",
  layers: [
    { kind: "conv", name: "conv1", filters, kernel: 3, batchNorm: true },
    { kind: "dropout", name: "drop1", rate: 0.2 },
    { kind: "flatten", name: "flatten" },
    { kind: "dense", name: "dense1", units },
    { kind: "dropout", name: "drop2", rate: 0.5 },
  ],
};

/** Weights that are drawn, and those that start as one number. */
const weights: readonly { name: string; shape: number[]; start: number | "drawn" }[] = [
  { name: "conv1/kernel", shape: [3, 3, 1, filters], start: "drawn" },
  { name: "conv1_bn/gamma", shape: [filters], start: 1 },
  { name: "conv1_bn/beta", shape: [filters], start: 0 },
  { name: "conv1_bn/moving_mean", shape: [filters], start: 0 },
  { name: "conv1_bn/moving_variance", shape: [filters], start: 1 },
  { name: "dense1/kernel", shape: [64 * filters, units], start: "drawn" },
  { name: "dense1/bias", shape: [units], start: 0 },
  { name: "head/kernel", shape: [units, classes.length], start: "drawn" },
  { name: "head/bias", shape: [classes.length], start: 0 },
];

/** Writes the pictures and the source model. */
export async function writeCrashWorkspace(folder: string): Promise<void> {
  await writePictures(path.join(folder, "data/pictures"), classes, 16);
  const values = weights.flatMap(({ name, shape, start }) => {
    const random = randomFor("crashes", name);
    const fanIn = shape.slice(0, -1).reduce((product, side) => product * side, 1);
    const limit = Math.sqrt(6 / fanIn);
    const count = fanIn * (shape.at(-1) ?? 1);
    return Array.from({ length: count }, () => (start === "drawn" ? random.uniform(-limit, limit) : start));
  });
  await writeModelFiles(path.join(folder, "models/source"), {
    topology: architectureTopology(architecture, shape, classes.length),
    weightSpecs: weights.map(({ name, shape }) => ({ name, shape, dtype: "float32" })),
    weights: new Uint8Array(Float32Array.from(values).buffer),
    metadata: {
      transferLab: { version: 1, classes, inputShape: shape, preprocessing: { mean: [0.4], std: [0.2] } },
    },
  });
}

/** The batch normalisation learns, the convolution before it is frozen, and validation keeps the best weights. */
export const crashExperiment = (optimizer: CrashOptimizer) => ({
  method: "fine-tuning",
  source: { model: "models/source" },
  target: { dataset: "data/pictures", labelled: { perClass: 8 }, validation: { perClass: 2 } },
  layers: { conv1: "frozen", conv1_bn: "train", dense1: "train" },
  training: {
    epochs: crashEpochs,
    batchSize: 4,
    seeds: crashSeeds,
    optimizer: { name: optimizer, learningRate: optimizer === "adam" ? 0.001 : 0.01 },
    earlyStopping: { patience: crashEpochs },
    augmentation: { shift: 0.1, rotate: 15, zoom: 0.1, flipHorizontal: true },
  },
  controls: [],
});
