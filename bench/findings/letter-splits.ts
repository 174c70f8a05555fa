/**
 * LetterRecognition as zero-shot learning: 20 letters with labelled examples, 6 without any, and the stroke table of the
 * sample. The splits are drawn once and for all by their number.
 */
import path from "node:path";
import type { RawExperiment } from "../../src/experiment/raw";
import { randomFor, shuffled } from "../../src/math/random";
import { letterNames } from "../../src/sample/letters";

export interface LetterSplit {
  number: number;
  /** In alphabetical order. */
  seen: readonly string[];
  unseen: readonly string[];
}

const UNSEEN = 6;

/** @param numbers of the splits, from 1 */
export const letterSplits = (numbers: readonly number[]): LetterSplit[] =>
  numbers.map((number) => {
    const order = shuffled([...letterNames.keys()], randomFor("unseen letters", number));
    const unseen = new Set(order.slice(0, UNSEEN));
    return {
      number,
      seen: letterNames.filter((_, letter) => !unseen.has(letter)),
      unseen: letterNames.filter((_, letter) => unseen.has(letter)),
    };
  });

interface LetterExperiment extends Omit<RawExperiment, "source" | "target" | "semantics"> {
  /** Folder of the sample data "letters". */
  data: string;
  /** Labelled examples of each seen letter. */
  perClass: number;
  split: LetterSplit;
}

export function letterExperiment({ data, perClass, split, ...rest }: LetterExperiment): RawExperiment {
  const dataset = { dataset: path.join(data, "letters.csv"), label: "letter" };
  return {
    ...rest,
    source: {
      ...dataset,
      classes: [...split.seen],
      architecture: "mlp",
      labelled: { perClass },
      validation: "none",
      test: { fraction: 0.3 },
    },
    target: { ...dataset, classes: [...split.unseen] },
    semantics: { attributes: path.join(data, "strokes.csv") },
  };
}
