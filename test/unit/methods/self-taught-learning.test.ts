import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DataFacts, ExperimentFacts } from "../../../src/experiment/facts";
import type { Experiment } from "../../../src/experiment/types";
import { cuttingFor } from "../../../src/methods/self-taught-learning/cutting";
import { optionsIn } from "../../../src/methods/self-taught-learning/options";
import { selfTaughtLearning } from "../../../src/methods/self-taught-learning/spec";
import type { MetricRow } from "../../../src/protocol/metrics";
import { experimentAt } from "../../fixtures/experiment";

const { check, conclude } = selfTaughtLearning;

const given = experimentAt("/lab/toy.transfer.json");
const experiment = (options: Experiment["options"] = {}, changes: Partial<Experiment> = {}): Experiment => ({
  ...given,
  method: "self-taught-learning",
  source: { kind: "examples", task: { ...given.target, name: "source", labels: "hidden" } },
  options: {
    ...{ bases: 100, beta: 0.4, pieces: "patches", patch: 7, stride: 2, pool: 3, sample: 10_000, sweeps: 10 },
    ...options,
  },
  controls: ["raw", "random-bases"],
  ...changes,
});

const facts = (source: Partial<DataFacts>): ExperimentFacts => ({ tasks: { source: { classes: [], ...source } } });
const pictures = facts({ kind: "idx", count: 5000, shape: [28, 28, 1] });
const codesOf = (one: Experiment, known: ExperimentFacts = pictures) => check(one, known).map(({ code }) => code);

describe("the checks of self-taught learning", () => {
  it("find nothing in what a new experiment has", () => {
    assert.deepEqual(codesOf(experiment()), []);
    assert.deepEqual(codesOf(experiment(), {}), []);
  });

  it("refuse augmentation, since codes cannot be shifted", () => {
    const augmentation = { shift: 0.1, rotate: 0, zoom: 0, flipHorizontal: false, variants: 0 };
    assert.deepEqual(codesOf(experiment({}, { training: { ...given.training, augmentation } })), [
      "self-taught/augmentation",
    ]);
  });

  it("warn of more bases than half of what they are learnt from, and offer fewer", () => {
    const [finding] = check(experiment({ sample: 150 }), pictures);
    assert.equal(finding?.code, "self-taught/few-pieces");
    assert.deepEqual(finding.fixes?.[0]?.edits, [{ kind: "set", path: ["options", "bases"], value: 75 }]);
    const rows = facts({ kind: "table", count: 60, shape: [10] });
    assert.match(check(experiment(), rows)[0]?.message ?? "", /which is 60 unlabelled examples, got 100/);
  });

  it("say that a patch is larger than the pictures", () => {
    assert.deepEqual(codesOf(experiment({ patch: 32 })), ["self-taught/large-patch"]);
    assert.deepEqual(codesOf(experiment({ patch: 32, pieces: "whole" })), []);
  });

  it("offer frames for recordings", () => {
    const speech = facts({ kind: "speech", count: 1000, shape: [98, 40, 1] });
    assert.deepEqual(codesOf(experiment(), speech), ["self-taught/patches-of-sound"]);
    assert.deepEqual(codesOf(experiment({ pieces: "frames" }), speech), []);
  });

  it("offer a wider stride where pictures are large", () => {
    const large = facts({ kind: "image-folder", count: 100, shape: [224, 224, 3] });
    assert.deepEqual(codesOf(experiment(), large), ["self-taught/many-pieces"]);
    assert.deepEqual(codesOf(experiment({ stride: 4 }), large), []);
  });
});

describe("what self-taught learning cuts", () => {
  const cutting = (pieces: string, inputShape: readonly number[]) =>
    cuttingFor(optionsIn(experiment({ pieces })), inputShape);

  it("are squares of pictures, stretches of recordings over all bands, wholes", () => {
    assert.deepEqual(cutting("patches", [28, 28, 1]).shape, [7, 7, 1]);
    assert.equal(cutting("patches", [28, 28, 1]).pieces, 121);
    assert.deepEqual(cutting("frames", [98, 40, 1]).shape, [7, 40, 1]);
    assert.equal(cutting("frames", [98, 40, 1]).cells, 3);
    assert.deepEqual(cutting("whole", [28, 28, 1]).shape, [28, 28, 1]);
  });

  it("are rows of tables, whatever the option says", () => {
    for (const pieces of ["patches", "frames", "whole"]) assert.equal(cutting(pieces, [12]).pieces, 1);
  });
});

describe("what self-taught learning concludes", () => {
  const trial = (arm: string, seed: number, accuracy: number, measured?: Record<string, number>): MetricRow => ({
    ...{ type: "trial", arm, seed, epochs: 1, steps: 1, test: { accuracy }, frozen: [] },
    ...(measured && { measured }),
  });
  const told = { objectiveAtStart: 0.5, objective: 0.4, activeShare: 0.04, unusedBases: 0, optimalityGap: 1e-9 };
  const rows = (random: readonly number[], measured = told) =>
    [0.9, 0.92, 0.91].flatMap((accuracy, index) => [
      trial("transfer", index, accuracy, measured),
      trial("random-bases", index, random[index] ?? NaN),
    ]);
  const codes = (measured: readonly MetricRow[]) =>
    conclude({ experiment: experiment(), layers: [], rows: measured }).findings.map(({ code }) => code);

  it("is nothing before a trial has ended", () => {
    assert.deepEqual(conclude({ experiment: experiment(), layers: [], rows: [] }), { parts: [], findings: [] });
  });

  it("is a table of what was learnt", () => {
    const { parts } = conclude({ experiment: experiment(), layers: [], rows: rows([0.8, 0.8, 0.8]) });
    assert.equal(parts.length, 1);
    const [table] = parts;
    assert.equal(table?.type === "table" && table.rows[0]?.cells.length, 5);
  });

  it("says where random bases do as well, and does not where learnt ones are better", () => {
    assert.deepEqual(codes(rows([0.91, 0.92, 0.9])), ["self-taught/random-bases-do"]);
    assert.deepEqual(codes(rows([0.8, 0.82, 0.8])), []);
  });

  it("warns of a β that leaves hardly any codes, or nearly all", () => {
    assert.deepEqual(codes(rows([0.8, 0.82, 0.8], { ...told, activeShare: 0.0001 })), ["self-taught/extreme-codes"]);
    assert.deepEqual(codes(rows([0.8, 0.82, 0.8], { ...told, activeShare: 0.8 })), ["self-taught/extreme-codes"]);
  });

  it("says where many bases are used by no piece", () => {
    assert.deepEqual(codes(rows([0.8, 0.82, 0.8], { ...told, unusedBases: 60 })), ["self-taught/unused-bases"]);
  });
});
