import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../src/experiment/check";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { RawExperiment } from "../../../src/experiment/raw";
import type { Experiment } from "../../../src/experiment/types";
import { concludeEmbedding } from "../../../src/methods/zero-shot-attribute-embedding/conclude";
import { chooseRidge, foldsOf } from "../../../src/methods/zero-shot-attribute-embedding/eszsl-choice";
import { signaturesFor } from "../../../src/methods/zero-shot-attribute-embedding/signatures";
import {
  answeringTopology,
  jointTopology,
  linearTopology,
} from "../../../src/methods/zero-shot-attribute-embedding/topologies";
import { addExample, emptySums } from "../../../src/math/eszsl";
import { architectureById } from "../../../src/models/architectures";
import { summarizeTopology, weightedLayers } from "../../../src/models/summarize";
import { architectureTopology } from "../../../src/models/topology";
import type { MetricRow } from "../../../src/protocol/metrics";

const good: RawExperiment = {
  method: "zero-shot-attribute-embedding",
  source: { dataset: "letters.csv", label: "letter", classes: ["A", "B", "C"], architecture: "mlp" },
  target: { dataset: "letters.csv", label: "letter", classes: ["X", "Y"] },
  semantics: { attributes: "strokes.csv" },
  controls: ["shuffled-attributes"],
};

function parsed(change: Partial<RawExperiment> = {}): Experiment {
  const { experiment, problems } = parseExperiment(JSON.stringify({ ...good, ...change }), "/lab/a.transfer.json");
  assert.ok(experiment !== undefined, JSON.stringify(problems));
  return experiment;
}

const table = {
  attributes: ["bar", "loop"],
  classes: ["A", "B", "C", "X", "Y"],
  values: Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0, 1, 0.5),
  isBinary: false,
  fingerprint: "toy",
};
const letters = { classes: table.classes, count: 500, shape: [16], kind: "table" } as const;
const facts: ExperimentFacts = {
  tasks: { source: letters },
  targetData: letters,
  semantics: { kind: "attributes", table },
};

const codesOf = (change: Partial<RawExperiment>, known: ExperimentFacts = facts) =>
  checkExperiment(parsed(change), known)
    .map(({ code }) => code)
    .filter((code) => code.startsWith("attribute-embedding/") || code.startsWith("semantics/"));

describe("the checks of attribute embedding", () => {
  it("say nothing of classes that the table tells apart", () => {
    assert.deepEqual(codesOf({}), []);
  });

  it("want a row for each class", () => {
    const target = { ...good.target, classes: ["X", "Z"] };
    const data = { ...letters, classes: [...letters.classes, "Z"] };
    assert.deepEqual(codesOf({ target }, { ...facts, targetData: data }), ["semantics/missing-class"]);
  });

  it("say that the distance collapses, and that its control would repeat it", () => {
    assert.deepEqual(codesOf({ options: { objective: "distance" }, controls: ["shuffled-attributes", "naive"] }), [
      "attribute-embedding/naive",
      "attribute-embedding/twin",
    ]);
  });

  it("refuse a closed form of examples with too many values", () => {
    const pictures = { ...letters, shape: [64, 64, 1], kind: "image-folder" } as const;
    const known: ExperimentFacts = { ...facts, tasks: { source: pictures }, targetData: pictures };
    const source = { dataset: "letters", classes: ["A", "B", "C"], architecture: "small-convnet" };
    const change = { source, target: { dataset: "letters", classes: ["X", "Y"] }, controls: ["eszsl"] };
    assert.deepEqual(codesOf(change, known), ["attribute-embedding/large-examples"]);
    assert.deepEqual(codesOf({ ...change, source: { ...source, size: 32 } }, known), []);
  });
});

const epoch = (arm: string, number: number, spread: number): MetricRow => ({
  ...{ type: "epoch", arm, seed: 1, step: number, epoch: number },
  train: { loss: 0.2, accuracy: 0.9, "spread/examples": spread, "spread/classes": spread },
});

describe("what attribute embedding concludes", () => {
  const conclude = (rows: readonly MetricRow[], change: Partial<RawExperiment> = {}) =>
    concludeEmbedding({ experiment: parsed({ controls: ["naive"], ...change }), layers: [], rows });

  it("names the collapse of the control in the epoch in which it happens, before the run is over", () => {
    const rows = [epoch("transfer", 1, 1.4), epoch("naive", 1, 0.3), epoch("naive", 2, 0.02)];
    const { findings } = conclude(rows);
    assert.deepEqual(
      findings.map(({ severity, code }) => [severity, code]),
      [["info", "attribute-embedding/collapse"]],
    );
    assert.match(findings[0]?.message ?? "", /^Naive distance: embeddings collapsed in epoch 2 of seed 1: .* 2\.0 %/);
    assert.deepEqual(conclude(rows.slice(0, 2)).findings, []);
  });

  it("warns where the method's own arm collapses, for the distance and for a margin", () => {
    const rows = [epoch("transfer", 3, 0.01)];
    const [own] = conclude(rows, { options: { objective: "distance" } }).findings;
    assert.deepEqual([own?.severity, own?.path], ["warning", ["options", "objective"]]);
    const [margin] = conclude(rows).findings;
    assert.deepEqual([margin?.severity, margin?.path], ["warning", ["training", "optimizer", "learningRate"]]);
  });

  it("warns where the loss ends at the margin, which costs nothing to reach", () => {
    const last = { ...epoch("transfer", 3, 1), train: { loss: 1.01, accuracy: 0.1 } } as MetricRow;
    const trial: MetricRow = {
      ...{ type: "trial", arm: "transfer", seed: 1, epochs: 3, steps: 3 },
      ...{ test: { accuracy: 0.2, perClassAccuracy: 0.2 }, frozen: [] },
    };
    const codes = (rows: MetricRow[]) => conclude(rows).findings.map(({ code }) => code);
    assert.deepEqual(codes([last, trial]), ["attribute-embedding/nothing-learnt"]);
    assert.deepEqual(codes([last]), []);
  });

  it("shows the spread of each arm that has been trained", () => {
    const { parts } = conclude([epoch("transfer", 1, 1.4), epoch("naive", 1, 0.3)]);
    const [spread] = parts;
    assert.ok(spread?.type === "table");
    assert.deepEqual(
      spread.rows.map(({ title }) => title),
      ["Attribute embedding", "Naive distance"],
    );
  });
});

describe("the signatures of an experiment", () => {
  const described = { table, seen: ["A", "B", "C"], unseen: ["X", "Y"] };

  it("are those of the table, and each class's own", () => {
    const { seen, unseen } = signaturesFor(described);
    assert.deepEqual([seen.length, unseen.length], [3, 2]);
    // A has the bar alone: above the mean of the seen in it, below in the loop.
    assert.ok((seen[0]?.[0] ?? 0) > 0 && (seen[0]?.[1] ?? 0) < 0);
  });

  it("are dealt out to other classes by a seed, the same for the same one", () => {
    const dealt = [1, 2, 3, 4].map((seed) => JSON.stringify(signaturesFor(described, seed)));
    assert.ok(new Set(dealt).size > 1);
    assert.equal(JSON.stringify(signaturesFor(described, 1)), dealt[0]);
  });
});

describe("the networks of attribute embedding", () => {
  const mlp = architectureById("mlp");
  assert.ok(mlp !== undefined);
  const classifier = { topology: architectureTopology(mlp, [16], 6), head: "head" };

  it("are two over two inputs in training, with a linear or a hidden network of the classes", () => {
    const linear = jointTopology(classifier, { dimensions: 8, attributes: 13, hiddenUnits: 0 });
    assert.deepEqual(linear.config.output_layers, [
      ["head", 0, 0],
      ["class_embedding", 0, 0],
    ]);
    const { layers } = summarizeTopology(linear);
    assert.equal(layers.find(({ name }) => name === "class_embedding")?.parameters, 13 * 8);
    const hidden = summarizeTopology(jointTopology(classifier, { dimensions: 8, attributes: 13, hiddenUnits: 5 }));
    assert.deepEqual(weightedLayers(hidden).slice(-2), ["class_hidden", "class_embedding"]);
  });

  it("end in one that scores the classes by itself", () => {
    const { layers, outputs } = summarizeTopology(answeringTopology(classifier, 8, 6));
    assert.deepEqual([layers.at(-1)?.name, outputs], ["classes", 6]);
    const closed = summarizeTopology(linearTopology(classifier.topology, 13, 6));
    assert.deepEqual(weightedLayers(closed), ["compatibility", "classes"]);
  });
});

describe("the choice of γ and λ", () => {
  it("holds each seen class out once, two or more at a time, and none where there are too few", () => {
    const folds = foldsOf(20, 3);
    assert.deepEqual(
      folds.flat().sort((a, b) => a - b),
      [...Array(20).keys()],
    );
    assert.ok(folds.every((fold) => fold.length >= 2));
    assert.deepEqual(foldsOf(3, 1), []);
  });

  it("falls on what recognises held-out classes", () => {
    const signatures = [0, 1, 2, 3, 4, 5].map((angle) => [Math.cos(angle), Math.sin(angle)]);
    const labels = Array.from({ length: 60 }, (_, index) => index % 6);
    const example = (index: number) => signatures[labels[index] ?? 0] ?? [];
    const folds = foldsOf(6, 1);
    const sums = folds.map(() => emptySums(2, 6));
    labels.forEach((label, index) => {
      const fold = folds.findIndex((own) => own.includes(label));
      addExample(sums[fold] ?? emptySums(2, 6), example(index), label);
    });
    const { gamma, lambda } = chooseRidge({ sums, folds, signatures, labels, example });
    assert.ok(gamma > 0 && lambda > 0);
  });

  it("is 1 and 1 where no class can be held out", () => {
    const given = { sums: [], folds: [], signatures: [[1]], labels: [], example: () => [] };
    assert.deepEqual(chooseRidge(given), { gamma: 1, lambda: 1 });
  });
});
