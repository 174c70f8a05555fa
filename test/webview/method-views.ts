/** Made-up runs of methods that show more than two curves and a verdict, one for each thing that a method can show. */
import type { EpochRow, Figures, MetricRow, TrialRow } from "../../src/protocol/metrics";
import type { Report } from "../../src/protocol/report";
import type { LayerView, RunView } from "../../src/protocol/view";
import { finishedView, headline, interval, noise, reportIn, seeds } from "./sample-view";

/** Adds figures to the epochs of the method's own arm. */
const withFigures = (rows: readonly MetricRow[], figuresOf: (row: EpochRow) => Figures): MetricRow[] =>
  rows.map((row) =>
    row.type === "epoch" && row.arm === "transfer" ? { ...row, train: { ...row.train, ...figuresOf(row) } } : row,
  );

/** Charts over epochs: one figure, and the drift of every layer. */
export function conservativeView(): RunView {
  const view = finishedView();
  const jitter = noise(5);
  return {
    ...view,
    method: "Conservative training",
    charts: [
      {
        id: "divergence",
        title: "Output divergence",
        describe: "How far the outputs moved from those of the source network on the same examples.",
        unit: "nats",
        draws: { figures: ["divergenceNats"] },
        arms: ["transfer"],
      },
      {
        id: "drift",
        title: "Weight drift by layer",
        describe: "How far the weights of each layer moved from their start, as a share of their norm.",
        unit: "share",
        draws: { layers: "drift" },
        arms: ["transfer", "scratch"],
      },
    ],
    rows: withFigures(view.rows, ({ epoch }) => ({
      divergenceNats: 0.4 * (1 - Math.exp(-epoch / 9)) + 0.03 * jitter(),
    })),
    parts: [
      {
        type: "table",
        id: "kept",
        title: "What was kept",
        describe: "Accuracy on classes with labelled examples and on those without: the latter is what drifts away.",
        columns: [
          { title: "With labels", unit: "share" },
          { title: "Without labels", unit: "share" },
          { title: "Verdict" },
        ],
        rows: [
          { title: "Conservative training", cells: [interval(0.912, 0.011), interval(0.704, 0.02), "keeps"] },
          { title: "Plain fine-tuning", cells: [interval(0.921, 0.012), interval(0.513, 0.034), "forgets"] },
          { title: "No adaptation", cells: [{ mean: 0.61, n: 1 }, null, ""] },
        ],
      },
    ],
  };
}

const dense = (name: string, part: string, more: Partial<LayerView>): LayerView => ({
  name: `${part}/${name}`,
  kind: "Dense",
  outputShape: [64],
  parameters: 4160,
  origin: "new",
  training: "trained",
  part,
  ...more,
});

const head = { outputShape: [10], parameters: 650 };
const columnNames = ["mnist", "fashion-mnist", "letters", "uci-digits"];

/** As the method names them: each adapter is a scale for each column before, a projection, and the lateral itself. */
function columnLayers(part: string, index: number): LayerView[] {
  const state: Partial<LayerView> =
    index === columnNames.length - 1 ? {} : { training: "frozen", origin: index === 0 ? "copied" : "new" };
  const shaping: Partial<LayerView> = { parameters: 0, origin: "none", training: "none" };
  const adapted = (name: string, more: Partial<LayerView>): LayerView[] => {
    const own = dense(name, part, { ...state, ...more });
    if (index === 0) return [own];
    const scales = columnNames
      .slice(0, index)
      .flatMap((task) => [
        dense(`${name}_from_${task}_values`, part, { ...shaping, kind: "Reshape" }),
        dense(`${name}_from_${task}_scale`, part, { ...state, parameters: 1 }),
      ]);
    return [
      own,
      ...scales,
      dense(`${name}_adapter`, part, { ...state, parameters: 1056 * index }),
      dense(`${name}_lateral`, part, { ...state, ...more, parameters: 1024 }),
      dense(`${name}_sum`, part, { ...shaping, kind: "Add" }),
    ];
  };
  return [dense("dense1", part, { ...state, parameters: 50_240 }), ...adapted("dense2", {}), ...adapted("head", head)];
}

/** Four columns with laterals, the last one learning. */
export function progressiveView(): RunView {
  const view = finishedView();
  const report = reportIn(view);
  const layers: LayerView[] = [
    { name: "input", kind: "InputLayer", outputShape: [784], parameters: 0, origin: "none", training: "none" },
    ...columnNames.flatMap(columnLayers),
  ];
  const hash = "c4".repeat(32);
  const frozen = layers.filter(({ training }) => training === "frozen").map(({ name }) => name);
  return {
    ...view,
    method: "Progressive networks",
    layers,
    parts: [
      {
        type: "table",
        id: "sensitivity",
        title: "Sensitivity to each column",
        describe:
          "Share of the Fisher information that lies in each column, by layer; 0 % is a column that is not used.",
        columns: columnNames.map((title) => ({ title, unit: "share" as const })),
        rows: [
          {
            title: "dense1",
            cells: [interval(0.41, 0.05), interval(0.12, 0.02), interval(0.2, 0.02), interval(0.27, 0.03)],
          },
          {
            title: "dense2",
            cells: [interval(0.22, 0.04), interval(0.08, 0.02), interval(0.2, 0.02), interval(0.5, 0.06)],
          },
        ],
      },
    ],
    report: {
      ...report,
      frozen: seeds.flatMap((seed) => frozen.map((layer) => ({ seed, layer, before: hash, after: hash }))),
    },
  };
}

const SINGLE = "single-task";

/** A shared trunk with three heads, figures of other tasks, and a target that is a number. */
export function multitaskView(): RunView {
  const view = finishedView();
  const report = reportIn(view);
  const explained: Report["headline"] = {
    figure: "r2",
    title: "Explained variance (R²)",
    unit: "number",
    better: "higher",
  };
  const arms = [
    { arm: "transfer", title: "Multitask" },
    { arm: SINGLE, title: "Single task" },
  ];
  const rows = view.rows.filter(({ arm }) => arm !== "linear-probe").map(asNumber);
  const figures = (first: number, second: number, half: number): Report["arms"] =>
    arms.map(({ arm, title }, index) => ({ arm, title, figure: interval(index === 0 ? first : second, half) }));
  const gains = (mean: number, half: number): Report["gains"] => [
    { control: SINGLE, title: "Single task", gain: interval(mean, half) },
  ];
  const task = (name: string) => ({ ...headline, figure: `${name}/accuracy` });
  return {
    ...view,
    method: "Multitask learning",
    arms,
    headline: explained,
    layers: [...view.layers.slice(0, -1), ...["ink", "left", "right"].map((part) => dense("head", part, head))],
    target: "ink",
    charts: [
      {
        id: "tasks",
        title: "Explained variance of each task",
        describe: "Of tasks that predict a number.",
        unit: "number",
        draws: { figures: ["r2", "*/r2"] },
        arms: ["transfer", SINGLE],
      },
      {
        id: "weights",
        title: "Loss weights",
        describe: "How much each task's loss counts.",
        unit: "number",
        draws: { figures: ["lossWeight/*"] },
        arms: ["transfer"],
      },
      {
        id: "angles",
        title: "Angle between gradients",
        describe: "Between the gradients of two tasks in the trunk: above 90° they pull against each other.",
        unit: "degrees",
        draws: { figures: ["angle/*"] },
        arms: ["transfer"],
      },
    ],
    rows: withFigures(rows, ({ epoch, seed }) => ({
      "slant/r2": 0.8 - 1 / epoch,
      "lossWeight/ink": 1 + 0.02 * epoch,
      "lossWeight/left": 1 - 0.008 * epoch + 0.01 * seed,
      "lossWeight/right": 1 - 0.012 * epoch,
      "angle/left–right": 88 - epoch / 2,
      "angle/left–ink": 91 + seed / 5,
    })),
    parts: [],
    report: {
      ...report,
      classes: [],
      headline: explained,
      arms: figures(0.873, 0.811, 0.021),
      gains: gains(0.062, 0.018),
      tasks: [
        { task: "left", headline: task("left"), arms: figures(0.911, 0.887, 0.012), gains: gains(0.024, 0.011) },
        { task: "right", headline: task("right"), arms: figures(0.842, 0.871, 0.013), gains: gains(-0.029, 0.012) },
      ],
      trials: rows.filter((row): row is TrialRow => row.type === "trial"),
      verdict: {
        kind: "positive",
        sentence:
          "Multitask learning brings +0.062 explained variance (R²) over single task (95 % interval +0.044 to +0.080, 5 seeds).",
      },
    },
  };
}

/** The same row with the figures of a target that is a number; R² begins far below zero, as it does. */
function asNumber(sample: MetricRow): MetricRow {
  const row = { ...sample, ...(sample.arm === "scratch" && { arm: SINGLE }) };
  const numbersOf = ({ lossNats = 0, accuracy }: Figures): Figures => ({
    loss: lossNats / 2,
    ...(accuracy !== undefined && {
      r2: 1 - 6 * (1 - accuracy) ** 2 - (row.type === "epoch" ? 3 / row.epoch ** 2 : 0),
    }),
  });
  switch (row.type) {
    case "step":
      return { ...row, train: numbersOf(row.train) };
    case "epoch":
      return {
        ...row,
        train: numbersOf(row.train),
        ...(row.validation && { validation: numbersOf(row.validation) }),
      };
    case "trial": {
      const rest = { ...row };
      delete rest.confusion;
      const { accuracy = 0 } = row.test;
      return {
        ...rest,
        test: { ...numbersOf(row.test), "left/accuracy": accuracy, "right/accuracy": accuracy - 0.03 },
      };
    }
  }
}
