/** The experiments of the finding on attribute embedding, for its full tables and for its small version in the tests. */
import type { EpochRow } from "../../src/protocol/metrics";
import { runFiles } from "../../src/runs/layout";
import { readMetrics } from "../../src/runs/metrics-log";
import type { Lab, LabRun } from "./lab";
import { letterExperiment, type LetterSplit } from "./letter-splits";

/** Fixed before anything was measured; what is not here is the method's default. */
export const PER_CLASS = 200;
export const EPOCHS = 20;
export const LEARNING_RATE = 0.002;

export interface Setting {
  /** Folder of the sample data "letters". */
  data: string;
  splits: readonly LetterSplit[];
  options?: Record<string, string | number>;
  controls: readonly string[];
}

/** Of several splits, each a run of one seed, the split's number. */
export interface Measured {
  /** @returns a test figure of an arm, one a split */
  test: (arm: string, figure: string) => number[];
  /** @returns a training figure of an arm at the end of an epoch, the mean over the splits */
  train: (arm: string, epoch: number, figure: string) => number;
  /** How many runs named a collapse. */
  collapses: number;
}

export async function measure(lab: Lab, setting: Setting): Promise<Measured> {
  const runs: { run: LabRun; epochs: EpochRow[] }[] = [];
  for (const split of setting.splits) {
    const run = await lab.run(experimentOf(setting, split));
    const { rows } = await readMetrics(runFiles(run.directory).metrics);
    runs.push({ run, epochs: rows.filter((row): row is EpochRow => row.type === "epoch") });
  }
  return {
    test: (arm, figure) =>
      runs.map(({ run: { report } }) => report.trials.find((trial) => trial.arm === arm)?.test[figure] ?? NaN),
    train: (arm, epoch, figure) =>
      mean(
        runs.map(({ epochs }) => epochs.find((row) => row.arm === arm && row.epoch === epoch)?.train[figure] ?? NaN),
      ),
    collapses: runs.filter(({ run }) => run.warnings.some(({ code }) => code === "attribute-embedding/collapse"))
      .length,
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const experimentOf = (
  { data, options = {}, controls }: Setting,
  split: LetterSplit,
): ReturnType<typeof letterExperiment> =>
  letterExperiment({
    ...{ data, split, perClass: PER_CLASS, method: "zero-shot-attribute-embedding", options, controls: [...controls] },
    training: {
      ...{ epochs: EPOCHS, batchSize: 64, seeds: [split.number], earlyStopping: false },
      optimizer: { learningRate: LEARNING_RATE },
    },
  });
