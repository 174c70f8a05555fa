import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Experiment } from "../../../../src/experiment/types";
import type { LayerView } from "../../../../src/protocol/view";
import { compareRuns, type ComparedRun } from "../../../../src/runs/comparison/compare-runs";
import { experimentAt } from "../../../fixtures/experiment";
import { reportOf } from "../../../fixtures/report";

const experiment = experimentAt("/work/pets.transfer.json");
const layer = (name: string, training: LayerView["training"], origin: LayerView["origin"] = "copied"): LayerView => ({
  name,
  kind: "Dense",
  outputShape: [4],
  parameters: 20,
  origin,
  training,
});

const compared = (changes: Partial<Experiment> = {}, layers?: readonly LayerView[]): ComparedRun => ({
  run: { experiment: { ...experiment, ...changes } },
  ...(layers && { layers }),
});

/** `path: a | b` of what differs. */
const different = (runs: readonly ComparedRun[]): string[] =>
  compareRuns(runs).flatMap(({ title, rows }) =>
    rows.filter(({ same }) => !same).map(({ path, values }) => `${title}, ${path}: ${values.join(" | ")}`),
  );

describe("compareRuns", () => {
  it("finds nothing between runs of the same experiment, wherever its file is", () => {
    assert.deepEqual(different([compared(), compared({ file: "/elsewhere/cats.transfer.json" })]), []);
  });

  it("names parameters by their path, lists as one value", () => {
    const { training } = experiment;
    const other = compared({
      training: { ...training, seeds: [4], optimizer: { ...training.optimizer, learningRate: 0.1 } },
    });
    assert.deepEqual(different([compared(), other]), [
      "Parameters, training.optimizer.learningRate: 0.001 | 0.1",
      "Parameters, training.seeds: 1, 2 | 4",
    ]);
  });

  it("shows what only one of the runs has as none of the other's", () => {
    const sweep: Experiment["sweep"] = { from: "first", curves: ["AnB"] };
    const [row] = compareRuns([compared(), compared({ sweep })])
      .flatMap(({ rows }) => rows)
      .filter(({ path }) => path === "sweep.from");
    assert.deepEqual(row, { path: "sweep.from", values: [null, "first"], same: false });
  });

  it("compares the freeze plan layer by layer, and without a plan the rules", () => {
    const plan = [layer("conv1", "frozen"), layer("pool", "none", "none"), layer("head", "trained", "new")];
    const other = [layer("conv1", "trained"), layer("pool", "none", "none"), layer("head", "trained", "new")];
    assert.deepEqual(different([compared({}, plan), compared({}, other)]), [
      "Freeze plan, conv1: frozen, copied | trained, copied",
    ]);
    assert.deepEqual(different([compared(), compared({ layers: [{ pattern: "conv1", state: "train" }] })]), [
      "Freeze plan, conv1: frozen | train",
    ]);
  });

  it("compares fingerprints and numbers of examples, and the environment", () => {
    const environment = {
      version: 1 as const,
      transferLab: "0.1.0",
      backend: "tensorflow",
      backendVersion: "2.21.0",
      node: "20.19.0",
      platform: "linux-x64",
      threads: 2,
      fingerprints: { "data/pets": "a".repeat(64) },
    };
    const report = reportOf();
    const more = { ...report, counts: { ...report.counts, train: 20 } };
    const other = { ...environment, threads: 1, fingerprints: { "data/pets": "b".repeat(64) } };
    assert.deepEqual(
      different([
        { run: { experiment, environment, report } },
        { run: { experiment, environment: other, report: more } },
      ]),
      [
        `Data, fingerprint of data/pets: ${"a".repeat(12)} | ${"b".repeat(12)}`,
        "Data, train examples: 10 | 20",
        "Environment, threads: 2 | 1",
      ],
    );
  });
});
