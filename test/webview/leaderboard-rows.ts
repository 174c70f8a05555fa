/** Made-up runs for the leaderboard; every number follows from the place of the run, so two calls give the same rows. */
import type { Comparison, RunCurves, RunRow } from "../../src/protocol/leaderboard";
import { headline, interval, noise } from "./sample-view";

const methods = ["Fine-tuning", "Conservative training", "Layer transfer"];
const experiments = ["pets", "uci-digits", "vowels"];

/** @param index from 0; the higher, the newer */
export function sampleRow(index: number, changes: Partial<RunRow> = {}): RunRow {
  const jitter = noise(index + 1);
  const mean = 0.82 + 0.1 * jitter();
  const gain = 0.04 + 0.05 * jitter();
  const experiment = experiments[index % experiments.length] ?? "";
  const method = methods[index % methods.length] ?? "";
  const runId = `${experiment}-20260314-${String(100000 + index)}-${(0xa000 + index).toString(16)}`;
  return {
    id: `/work/.transfer-lab/runs/${runId}`,
    runId,
    experiment,
    method,
    state: "finished",
    headline,
    figure: interval(mean, 0.01),
    gain: { title: "From scratch", value: interval(gain, 0.012) },
    verdict: "positive",
    seeds: [1, 2, 3, 4, 5],
    labelled: `${5 * (1 + (index % 4))} per class`,
    epochs: 30,
    rate: [0.001, 0.003, 0.01][index % 3] ?? 0.001,
    layers: { frozen: index % 4, trained: 3 - (index % 4), fresh: 1 },
    source: "models/mnist-convnet",
    data: `data/${experiment}`,
    startedAt: new Date(Date.UTC(2026, 2, 14, 9, index)).toISOString(),
    durationMs: 40_000 + 7_000 * (index % 9),
    arms: [
      { arm: "transfer", title: method },
      { arm: "scratch", title: "From scratch" },
    ],
    ...changes,
  };
}

export const sampleRows = (count: number): RunRow[] => Array.from({ length: count }, (_, index) => sampleRow(index));

const problem =
  "/work/.transfer-lab/runs/cats-20260101-000000-beef/report.json: was written by a newer version of Transfer Lab (format 2, this one reads 1); update Transfer Lab to read it";

/** Runs in every state, with notes. */
export const mixedRows = (): RunRow[] => [
  ...sampleRows(14),
  sampleRow(14, { state: "running", stage: { text: "Training", done: 3, total: 15, unit: "trials" } }),
  sampleRow(15, { state: "failed", problem: "pets.transfer.json: the loss is no number from epoch 3 on" }),
  sampleRow(16, {
    name: "the best so far",
    pinned: true,
    tags: ["good", "paper"],
    note: "Longer, with the first half frozen",
  }),
  {
    ...{
      id: "/work/.transfer-lab/runs/cats-20260101-000000-beef",
      runId: "cats-20260101-000000-beef",
      experiment: "cats",
    },
    ...{ method: "", state: "damaged", seeds: [], labelled: "", source: "", data: "", arms: [], problem },
    startedAt: "2026-01-01T00:00:00.000Z",
  },
];

/** Loss and accuracy of a run over so many epochs. */
export function sampleCurves({ id }: RunRow, seed: number, epochs = 30): RunCurves {
  const jitter = noise(seed + 3);
  const end = 0.8 + 0.12 * jitter();
  const values = Array.from({ length: epochs }, (_, at) => end * (1 - Math.exp(-(at + 1) / 6)) + 0.02 * jitter());
  const points = (of: (value: number) => number) => values.map((value, at): [number, number] => [at + 1, of(value)]);
  return {
    id,
    curves: [
      { figure: "lossNats", split: "validation", seeds: 5, points: points((value) => 2.3 * (1 - value)) },
      { figure: "accuracy", split: "validation", seeds: 5, points: points((value) => value) },
    ],
  };
}

export const sampleComparison = (rows: readonly RunRow[]): Comparison => ({
  ids: rows.map(({ id }) => id),
  groups: [
    {
      title: "Parameters",
      rows: [
        { path: "method", values: rows.map(() => "fine-tuning"), same: true },
        { path: "training.optimizer.learningRate", values: rows.map(({ rate }) => String(rate)), same: false },
        { path: "target.labelled.perClass", values: rows.map((_, index) => String(5 * (index + 1))), same: false },
        { path: "training.epochs", values: rows.map(() => "30"), same: true },
      ],
    },
    {
      title: "Freeze plan",
      rows: [
        { path: "conv1", values: rows.map(() => "frozen, copied"), same: true },
        {
          path: "conv2",
          values: rows.map((_, index) => (index === 0 ? "frozen, copied" : "trained, copied")),
          same: false,
        },
        { path: "adapter", values: rows.map((_, index) => (index === 1 ? "new" : null)), same: false },
      ],
    },
    { title: "Environment", rows: [{ path: "threads", values: rows.map(() => "2"), same: true }] },
  ],
  problems: [],
});
