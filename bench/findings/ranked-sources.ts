/**
 * Networks of widely different quality, as sources of the same targets, and what came of each: shared by the finding of
 * source ranking and its small version in the tests.
 */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDataset } from "../../src/data/open";
import { randomFor, shuffled, type Random } from "../../src/math/random";
import type { SampleDataName } from "../../src/sample/sample-data";
import { encodeNpz } from "../../src/sample/npz-writer";
import { sourceRankingSchema, type Scores, type SourceCandidate } from "../../src/protocol/advice";
import type { Lab } from "./lab";

const SIDE = 28;
/** Pictures are brought to it, so that the whole finding takes minutes. */
const SIZE = 16;
const RATE = 0.001;
/** On the target: a head alone needs more than the source did to get anywhere in the epochs it has. */
const TARGET_RATE = 0.002;

/** How a source network comes about. */
export interface Recipe {
  id: string;
  title: string;
  /** Left out: pictures of noise. */
  data?: Extract<SampleDataName, "mnist" | "fashion-mnist" | "font-characters">;
  examples: number;
  /** The first so many classes; all where left out. */
  classes?: number;
  labels?: "shuffled" | "parity";
  epochs: number;
  learningRate?: number;
}

export const recipes: readonly Recipe[] = [
  { id: "mnist", title: "5,000 digits", data: "mnist", examples: 5000, epochs: 5 },
  { id: "mnist-brief", title: "3,000 digits, one epoch", data: "mnist", examples: 3000, epochs: 1 },
  { id: "mnist-1000", title: "1,000 digits", data: "mnist", examples: 1000, epochs: 10 },
  { id: "mnist-100", title: "100 digits", data: "mnist", examples: 100, epochs: 20 },
  { id: "mnist-60", title: "60 digits", data: "mnist", examples: 60, epochs: 20 },
  { id: "mnist-5", title: "3,000 digits 0 to 4", data: "mnist", examples: 3000, classes: 5, epochs: 6 },
  { id: "mnist-parity", title: "3,000 digits, odd or even", data: "mnist", examples: 3000, labels: "parity", epochs: 6 },
  { id: "mnist-shuffled", title: "1,000 digits, labels shuffled", data: "mnist", examples: 1000, labels: "shuffled", epochs: 20 },
  { id: "letters", title: "Letters of 21 fonts", data: "font-characters", examples: 1092, epochs: 15 },
  { id: "letters-3", title: "Letters a to c", data: "font-characters", examples: 1092, classes: 3, epochs: 15 },
  { id: "fashion", title: "5,000 pieces of clothing", data: "fashion-mnist", examples: 5000, epochs: 5 },
  { id: "fashion-500", title: "500 pieces of clothing", data: "fashion-mnist", examples: 500, epochs: 10 },
  { id: "fashion-2", title: "Shirts or trousers", data: "fashion-mnist", examples: 1000, classes: 2, epochs: 3 },
  { id: "fashion-shuffled", title: "1,000 pieces of clothing, labels shuffled", data: "fashion-mnist", examples: 1000, labels: "shuffled", epochs: 20 },
  { id: "noise", title: "Noise with random labels", examples: 500, epochs: 5 },
  { id: "random", title: "Nothing: random weights", data: "mnist", examples: 100, epochs: 1, learningRate: 1e-9 },
  { id: "overdone", title: "3,000 digits at ten times the rate", data: "mnist", examples: 3000, epochs: 3, learningRate: 0.01 },
]; // prettier-ignore

export interface Target {
  /** Of the experiment file. */
  target: object;
  seeds: readonly number[];
  epochs: number;
}

/** What was said of a source before training, and what came of it. */
export interface Tried {
  id: string;
  title: string;
  scores: Scores;
  /** Accuracies on test examples, means over seeds. */
  fineTuning: number;
  linearProbe: number;
}

/** Trains the source networks. @returns where they are, by id */
export async function trainSources(
  lab: Lab,
  wanted: readonly Recipe[],
  { seed, data, say }: { seed: number; data: (name: SampleDataName) => Promise<string>; say: (text: string) => void },
): Promise<Map<string, SourceCandidate>> {
  const models = path.join(lab.folder, ".transfer-lab", "models");
  const digits = await data("uci-digits");
  const found = new Map<string, SourceCandidate>();
  for (const recipe of wanted) {
    const file = await writeExamples(lab.folder, recipe, { seed, data });
    const before = new Set(await foldersIn(models));
    const { epochs, learningRate = RATE } = recipe;
    const source = { dataset: file, architecture: "small-convnet", size: SIZE, epochs, learningRate, seed };
    await lab.run({
      method: "fine-tuning",
      source,
      target: { dataset: digits, labelled: { perClass: 1 }, validation: "none", test: { fraction: 0.1 } },
      training: { epochs: 1, seeds: [seed] },
      controls: [],
    });
    const [folder] = (await foldersIn(models)).filter((name) => !before.has(name));
    if (folder === undefined) throw new Error(`no model of ${recipe.id}`);
    const model = `.transfer-lab/models/${folder}`;
    found.set(recipe.id, { model, named: model, title: recipe.title });
    say(`${recipe.title}: trained`);
  }
  return found;
}

const foldersIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Ranks the sources for a target, then tries every one. */
export async function tryAll(
  lab: Lab,
  sources: ReadonlyMap<string, SourceCandidate>,
  target: Target,
): Promise<Tried[]> {
  const experimentWith = (model: string) => ({
    method: "fine-tuning",
    source: { model },
    target: target.target,
    training: { epochs: target.epochs, batchSize: 10, optimizer: { learningRate: TARGET_RATE }, seeds: target.seeds },
    controls: ["linear-probe"],
  });
  const candidates = [...sources.values()];
  const options = { candidates, examples: 500 };
  const first = experimentWith(candidates[0]?.model ?? "");
  const ranking = sourceRankingSchema.parse(await lab.study("rank-sources", first, options));
  const tried: Tried[] = [];
  for (const [id, { model, title }] of sources) {
    const scores = ranking.ranked.find((source) => source.model === model)?.scores;
    if (scores === undefined) throw new Error(`${id} was not ranked: ${JSON.stringify(ranking.unfit)}`);
    const { report } = await lab.run(experimentWith(model));
    const of = (arm: string) => report.arms.find((one) => one.arm === arm)?.figure.mean ?? NaN;
    tried.push({ id, title, scores, fineTuning: of("transfer"), linearProbe: of("linear-probe") });
  }
  return tried;
}

/** @returns the file, from the folder of the lab */
async function writeExamples(
  folder: string,
  recipe: Recipe,
  { seed, data }: { seed: number; data: (name: SampleDataName) => Promise<string> },
): Promise<string> {
  const random = randomFor("ranked sources", recipe.id, seed);
  const { pictures, labels } =
    recipe.data === undefined ? noise(recipe, random) : await drawn(await data(recipe.data), recipe, random);
  const changed =
    recipe.labels === "shuffled"
      ? shuffled(Array.from(labels), random)
      : Array.from(labels, (label) => (recipe.labels === "parity" ? label % 2 : label));
  const archive = encodeNpz({
    images: { shape: [labels.length, SIDE, SIDE], values: pictures },
    labels: { shape: [labels.length], values: Uint8Array.from(changed) },
  });
  const file = `data/${recipe.id}-${seed}.npz`;
  await mkdir(path.join(folder, "data"), { recursive: true });
  await writeFile(path.join(folder, file), archive);
  return file;
}

interface Drawn {
  /** [n, SIDE, SIDE], brightness. */
  pictures: Uint8Array;
  labels: ArrayLike<number>;
}

async function drawn(place: string, { examples, classes = Infinity }: Recipe, random: Random): Promise<Drawn> {
  const dataset = await openDataset(place, { base: "/" });
  try {
    const rows = Array.from({ length: dataset.count }, (_, row) => row).filter(
      (row) => (dataset.labels[row] ?? 0) < classes,
    );
    const chosen = Int32Array.from(shuffled(rows, random).slice(0, examples));
    const values = await dataset.read(chosen, [SIDE, SIDE, 1]);
    return {
      pictures: Uint8Array.from(values, (value) => Math.round(255 * value)),
      labels: chosen.map((row) => dataset.labels[row] ?? 0),
    };
  } finally {
    await dataset.close();
  }
}

function noise({ examples }: Recipe, random: Random): Drawn {
  return {
    pictures: Uint8Array.from({ length: examples * SIDE * SIDE }, () => random.integer(0, 255)),
    labels: Array.from({ length: examples }, () => random.integer(0, 9)),
  };
}
