/**
 * Three tasks, one after the other: MNIST, Fashion-MNIST, and few labelled UCI digits. The experiments of the finding of
 * progressive networks, and what is read of their reports.
 */
import path from "node:path";
import type { RawExperiment, RawTask } from "../../src/experiment/raw";
import type { Report } from "../../src/protocol/report";
import type { FindingContext } from "./finding";

export interface SequenceSize {
  /** Labelled pictures a class of MNIST and of Fashion-MNIST, and how long each is learnt. */
  earlier: { perClass: number; epochs: number };
  /** Share of each data set that judges. */
  test: { mnist: number; fashion: number; uci: number };
  learningRate: number;
}

export interface Digits {
  mnist: string;
  fashion: string;
  uci: string;
}

export async function digitsOf(data: FindingContext["data"]): Promise<Digits> {
  return { mnist: await data("mnist"), fashion: await data("fashion-mnist"), uci: await data("uci-digits") };
}

const SIDE = 28;

export interface Sequence {
  size: SequenceSize;
  seeds: readonly number[];
  controls: readonly string[];
  /** Of the UCI digits. */
  target: { perClass: number; epochs: number; validation?: RawTask["validation"] };
  lateralScale?: number;
}

/** All three tasks in one run. */
export const wholeSequence = (digits: Digits, sequence: Sequence): RawExperiment => ({
  method: "progressive-networks",
  source: {
    tasks: {
      mnist: earlierTask(digits, "mnist", sequence.size),
      fashion: earlierTask(digits, "fashion", sequence.size),
    },
    architecture: "small-convnet",
    size: SIDE,
  },
  target: { name: "uci", ...targetTask(digits, sequence) },
  options: optionsOf(sequence, sequence.size.earlier.epochs),
  training: trainingOf(sequence, sequence.target.epochs),
  controls: [...sequence.controls],
});

/** The first two: a run that others go on with. */
export const firstTwo = (digits: Digits, sequence: Omit<Sequence, "target">): RawExperiment => ({
  method: "progressive-networks",
  source: { tasks: { mnist: earlierTask(digits, "mnist", sequence.size) }, architecture: "small-convnet", size: SIDE },
  target: { name: "fashion", ...earlierTask(digits, "fashion", sequence.size) },
  options: optionsOf(sequence),
  training: trainingOf(sequence, sequence.size.earlier.epochs),
  controls: [...sequence.controls],
});

/** @param run folder of a finished run, absolute */
export const addedTo = (run: string, digits: Digits, sequence: Sequence): RawExperiment => ({
  method: "progressive-networks",
  source: { run },
  target: { name: "uci", ...targetTask(digits, sequence) },
  options: optionsOf(sequence),
  training: trainingOf(sequence, sequence.target.epochs),
  controls: [...sequence.controls],
});

const earlierTask = (digits: Digits, task: "mnist" | "fashion", { earlier, test }: SequenceSize): RawTask => ({
  dataset: digits[task],
  labelled: { perClass: earlier.perClass },
  validation: "none",
  test: { fraction: test[task] },
});

const targetTask = ({ uci }: Digits, { target, size }: Sequence): RawTask => ({
  dataset: path.resolve(uci),
  labelled: { perClass: target.perClass },
  validation: target.validation ?? "none",
  test: { fraction: size.test.uci },
});

const optionsOf = ({ lateralScale }: Pick<Sequence, "lateralScale">, earlierEpochs?: number) => ({
  ...(lateralScale !== undefined && { lateralScale }),
  ...(earlierEpochs !== undefined && { earlierEpochs }),
});

const trainingOf = ({ seeds, size }: Pick<Sequence, "seeds" | "size">, epochs: number) => ({
  epochs,
  batchSize: 32,
  optimizer: { name: "adam" as const, learningRate: size.learningRate },
  earlyStopping: false as const,
  seeds: [...seeds],
});

/** A figure of the trials of an arm, one a seed. */
export function figuresOf(
  { trials }: Report,
  arm: string,
  name: string,
  of: "test" | "measured" | "validation" = "test",
): number[] {
  return trials.filter((trial) => trial.arm === arm).map((trial) => trial[of]?.[name] ?? NaN);
}

/** How many layers and outputs of earlier columns were looked at, and how many of them changed a bit. */
export function changedBits({ frozen }: Report): { proofs: number; outputs: number; changed: number } {
  return {
    proofs: frozen.length,
    outputs: frozen.filter(({ layer }) => layer.startsWith("outputs of ")).length,
    changed: frozen.filter(({ before, after }) => before !== after).length,
  };
}
