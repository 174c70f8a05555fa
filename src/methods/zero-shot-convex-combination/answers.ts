/** What a classifier's outputs for examples come to, by words: a score for each candidate and each competing label. */
import { rankingOf } from "../../math/cosine-ranking";
import { outputRows } from "../../training/evaluate";
import type { Examples } from "../../training/examples";
import { inputsFor } from "../../training/inputs";
import type { Network, SourceModel } from "../../training/network";
import type { Services } from "../../training/services";
import { wordScores, type WordScores } from "./scores";
import type { EmbeddedName } from "./word-space";

/** Names among which an example is given one, the candidates first. */
export interface Field {
  candidates: readonly EmbeddedName[];
  /** Labels of the classifier for which other words stand than for any candidate. */
  competitors: readonly EmbeddedName[];
}

/** How many of the best names count, beside the best alone. */
export const AMONG = 5;

/** What examples were named whose classes are known. */
export interface Judged {
  /** Names of each example, the best first, among the candidates. */
  alone: number[][];
  /** Among the candidates and the classifier's labels. */
  amongSeen: number[][];
  /** The right candidates. */
  labels: Int32Array;
}

export interface Classifier {
  network: Network;
  source: SourceModel;
  services: Services;
  seed: number;
}

/** Of one example: cosines with all names of the field. */
export type Cosines = Float32Array;

/** @returns one for each example, in their order */
export async function cosinesOf(
  examples: Examples,
  { network, source, services, seed }: Classifier,
  { field, ...words }: Pick<WordScores, "labels" | "top"> & { field: Field },
): Promise<Cosines[]> {
  const cut = network.cutFor(network.trainedLayers);
  const frozen = cut === undefined ? undefined : { source, cut, services };
  const inputs = await inputsFor({ examples, augmentation: null, seed, frozen });
  const candidates = [...field.candidates, ...field.competitors];
  return outputRows(network.after(cut), inputs, (outputs) => wordScores(outputs, { ...words, candidates }));
}

/** @returns the names of the field as indices, the best first; only the candidates where the labels do not compete */
export const rankingsOf = (
  cosines: readonly Cosines[],
  { candidates, competitors }: Field,
  seen: boolean,
): number[][] => cosines.map((row) => rankingOf(row.subarray(0, candidates.length + (seen ? competitors.length : 0))));
