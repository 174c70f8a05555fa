/**
 * Sweeps over the layers of a network, and what is read off them: shared by the finding of layer transfer and its small
 * version in the tests.
 */
import { randomFor, shuffled } from "../../src/math/random";
import { readSweepArm, SWEEP_BASE, sweepArm } from "../../src/methods/sweep-arms";
import { sweepCurves, type SweepCurve } from "../../src/experiment/types";
import type { Report } from "../../src/protocol/report";

/** Of Adam, on the target; chosen, as the epochs were, on splits that no finding shows. At 0.003 single epochs lose much. */
const RATE = 0.001;

/** Ten classes in two halves. */
export interface ClassSplit {
  /** Also the seed of the source model and of the trials. */
  number: number;
  source: string[];
  target: string[];
}

/** @returns halves that are drawn from the numbers alone */
export const classSplits = (numbers: readonly number[]): ClassSplit[] =>
  numbers.map((number) => {
    const classes = Array.from({ length: 10 }, (_, label) => label);
    const drawn = shuffled(classes, randomFor(number, "halves of the classes"));
    const named = (labels: readonly number[]) => labels.map(String).toSorted();
    return { number, source: named(drawn.slice(0, 5)), target: named(drawn.slice(5)) };
  });

export interface FashionSweep {
  curves: readonly SweepCurve[];
  /** Labelled examples a class, besides `validation` ones. */
  perClass: number;
  validation: number;
  /** Share of the target's examples held out to test with. */
  test: number;
  epochs: number;
  sourceEpochs: number;
}

/** Five classes of Fashion-MNIST to the other five, every cut of a network of six layers; one seed where none are named. */
export function fashionSweep(
  folder: string,
  split: ClassSplit,
  settings: FashionSweep,
  seeds: readonly number[] = [split.number],
): object {
  const { curves, perClass, validation, test, epochs, sourceEpochs } = settings;
  return {
    method: "layer-transfer",
    source: {
      dataset: folder,
      classes: split.source,
      architecture: "convnet-6",
      epochs: sourceEpochs,
      seed: split.number,
    },
    target: {
      dataset: folder,
      classes: split.target,
      labelled: { perClass },
      validation: { perClass: validation },
      test: { fraction: test },
      splitSeed: split.number,
    },
    sweep: { from: "first", curves },
    training: { epochs, batchSize: 32, optimizer: { learningRate: RATE }, seeds },
  };
}

/** The accuracies of one sweep or of the same sweep over several splits, on test examples. */
export class Sweeps {
  constructor(private readonly reports: readonly Report[]) {}

  /** How many layers are copied. */
  get cuts(): number[] {
    const arms = this.reports.flatMap(({ trials }) => trials.map(({ arm }) => arm));
    const most = Math.max(0, ...arms.flatMap((arm) => readSweepArm(arm)?.cut ?? []));
    return Array.from({ length: most }, (_, index) => index + 1);
  }

  /** Those that were drawn. */
  get curves(): SweepCurve[] {
    const arms = this.reports.flatMap(({ trials }) => trials.map(({ arm }) => readSweepArm(arm)?.curve));
    return sweepCurves.filter((curve) => arms.includes(curve));
  }

  /** Of each trial of an arm, 0..1, in the order of splits and seeds. */
  of(arm: string): number[] {
    return this.reports.flatMap(({ trials }) =>
      trials.filter((trial) => trial.arm === arm).map(({ test }) => test.accuracy ?? NaN),
    );
  }

  get base(): number[] {
    return this.of(SWEEP_BASE);
  }

  at(curve: SweepCurve, cut: number): number[] {
    return this.of(sweepArm(curve, cut));
  }

  /** Trials whose loss was still falling when their epochs ended, and all. */
  get stillLearning(): { count: number; of: number } {
    const trials = this.reports.flatMap((report) => report.trials);
    return { count: trials.filter((trial) => trial.stillLearning).length, of: trials.length };
  }
}
