import assert from "node:assert/strict";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import type { Experiment } from "../../../src/experiment/types";
import { checkProgressive } from "../../../src/methods/progressive-networks/check";
import { concludeProgressive } from "../../../src/methods/progressive-networks/conclude";
import type { MetricRow } from "../../../src/protocol/metrics";
import type { ReportPart } from "../../../src/protocol/report";
import type { LayerView } from "../../../src/protocol/view";
import { experimentAt } from "../../fixtures/experiment";

const base = experimentAt("/lab/toy.transfer.json");
const ofTasks: Experiment = {
  ...base,
  method: "progressive-networks",
  source: { kind: "tasks", tasks: [{ ...base.target, name: "mnist" }], architecture: "small-convnet" },
  layers: [],
  options: { earlierEpochs: 0, lateralScale: 0.01 },
  controls: ["scratch", "fine-tuning"],
};
const ofRun: Experiment = { ...ofTasks, source: { kind: "run", path: ".transfer-lab/runs/first" } };

const layer = (name: string) => ({ name, kind: "Dense", outputShape: [2], parameters: 1 });
const network = (...names: string[]): ExperimentFacts => ({
  source: { inputShape: [8, 8, 1], layers: names.map(layer), head: names.at(-1) ?? "", outputs: 2 },
});
const run = { run: { experiment: ofTasks, state: "finished" as const } };

describe("the check of progressive networks", () => {
  const check = (experiment: Experiment, facts: ExperimentFacts) =>
    checkProgressive(experiment, facts).map(({ code, message }) => `${code}: ${message}`);

  it("has nothing to say of tasks, of a run with other columns, and of what is not known", () => {
    assert.deepEqual(check(ofTasks, {}), []);
    assert.deepEqual(check(ofRun, {}), []);
    assert.deepEqual(check(ofRun, network("input", "mnist/conv1", "mnist/head")), []);
  });

  it("wants another name than that of any column that is there, of whichever run it comes", () => {
    const target = { ...ofRun.target, name: "letters" };
    assert.deepEqual(check({ ...ofRun, target }, network("mnist/conv1", "letters/conv1", "letters/head")), [
      'progressive/column-taken: must be another name than those of the columns that are there (mnist, letters), got "letters"',
    ]);
  });

  it("wants a network that has columns", () => {
    assert.deepEqual(check(ofRun, network("conv1", "head")), [
      "progressive/no-columns: must be a run whose network has columns, got one without; run its experiment again",
    ]);
  });

  it("wants data of the kind that the columns of the run take, before the network is read", () => {
    const targetData = { classes: ["a", "b"], shape: [10] };
    assert.deepEqual(check(ofRun, { ...run, targetData }), [
      "progressive/other-kind: must be pictures, because the columns of the run take pictures, got a table",
    ]);
    assert.deepEqual(check(ofRun, { ...run, targetData: { classes: ["a", "b"], shape: [8, 8, 1] } }), []);
  });
});

const hash = "0".repeat(64);
const trial = (arm: string, seed: number, measured: Record<string, number>, after = hash): MetricRow => ({
  type: "trial",
  ...{ arm, seed, measured, epochs: 2, steps: 4, test: { accuracy: 0.9 } },
  frozen: arm === "transfer" ? [{ layer: "outputs of mnist", before: hash, after }] : [],
});
const view = (name: string, parameters: number, part: string): LayerView => ({
  ...{ name, parameters, part, kind: "Dense", outputShape: [2], origin: "new", training: "trained" },
});
const layers = [
  view("mnist/dense1", 100, "mnist"),
  view("mnist/head", 20, "mnist"),
  view("target/dense1", 100, "target"),
  view("target/head", 10, "target"),
  view("target/head_from_mnist_scale", 1, "target"),
  view("target/head_adapter", 5, "target"),
  view("target/head_lateral", 4, "target"),
];
const conclude = (rows: readonly MetricRow[]) => concludeProgressive({ experiment: ofTasks, layers, rows });
const table = (parts: readonly ReportPart[], id: string) => {
  const part = parts.find((one) => one.id === id);
  assert.ok(part?.type === "table", id);
  return part;
};
const means = (cells: readonly unknown[]) =>
  cells.map((cell) => (typeof cell === "object" && cell !== null && "mean" in cell ? cell.mean : cell));

describe("the conclusions of progressive networks", () => {
  const shares = (mnist: number) => ({ "fisher/head/mnist": mnist, "fisher/head/target": 1 - mnist });
  const kept = { "after/mnist/accuracy": 0.75, "end/mnist/accuracy": 0.75 };
  const forgotten = { "after/mnist/accuracy": 0.75, "end/mnist/accuracy": 0.25 };

  it("are the weights of each column alone before a trial has ended", () => {
    const { parts, findings } = conclude([]);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      parts.map(({ id }) => id),
      ["parameters"],
    );
    assert.deepEqual(table(parts, "parameters").rows, [
      { title: "mnist", cells: ["120", "0", "120"] },
      { title: "target", cells: ["110", "10", "120"] },
    ]);
  });

  it("are the shares of the columns in each layer, over the seeds", () => {
    const { parts } = conclude([trial("transfer", 1, shares(0.25)), trial("transfer", 2, shares(0.75))]);
    const { columns, rows } = table(parts, "sensitivity-fisher");
    assert.deepEqual(
      columns.map(({ title }) => title),
      ["mnist", "target"],
    );
    assert.deepEqual(
      rows.map(({ title, cells }) => [title, ...means(cells)]),
      [["head", 0.5, 0.5]],
    );
    assert.ok(parts.every(({ id }) => id !== "sensitivity-perturbation"));
  });

  it("are what each arm forgot of each earlier task", () => {
    const { parts } = conclude([
      trial("transfer", 1, kept),
      trial("fine-tuning", 1, forgotten),
      trial("scratch", 1, {}),
    ]);
    assert.deepEqual(
      table(parts, "forgetting").rows.map(({ title, cells }) => [title, ...means(cells)]),
      [
        ["mnist: Fine-tuning in sequence", 0.75, 0.25, -0.5],
        ["mnist: Progressive network", 0.75, 0.75, 0],
      ],
    );
  });

  it("say so where the last column hardly uses the earlier ones", () => {
    const { findings } = conclude([trial("transfer", 1, shares(0.01)), trial("transfer", 2, shares(0.03))]);
    assert.deepEqual(
      findings.map(({ code, message }) => [code, message]),
      [
        [
          "progressive/unused-columns",
          "lets the earlier columns have 2.0 % of the say in the last one's outputs; more of it gives them a say from the start, or the earlier tasks do not help",
        ],
      ],
    );
    assert.deepEqual(conclude([trial("transfer", 1, shares(0.3))]).findings, []);
  });

  it("would say so where a bit of an earlier column had changed", () => {
    const { findings } = conclude([trial("transfer", 1, {}, "1".repeat(64))]);
    assert.deepEqual(
      findings.map(({ severity, code, message }) => [severity, code, message]),
      [
        [
          "error",
          "progressive/changed",
          "changed although the columns are frozen: outputs of mnist; please report this",
        ],
      ],
    );
  });
});
