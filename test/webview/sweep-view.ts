/** A made-up sweep over the layers: very many arms, and a chart over its cuts. */
import type { MetricRow, TrialRow } from "../../src/protocol/metrics";
import type { ReportPart, TrialSummary } from "../../src/protocol/report";
import type { RunView } from "../../src/protocol/view";
import { finishedView, interval, noise, reportIn, seeds } from "./sample-view";

const cuts = ["conv1", "conv2", "conv3", "conv4", "dense1", "dense2"];
const curves = [
  { id: "AnB", armOf: (n: number) => `A${n}B`, line: "solid", slope: -0.022 },
  { id: "AnB+", armOf: (n: number) => `A${n}B+`, line: "solid", slope: 0.003 },
  { id: "BnB", armOf: (n: number) => `B${n}B`, line: "dashed", slope: -0.008 },
  { id: "BnB+", armOf: (n: number) => `B${n}B+`, line: "dashed", slope: 0.001 },
  { id: "random", armOf: (n: number) => `random${n}`, line: "dotted", slope: -0.07 },
] as const;

function sweepRows(): { arms: { arm: string; title: string }[]; rows: MetricRow[]; trials: TrialSummary[] } {
  const swept = cuts.flatMap((_, index) =>
    curves.map(({ armOf, slope }) => ({ arm: armOf(index + 1), end: 0.9 + slope * (index + 1) })),
  );
  const all = [{ arm: "base", end: 0.9 }, ...swept];
  const jitter = noise(11);
  const rows = seeds
    .slice(0, 3)
    .flatMap((seed) => all.flatMap(({ arm, end }) => sweepTrial({ arm, seed }, end, jitter)));
  const trials = rows.filter((row): row is TrialRow => row.type === "trial");
  return {
    arms: all.map(({ arm }) => ({ arm, title: arm === "base" ? "Base: the target alone" : arm })),
    rows,
    trials: trials.map(({ arm, seed, test, epochs, steps }) => ({ arm, seed, test, epochs, steps })),
  };
}

function sweepTrial(key: { arm: string; seed: number }, end: number, jitter: () => number): MetricRow[] {
  const rows = Array.from({ length: 10 }, (_, index): MetricRow => {
    const accuracy = end * (1 - Math.exp(-(index + 1) / 3)) + 0.01 * jitter();
    const figures = { lossNats: 2.4 * (1 - accuracy), accuracy };
    return { type: "epoch", ...key, epoch: index + 1, step: 8 * (index + 1), train: figures };
  });
  const accuracy = end + 0.01 * jitter();
  const test = { lossNats: 2.4 * (1 - accuracy), accuracy };
  return [...rows, { type: "trial", ...key, epochs: 10, steps: 80, test, frozen: [] }];
}

const sweepChart: ReportPart = {
  type: "chart",
  id: "sweep",
  title: "Transfer by cut",
  describe: "Accuracy by how many layers come from the source (A) or from the target itself (B); + is trained on.",
  x: { title: "Layers copied up to", labels: cuts },
  y: { title: "Test accuracy", unit: "share" },
  series: [
    ...curves.map(({ id, line, slope }) => ({
      id,
      title: id,
      line,
      points: cuts.map((_, index) => interval(0.9 + slope * (index + 1), 0.012)),
    })),
    { id: "base", title: "Base", line: "solid", points: cuts.map(() => ({ mean: 0.9, n: 3 })) },
  ],
  marks: [{ at: 3, title: "best cut on validation" }],
};

/** The whole sweep, finished. */
export function sweepView(): RunView {
  const view = finishedView();
  const { arms, rows, trials } = sweepRows();
  return {
    ...view,
    experiment: "fashion-sweep",
    method: "Layer transfer",
    sweep: true,
    arms,
    seeds: seeds.slice(0, 3),
    epochs: 10,
    rows,
    parts: [sweepChart],
    report: {
      ...reportIn(view),
      arms: arms.map(({ arm, title }) => {
        const own = trials.filter((trial) => trial.arm === arm).map(({ test }) => test.accuracy ?? 0);
        return { arm, title, figure: interval(own.reduce((sum, value) => sum + value, 0) / own.length, 0.012, 3) };
      }),
      trials,
      gains: [],
      frozen: [],
      verdict: { kind: "not-compared", sentence: "The best cut on validation examples is A4B+: copy conv1 to conv4." },
    },
  };
}

/** The same while it goes on, before most of its arms have rows. @param arms how many have */
export function runningSweepView(arms: number): RunView {
  const view = sweepView();
  delete view.report;
  const known = view.arms.slice(0, arms);
  const first = view.rows.findIndex(({ arm }) => arm === view.arms[arms]?.arm);
  const rows = view.rows.slice(0, first - 3);
  const stage = { text: `${known.at(-1)?.title ?? ""}, seed 1`, done: arms - 1, total: 93, unit: "trials" };
  return { ...view, state: "running", arms: known, rows, parts: [], stage };
}
