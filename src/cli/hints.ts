/** What the editor shows at the ends of an experiment file's lines, line by line. */
import { hintText, type HintWords } from "../experiment/hint-text";
import { hintsFor, placedHints } from "../experiment/hints";
import type { LoadedExperiment } from "./load-experiment";

const words: HintWords = {
  number: (count) => count.toLocaleString("en-US"),
  parameters: (count) => `${count} parameters`,
  layers: (count) => (count === 1 ? "1 layer" : `${count} layers`),
  frozen: (count) => `${count} of them frozen`,
  decidedElsewhere: (count) => `${count} decided by other lines`,
  inLayers: (count) => (count === 1 ? "in 1 layer" : `in ${count} layers`),
  settled: (epoch) => `all of them from epoch ${epoch}`,
  from: (epoch) => `from epoch ${epoch}`,
  falls: (percent) => `falls to ${percent} % of it`,
  train: (count, classes) => `${count} to train${classes === undefined ? "" : ` of ${classes} classes`}`,
  validate: (count) => `${count} to validate`,
  test: (count) => `${count} to test`,
};

export interface HintedLine {
  /** From 1. */
  line: number;
  /** `layers.conv1` */
  place: string;
  hint: string;
}

export function hintedLines({ experiment, facts, text }: LoadedExperiment): HintedLine[] {
  if (experiment === undefined || facts === undefined) return [];
  return placedHints(text, hintsFor(experiment, facts)).map(({ hint, offset }) => ({
    line: text.slice(0, offset).split("\n").length,
    place: hint.path.join("."),
    hint: hintText(hint, words),
  }));
}
