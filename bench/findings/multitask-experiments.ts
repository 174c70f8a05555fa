/** The experiments of the finding on multitask learning, for its full table and for its small version in the tests. */
import path from "node:path";
import type { RawExperiment, RawTask } from "../../src/experiment/raw";
import type { TrialSummary } from "../../src/protocol/report";
import type { Lab, LabRun } from "./lab";
import { writeOverlayTasks } from "./overlay-tasks";

const folder = "overlay-tasks";
const [train, test] = [`${folder}/train.npz`, `${folder}/test.npz`];

/** Writes the data of the experiments into the folder of the lab. @param overlays folder of the sample data */
export const prepare = (lab: Lab, overlays: string): Promise<void> =>
  writeOverlayTasks(overlays, path.join(lab.folder, folder));

const digit = (label: string, perClass: number): RawTask => ({
  ...{ dataset: train, label, labelled: { perClass }, validation: "none" },
  test: { dataset: test, label },
});

/** @param fraction of 5,000 pictures */
const number = (label: string, fraction: number): RawTask => ({
  ...{ dataset: train, label, predicts: "number", labelled: { fraction }, validation: "none" },
  test: { dataset: test, label },
});

export type Weighting = "uniform" | "uncertainty" | "gradnorm";
/** The sum in standard deviations, in a unit that makes its loss 100 times as large, and in one that makes it a 100th. */
export type SumUnit = "sum" | "sum-large" | "sum-small";

/** The left digit and the sum of both, each of 500 pictures; 320 steps. */
export const scaled = (unit: SumUnit, weighting: Weighting, seeds: number[]): RawExperiment => ({
  method: "multitask-learning",
  source: { tasks: { sum: number(unit, 0.1) }, architecture: "small-convnet" },
  target: { name: "left", ...digit("left", 50) },
  options: { weighting, standardizeNumbers: false },
  training: trainingOf(20, seeds),
  controls: [],
});

/** What stands beside a task of few labels: a related one, others, and one that is a coin toss. */
export const companions = {
  parity: digit("parity", 400),
  sum: number("sum", 0.16),
  right: digit("right", 80),
  coin: digit("coin", 80),
} as const satisfies Record<string, RawTask>;
export type Companion = keyof typeof companions;

/** The left digit of 50 pictures, five of each, beside others of 800. */
export const beside = (
  others: readonly Companion[],
  seeds: number[],
  { gradientSurgery = false, controls = ["single-task"], epochs = 10 } = {},
): RawExperiment => ({
  method: "multitask-learning",
  source: {
    tasks: Object.fromEntries(others.map((name) => [name, companions[name]])),
    architecture: "small-convnet",
  },
  target: { name: "left", ...digit("left", 5) },
  options: { gradientSurgery },
  training: trainingOf(epochs, seeds),
  controls,
});

/** Chosen on validation examples of other seeds. */
const trainingOf = (epochs: number, seeds: number[]) => ({
  ...{ epochs, batchSize: 64, seeds, earlyStopping: false as const },
  optimizer: { learningRate: 0.002 },
});

/** @returns a test figure of an arm by seed, in the order of the seeds */
export function figuresOf({ report }: LabRun, figure: string, arm = "transfer"): number[] {
  const trials = report.trials.filter((trial: TrialSummary) => trial.arm === arm);
  return trials.map(({ test: figures }) => figures[figure] ?? NaN);
}

/** Share of the way from the figures that failed back to those of a balanced training, of the means over the seeds. */
export function recovered(failed: readonly number[], adaptive: readonly number[], balanced: readonly number[]): number {
  const [low, back, high] = [mean(failed), mean(adaptive), mean(balanced)];
  return (back - low) / (high - low);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Tasks of which a run says that nothing was learnt. */
export const flagged = ({ warnings }: LabRun): string[] =>
  warnings.flatMap(({ code, path: at }) => (code === "multitask/nothing-learnt" ? [String(at?.at(-1))] : []));
