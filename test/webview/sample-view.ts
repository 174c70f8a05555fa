/**
 * A made-up run that looks like a real one: three arms, five seeds, thirty epochs, ten digits. Every number follows
 * from the seed of the generator, so two calls give the same view.
 */
import type { EpochRow, MetricRow, TrialRow } from "../../src/protocol/metrics";
import type { Interval, Report, TrialSummary } from "../../src/protocol/report";
import type { LayerView, RunView } from "../../src/protocol/view";
import { performanceWith } from "../fixtures/performance";

const arms = [
  { arm: "transfer", title: "Fine-tuning", start: 0.62, end: 0.934 },
  { arm: "scratch", title: "From scratch", start: 0.14, end: 0.846 },
  { arm: "linear-probe", title: "Linear probe", start: 0.4, end: 0.887 },
] as const;
type SampleArm = (typeof arms)[number];

export const seeds = [1, 2, 3, 4, 5];
export const headline: Report["headline"] = {
  figure: "accuracy",
  title: "Test accuracy",
  unit: "share",
  better: "higher",
};
const stepsPerEpoch = 4;
const testExamples = 360;

const withoutWeights = { parameters: 0, origin: "none", training: "none" } as const;
const frozen = { origin: "copied", training: "frozen" } as const;
const trained = { origin: "copied", training: "trained" } as const;

const layers: LayerView[] = [
  { name: "input", kind: "InputLayer", outputShape: [28, 28, 1], ...withoutWeights },
  { name: "conv1", kind: "Conv2D", outputShape: [26, 26, 16], parameters: 160, ...frozen },
  { name: "pool1", kind: "MaxPooling2D", outputShape: [13, 13, 16], ...withoutWeights },
  { name: "conv2", kind: "Conv2D", outputShape: [11, 11, 32], parameters: 4640, ...frozen },
  { name: "pool2", kind: "MaxPooling2D", outputShape: [5, 5, 32], ...withoutWeights },
  { name: "conv3", kind: "Conv2D", outputShape: [3, 3, 64], parameters: 18496, ...trained },
  { name: "flatten", kind: "Flatten", outputShape: [576], ...withoutWeights },
  { name: "dense1", kind: "Dense", outputShape: [64], parameters: 36928, ...trained },
  { name: "head", kind: "Dense", outputShape: [10], parameters: 650, origin: "new", training: "trained" },
];

/** A small deterministic noise in −1..1 (xorshift, after Marsaglia, 2003). */
export function noise(seed: number): () => number {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 31 - 1;
  };
}

export const interval = (mean: number, half: number, n = seeds.length): Interval => ({
  mean,
  low: mean - half,
  high: mean + half,
  n,
});

/** The rows of one trial, its steps first within each epoch, and its closing row. */
function trialRows(arm: SampleArm, seed: number, epochs: number): { rows: MetricRow[]; trial: TrialRow } {
  const jitter = noise(seed * 101 + arm.arm.length);
  const rows: MetricRow[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const reached = 1 - Math.exp(-epoch / (arm.arm === "transfer" ? 4 : 8));
    const accuracy = arm.start + (arm.end - arm.start) * reached + 0.03 * jitter();
    const training = Math.min(1, accuracy + 0.06 * reached);
    const loss = 2.4 * (1 - training) + 0.04 + 0.01 * jitter();
    for (let step = 1; step <= stepsPerEpoch; step++) {
      const at = (epoch - 1) * stepsPerEpoch + step;
      rows.push({
        type: "step",
        arm: arm.arm,
        seed,
        step: at,
        epoch,
        train: { lossNats: loss + 0.12 * Math.abs(jitter()) },
      });
    }
    rows.push(epochRow({ arm, seed, epoch }, { accuracy, training, loss, reached }));
  }
  const accuracy = Math.round((arm.end + 0.012 * jitter()) * testExamples) / testExamples;
  const transfer = arm.arm === "transfer";
  const trial: TrialRow = {
    type: "trial",
    arm: arm.arm,
    seed,
    epochs,
    steps: epochs * stepsPerEpoch,
    test: { lossNats: 2.4 * (1 - accuracy) + 0.09, accuracy },
    bestEpoch: Math.max(1, epochs - 4 - (seed % 3)),
    ...(arm.arm === "scratch" && seed !== 3 && epochs > 20 && { overfittingFrom: 19 + seed }),
    ...(transfer && { confusion: confusionOf(seed, accuracy) }),
    frozen: transfer ? frozenHashes : [],
  };
  return { rows: [...rows, trial], trial };
}

function epochRow(
  { arm, seed, epoch }: { arm: SampleArm; seed: number; epoch: number },
  figures: { accuracy: number; training: number; loss: number; reached: number },
): EpochRow {
  const late = arm.arm === "scratch" ? Math.max(0, epoch - 21) * 0.012 : 0;
  return {
    type: "epoch",
    arm: arm.arm,
    seed,
    epoch,
    step: epoch * stepsPerEpoch,
    train: { lossNats: figures.loss, accuracy: figures.training },
    validation: { lossNats: 2.4 * (1 - figures.accuracy) + 0.09 + late, accuracy: figures.accuracy },
    ...(arm.arm === "transfer" && {
      layers: {
        conv1: { drift: 0 },
        conv2: { drift: 0 },
        conv3: { drift: 0.061 * figures.reached },
        dense1: { drift: 0.143 * figures.reached },
        head: { drift: 0.512 * figures.reached },
      },
    }),
  };
}

/** Counts of one trial: most on the diagonal, mistakes with the next class and with one further off. */
function confusionOf(seed: number, accuracy: number): number[][] {
  const jitter = noise(seed * 7);
  const perClass = testExamples / 10;
  return Array.from({ length: 10 }, (_, truth) => {
    const wrong = Math.max(0, Math.round(perClass * (1 - accuracy) + 2 * jitter()));
    const near = Math.ceil(wrong * 0.7);
    const row = new Array<number>(10).fill(0);
    row[truth] = perClass - wrong;
    row[(truth + 1) % 10] = near;
    row[(truth + 5) % 10] = wrong - near;
    return row;
  });
}

const frozenHashes = ["conv1", "conv2"].map((layer, index) => {
  const hash = (index === 0 ? "3f" : "a7").repeat(32);
  return { layer, before: hash, after: hash };
});

function summaryOf(row: TrialRow): TrialSummary {
  const { arm, seed, test, epochs, steps } = row;
  return {
    ...{ arm, seed, test, epochs, steps },
    ...(row.bestEpoch !== undefined && { bestEpoch: row.bestEpoch }),
    ...(row.overfittingFrom !== undefined && { overfittingFrom: row.overfittingFrom }),
    ...(row.confusion !== undefined && { confusion: row.confusion }),
  };
}

function reportOf(trials: readonly TrialRow[]): Report {
  return {
    version: 1,
    headline,
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    counts: { train: 50, validation: 20, test: testExamples },
    arms: [
      { arm: "transfer", title: "Fine-tuning", figure: { mean: 0.9344, low: 0.9257, high: 0.9431, n: 5 } },
      { arm: "scratch", title: "From scratch", figure: { mean: 0.8461, low: 0.8339, high: 0.8583, n: 5 } },
      { arm: "linear-probe", title: "Linear probe", figure: { mean: 0.8867, low: 0.8778, high: 0.8956, n: 5 } },
    ],
    trials: trials.map(summaryOf),
    gains: [
      { control: "scratch", title: "From scratch", gain: { mean: 0.0883, low: 0.0741, high: 0.1026, n: 5 } },
      { control: "linear-probe", title: "Linear probe", gain: { mean: 0.0477, low: 0.0362, high: 0.0593, n: 5 } },
    ],
    verdict: {
      kind: "positive",
      sentence: "Transfer brings +8.8 points over scratch (95 % interval +7.4 to +10.3, 5 seeds).",
    },
    frozen: seeds.flatMap((seed) => frozenHashes.map((entry) => ({ seed, ...entry }))),
    performance: performanceWith(),
    warnings: [
      {
        severity: "warning",
        code: "training/overfitting",
        file: "uci-digits.transfer.json",
        place: "training.epochs",
        message:
          "From scratch overfits from epoch 20 in 4 of 5 seeds: the validation loss rises while the training loss falls; stop early or label more examples.",
      },
    ],
  };
}

/** The whole run, finished. */
export function finishedView(epochs = 30): RunView {
  const trials = arms.flatMap((arm) => seeds.map((seed) => trialRows(arm, seed, epochs)));
  return {
    runId: "2026-07-14-093200-uci-digits",
    experiment: "uci-digits",
    experimentFile: "uci-digits.transfer.json",
    method: "Fine-tuning",
    state: "finished",
    runtime: "TensorFlow 2.21.0 (native)",
    startedAt: "2026-07-14T09:32:00.000Z",
    arms: arms.map(({ arm, title }) => ({ arm, title })),
    sweep: false,
    target: "target",
    headline,
    seeds,
    epochs,
    layers,
    charts: [],
    rows: trials.flatMap(({ rows }) => rows),
    parts: [],
    report: reportOf(trials.map(({ trial }) => trial)),
    problems: [],
  };
}

/** @throws Error where the run has none */
export function reportIn({ report }: RunView): Report {
  if (report === undefined) throw new Error("this sample has no report");
  return report;
}

/** The same run while it goes on, after so many of its rows. */
export function runningView(rows: number, epochs = 30): RunView {
  const view = finishedView(epochs);
  delete view.report;
  return {
    ...view,
    state: "running",
    stage: { text: "Training", done: 7, total: epochs, unit: "epochs" },
    rows: view.rows.slice(0, rows),
  };
}

/** The same run where transfer does harm. */
export function negativeView(): RunView {
  const view = finishedView();
  const report = reportOf([]);
  return {
    ...view,
    report: {
      ...report,
      trials: view.report?.trials ?? [],
      gains: [{ control: "scratch", title: "From scratch", gain: { mean: -0.041, low: -0.059, high: -0.023, n: 5 } }],
      verdict: {
        kind: "negative",
        sentence: "Transfer costs −4.1 points against scratch (95 % interval −5.9 to −2.3, 5 seeds).",
      },
    },
  };
}

/** The same run after it broke off. */
export function failedView(): RunView {
  const view = runningView(700);
  delete view.stage;
  return {
    ...view,
    state: "failed",
    problems: [
      {
        severity: "error",
        code: "training/not-finite",
        file: "uci-digits.transfer.json",
        place: "training.optimizer.learningRate",
        message:
          "the loss became NaN at step 17 of From scratch, seed 1; lower the learning rate, for example to 0.0001",
      },
    ],
  };
}
