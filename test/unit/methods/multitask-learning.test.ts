import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../src/experiment/check";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { RawExperiment } from "../../../src/experiment/raw";
import type { Experiment } from "../../../src/experiment/types";
import { concludeMultitask } from "../../../src/methods/multitask-learning/conclude";
import { teachesNothing } from "../../../src/methods/multitask-learning/learns";
import type { MetricRow } from "../../../src/protocol/metrics";

const good: RawExperiment = {
  method: "multitask-learning",
  source: {
    tasks: {
      right: { dataset: "data/digits.npz", label: "right" },
      ink: { dataset: "data/digits.npz", label: "ink", predicts: "number" },
    },
    architecture: "small-convnet",
  },
  target: { dataset: "data/digits.npz", label: "left", labelled: { perClass: 5 } },
  training: { seeds: [1, 2, 3] },
  controls: ["single-task"],
};

function parsed(change: Partial<RawExperiment> = {}): Experiment {
  const { experiment, problems } = parseExperiment(JSON.stringify({ ...good, ...change }), "/lab/a.transfer.json");
  assert.ok(experiment !== undefined, JSON.stringify(problems));
  return experiment;
}

const findingsOf = (change: Partial<RawExperiment>, facts: ExperimentFacts = {}) =>
  checkExperiment(parsed(change), facts)
    .filter(({ severity }) => severity !== "info")
    .map(({ severity, place, message }) => `${severity}: ${place ?? ""}: ${message}`);

describe("the checks of multitask learning", () => {
  it("say nothing of tasks with labels of their own on the same data", () => {
    assert.deepEqual(findingsOf({}), []);
  });

  it("want other tasks in the file", () => {
    const { experiment, problems } = parseExperiment(
      JSON.stringify({ ...good, source: { tasks: {}, architecture: "mlp" } }),
      "/lab/a.transfer.json",
    );
    assert.equal(experiment, undefined);
    assert.match(problems[0]?.message ?? "", /must be an object of one task or more/);
  });

  it("want names by which the tasks are told apart", () => {
    assert.deepEqual(findingsOf({ target: { ...good.target, name: "ink" } }), [
      'error: target.name: must be another name than those of the other tasks (right, ink), got "ink"',
    ]);
  });

  it("warn of a task that is the target once more", () => {
    const tasks = { again: { dataset: "data/digits.npz", label: "left" } };
    assert.deepEqual(findingsOf({ source: { tasks, architecture: "small-convnet" } }), [
      'warning: source.tasks.again: has the data and the label of the target, so the network learns one task twice; name another "label" or other data',
    ]);
  });

  it("want an example of each task in a batch", () => {
    assert.deepEqual(findingsOf({ training: { seeds: [1, 2], batchSize: 2 } }), [
      "error: training.batchSize: must be 3 or more, one example of each task, got 2",
    ]);
  });

  it("want tasks that have their input in common", () => {
    const facts: ExperimentFacts = {
      targetData: { classes: ["0", "1"], shape: [36, 36, 1] },
      tasks: { right: { classes: ["0", "1"], shape: [10] } },
    };
    assert.deepEqual(findingsOf({}, facts), [
      "error: source.tasks.right.dataset: must be pictures, because all tasks have pictures, got a table",
    ]);
    const tables: ExperimentFacts = {
      targetData: { classes: ["0", "1"], shape: [4] },
      tasks: { right: { classes: ["0", "1"], shape: [10] } },
    };
    const source = { ...(good.source as object), architecture: "mlp" } as RawExperiment["source"];
    assert.deepEqual(findingsOf({ source }, tables), [
      "error: source.tasks.right.dataset: must have 4 columns beside the label, as the target has, got 10",
    ]);
  });

  it("say that a control repeats the method, and that plain descent moves the weights unevenly", () => {
    const infosOf = (change: Partial<RawExperiment>) =>
      checkExperiment(parsed(change), {}).flatMap(({ code }) => (code.startsWith("multitask/") ? [code] : []));
    assert.deepEqual(infosOf({ controls: ["single-task", "uniform"] }), ["multitask/twin"]);
    assert.deepEqual(infosOf({ controls: ["single-task", "uniform"], options: { gradientSurgery: true } }), []);
    const training = { seeds: [1, 2], optimizer: { name: "sgd" as const } };
    assert.deepEqual(infosOf({ training, options: { weighting: "uncertainty" } }), ["multitask/optimizer-of-weights"]);
    assert.deepEqual(infosOf({ training }), []);
  });

  it("say which task is blind when the target stops the training early", () => {
    const dataset = "data/digits.npz";
    const tasks = {
      right: { dataset, label: "right", validation: "none" as const },
      ink: { dataset, label: "ink", predicts: "number" as const, validation: { fraction: 0.2 } },
    };
    const source = { tasks, architecture: "small-convnet" };
    const training = { seeds: [1, 2], earlyStopping: { patience: 3 } };
    const target = { ...good.target, validation: { perClass: 1 } };
    const codes = checkExperiment(parsed({ source, target, training }), {}).filter(
      ({ code }) => code === "multitask/stops-by-target",
    );
    assert.deepEqual(
      codes.map(({ place }) => place),
      ["source.tasks.right"],
    );
  });
});

const constants = {
  constantLossNats: 2.3,
  constantAccuracy: 0.1,
  "right/constantLossNats": 2.3,
  "right/constantAccuracy": 0.1,
  "ink/constantLoss": 1,
};

/** A trial with its last epoch. */
function trial(
  arm: string,
  seed: number,
  test: Record<string, number>,
  train: Record<string, number> = {},
): MetricRow[] {
  return [
    { type: "epoch", arm, seed, step: 10, epoch: 1, train: { "angle/target/right": 80, ...train } },
    { type: "epoch", arm, seed, step: 20, epoch: 2, train: { "angle/target/right": 100, ...train } },
    { type: "trial", arm, seed, epochs: 2, steps: 20, test, measured: constants, frozen: [] },
  ];
}

const learnt = {
  accuracy: 0.9,
  lossNats: 0.3,
  "right/accuracy": 0.9,
  "right/lossNats": 0.3,
  "ink/r2": 0.8,
  "ink/rmse": 1,
};

const concluded = (rows: readonly MetricRow[]) => concludeMultitask({ experiment: parsed(), layers: [], rows });
const messagesOf = (rows: readonly MetricRow[]) =>
  concluded(rows).findings.map(({ code, path, message }) => `${code} at ${path.join(".")}: ${message}`);

describe("what multitask learning concludes", () => {
  it("is nothing before a trial has ended", () => {
    assert.deepEqual(concluded([]), { parts: [], findings: [] });
  });

  it("is a table of each task together and alone, with gains paired over the seeds", () => {
    const rows = [1, 2, 3].flatMap((seed) => [
      ...trial("transfer", seed, { ...learnt, "right/accuracy": 0.9 + seed / 100 }),
      ...trial("single-task", seed, { ...learnt, "right/accuracy": 0.85 + seed / 100, "ink/r2": 0.7 }),
    ]);
    const { parts, findings } = concluded(rows);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      parts.map(({ id }) => id),
      ["task-gains", "number-gains", "gradient-angles"],
    );
    const [classes, numbers, angles] = parts;
    assert.ok(classes?.type === "table" && numbers?.type === "table" && angles?.type === "table");
    const meanOf = (cell: unknown) =>
      typeof cell === "object" && cell !== null && "mean" in cell ? Number(Number(cell.mean).toFixed(4)) : undefined;
    assert.deepEqual(
      classes.rows.map(({ title, cells }) => [title, ...cells.map(meanOf)]),
      [
        ["target", 0.9, 0.9, 0],
        ["right", 0.92, 0.87, 5],
      ],
    );
    assert.deepEqual(
      numbers.rows.map(({ title, cells }) => [title, ...cells.map(meanOf)]),
      [["ink", 0.8, 0.7, 0.1]],
    );
    assert.deepEqual(
      angles.rows.map(({ title, cells }) => [title, ...cells.map(meanOf)]),
      [["target and right", 80, 100]],
    );
  });

  it("warns of a task that loses with the others, where the interval says so", () => {
    const rowsWith = (losses: readonly number[]) =>
      losses.flatMap((loss, index) => [
        ...trial("transfer", index + 1, { ...learnt, "right/accuracy": 0.9 - loss }),
        ...trial("single-task", index + 1, learnt),
      ]);
    assert.deepEqual(messagesOf(rowsWith([0.04, 0.05, 0.06])), [
      'multitask/negative-transfer at source.tasks.right: loses 5.0 points by sharing the network (95 % interval 2.5 to 7.5, 3 seeds): right is better learnt alone, or with another "weighting" of the losses',
    ]);
    assert.deepEqual(messagesOf(rowsWith([0.04, -0.05, 0.06])), []);
  });

  it("warns of a task that teaches nothing, together or alone", () => {
    const chance = { ...learnt, "right/accuracy": 0.11, "right/lossNats": 3 };
    assert.deepEqual(messagesOf([...trial("transfer", 1, chance), ...trial("single-task", 1, chance)]), [
      "multitask/nothing-learnt at source.tasks.right: is never told better than by a constant answer, in its only seed, nor alone: the labels of right look random to the network; check them, or leave the task out",
    ]);
    const [first] = messagesOf([...trial("transfer", 1, chance), ...trial("transfer", 2, learnt)]);
    assert.equal(first, undefined, "one seed that learns it is enough");
  });

  it("tells a task that the others drown from one without a rule", () => {
    const drowned = { ...learnt, "ink/r2": -0.4 };
    assert.deepEqual(messagesOf([...trial("transfer", 1, drowned), ...trial("single-task", 1, learnt)]), [
      'multitask/drowned-task at source.tasks.ink: is never told better than by a constant answer, in its only seed, though it is learnt alone: the other tasks drown ink; weigh the losses with "weighting": "uncertainty" or "gradnorm"',
    ]);
  });
});

describe("teachesNothing", () => {
  const of = (change: Partial<Parameters<typeof teachesNothing>[0]>) =>
    teachesNothing({
      predicts: "class",
      validationLosses: [],
      test: { lossNats: 3, accuracy: 0.1, r2: undefined },
      constant: { loss: 2.3, accuracy: 0.1 },
      ...change,
    });

  it("goes by the best epoch on validation examples where there are any", () => {
    assert.equal(of({ validationLosses: [2.35, 2.29, 4] }), true);
    assert.equal(of({ validationLosses: [2.35, 1.9, 4] }), false, "it was learnt before it was overfitted");
  });

  it("goes by the test at the end elsewhere, where loss and accuracy have to be those of chance", () => {
    assert.equal(of({}), true);
    assert.equal(of({ test: { lossNats: 3, accuracy: 0.5, r2: undefined } }), false);
    assert.equal(of({ predicts: "number", test: { lossNats: undefined, accuracy: undefined, r2: 0 } }), true);
    assert.equal(of({ predicts: "number", test: { lossNats: undefined, accuracy: undefined, r2: 0.3 } }), false);
  });

  it("says nothing of what was not measured", () => {
    assert.equal(of({ test: { lossNats: undefined, accuracy: undefined, r2: undefined } }), false);
  });
});
