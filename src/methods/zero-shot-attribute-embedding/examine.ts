/** What the test examples say when all classes are candidates: those that were seen in training, too. */
import { dotProduct } from "../../math/vectors";
import { outputRows } from "../../training/evaluate";
import type { Examples } from "../../training/examples";
import { inputsFor } from "../../training/inputs";
import type { Network } from "../../training/network";
import type { Examination, Trial } from "../../training/trial";
import { zeroShotFigures, type ScoredExamples } from "../zero-shot-figures";

/** How a trial answers. */
export interface Answering {
  network: Network;
  /** The layer whose outputs embed an example. */
  layer: string;
  /** What these outputs are multiplied by for the score of each candidate, [candidates][dimensions]; seen ones first. */
  vectors: readonly ArrayLike<number>[];
  /** What is added to the score of each candidate. */
  biases: ArrayLike<number>;
}

export async function examine(
  tests: ReadonlyMap<string, Examples>,
  answering: Answering,
  { target, tasks, seed }: Pick<Trial, "target" | "tasks" | "seed">,
): Promise<Examination> {
  const [source] = tasks;
  const scored = async (task: string): Promise<ScoredExamples | undefined> => {
    const examples = tests.get(task);
    if (examples === undefined || !examples.hasLabels || examples.count === 0) return undefined;
    return { scores: await scoresOf(examples, answering, seed), labels: examples.labels };
  };
  const unseen = await scored(target.name);
  if (unseen === undefined || source === undefined) return { figures: {} };
  const seen = await scored(source.name);
  return {
    figures: zeroShotFigures({ candidates: { seen: source.classes, unseen: target.classes }, unseen, seen }),
  };
}

/** @returns [n][candidates] */
async function scoresOf(
  examples: Examples,
  { network, layer, vectors, biases }: Answering,
  seed: number,
): Promise<number[][]> {
  const inputs = await inputsFor({ examples, augmentation: null, seed });
  const part = network.before({ tensors: [[layer, 0, 0]] });
  return (await outputRows(part, inputs)).map((embedding) =>
    vectors.map((vector, candidate) => (biases[candidate] ?? 0) + dotProduct(embedding, vector)),
  );
}
