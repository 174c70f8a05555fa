import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../src/experiment/check";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { RawExperiment } from "../../../src/experiment/raw";
import type { Experiment } from "../../../src/experiment/types";
import { JointTableBuilder } from "../../../src/math/joint-table";
import { concludeClustering } from "../../../src/methods/self-taught-clustering/conclude";
import { typicalFeatures } from "../../../src/methods/self-taught-clustering/typical-features";
import type { MetricRow } from "../../../src/protocol/metrics";

const good: RawExperiment = {
  method: "self-taught-clustering",
  source: { dataset: "data/texts", classes: ["news", "lore"] },
  target: { dataset: "data/texts", classes: ["fiction", "learned", "romance"] },
};

const problemsOf = (change: object) => parseExperiment(JSON.stringify({ ...good, ...change }), "/lab/a.transfer.json");

function parsed(change: object = {}): Experiment {
  const { experiment, problems } = problemsOf(change);
  assert.ok(experiment !== undefined, JSON.stringify(problems));
  return experiment;
}

const texts = { kind: "text-folder", classes: ["fiction", "learned", "lore", "news", "romance"] } as const;
const known: ExperimentFacts = { targetData: texts, tasks: { source: texts } };
const table = { kind: "table", classes: ["x", "y"], count: 20, shape: [40] } as const;

const findingsOf = (change: object, facts: ExperimentFacts = known) =>
  checkExperiment(parsed(change), facts).map(
    ({ severity, place, message }) => `${severity}: ${place ?? ""}: ${message}`,
  );

describe("the checks of self-taught clustering", function () {
  // The first one compiles the schema of all methods.
  this.timeout(20_000);

  it("say nothing of texts of one folder that are divided by their classes", () => {
    assert.deepEqual(findingsOf({}), []);
  });

  it("take the source's and the target's examples without labels", () => {
    const { source, target } = parsed();
    assert.equal(source.kind, "examples");
    assert.deepEqual([target.labels, target.test], ["hidden", "all"]);
    assert.deepEqual([source.task.labels, source.task.test], ["hidden", "none"]);
  });

  it("refuse labels to train with, a test of its own and an architecture", () => {
    const messages = [
      { target: { ...good.target, labelled: { perClass: 3 } } },
      { target: { ...good.target, test: { fraction: 0.3 } } },
      { source: { ...good.source, architecture: "mlp" } },
    ].map((change) => problemsOf(change).problems.map(({ place, message }) => `${place ?? ""}: ${message}`));
    assert.match(messages[0]?.[0] ?? "", /^target\.labelled: must be left out: .*"unlabelled"/);
    assert.match(messages[1]?.[0] ?? "", /^target\.test: must be left out/);
    assert.match(messages[2]?.[0] ?? "", /^source\.architecture: must be left out/);
  });

  it("want as many examples and features as there are clusters", () => {
    const facts = { targetData: table, tasks: { source: { ...table, count: 8 } } };
    const change = { source: { dataset: "a.csv" }, target: { dataset: "b.csv", unlabelled: { fraction: 0.5 } } };
    assert.deepEqual(findingsOf({ ...change, options: { clusters: 11, featureClusters: 41 } }, facts), [
      "error: options.clusters: must be 10 at most, because there are no more target examples to put into clusters, got 11",
      "error: options.sourceClusters: must be 8 at most, because there are no more auxiliary examples to put into clusters, got 10",
      "error: options.featureClusters: must be 40 at most, because there are no more features to put into clusters, got 41",
    ]);
  });

  it("want the number of clusters where the target has no classes, and more than one", () => {
    const facts = { targetData: { ...table, classes: [] }, tasks: { source: table } };
    const change = { source: { dataset: "a.csv" }, target: { dataset: "b.csv" } };
    assert.match(findingsOf(change, facts)[0] ?? "", /options\.clusters: must say how many clusters/);
    assert.match(
      findingsOf({ ...change, options: { clusters: 1 } }, facts)[0] ?? "",
      /options\.clusters: must be 2 or more, or 0/,
    );
    assert.deepEqual(findingsOf({ ...change, options: { clusters: 2 } }, facts), []);
  });

  it("want texts of one folder, counted alike", () => {
    assert.match(
      findingsOf({ source: { dataset: "data/other" } })[0] ?? "",
      /^error: source\.dataset: must be the folder of the target, because each folder has its own most frequent words/,
    );
    const counted = { ...good.source, text: { words: 500 } };
    assert.match(findingsOf({ source: counted })[0] ?? "", /^error: source\.text: must be as in the target/);
    const both = { source: counted, target: { ...good.target, text: { words: 500 } } };
    assert.deepEqual(findingsOf(both), []);
  });

  it("say that pictures are taken for counts, and that a control is the method itself", () => {
    const facts = { targetData: { ...table, kind: "npz", shape: [8, 8, 1] }, tasks: { source: table } } as const;
    const change = { source: { dataset: "a.npz" }, target: { dataset: "b.npz" } };
    assert.ok(findingsOf(change, facts).some((text) => text.startsWith("info: target.dataset: are pictures")));
    const twin = findingsOf({ options: { lambda: 0 }, controls: ["target-alone"] });
    assert.match(twin[0] ?? "", /^info: controls: "target-alone" is the same as the method itself/);
  });
});

describe("what self-taught clustering concludes", () => {
  const trial = (arm: string, seed: number, changes: object = {}): MetricRow => ({
    ...{ type: "trial", arm, seed, epochs: 0, steps: 0, frozen: [] },
    test: { entropyBits: seed / 10, purity: 0.5, nmi: 0.2, ari: 0.1 },
    measured: { lostNats: 1, emptyTarget: 0, emptySource: 0, fractions: 0 },
    ...changes,
  });
  const conclude = (rows: readonly MetricRow[], controls: readonly string[] = ["target-alone"]) =>
    concludeClustering({ experiment: parsed({ controls }), layers: [], rows });

  it("is how each arm's clusters agree with the classes, over the seeds", () => {
    const { parts, findings } = conclude([trial("transfer", 1), trial("transfer", 3), trial("target-alone", 2)]);
    assert.deepEqual(findings, []);
    const [part] = parts;
    assert.ok(part?.type === "table");
    assert.deepEqual(
      part.rows.map(({ title }) => title),
      ["Self-taught clustering", "Target alone"],
    );
    const [cell] = part.rows[0]?.cells ?? [];
    assert.ok(typeof cell === "object" && cell !== null);
    assert.deepEqual([cell.mean, cell.n], [0.2, 2]);
  });

  it("is no table where there are no labels", () => {
    assert.deepEqual(conclude([trial("transfer", 1, { test: {} })]).parts, []);
  });

  it("says what was left out, and that values were no whole numbers", () => {
    const measured = { lostNats: 1, emptyTarget: 1, emptySource: 4, fractions: 1 };
    const { findings } = conclude([trial("transfer", 1, { measured })]);
    assert.deepEqual(
      findings.map(({ code, path }) => [code, path[0]]),
      [
        ["clustering/empty-examples", "target"],
        ["clustering/empty-examples", "source"],
        ["clustering/fractions", "target"],
      ],
    );
  });
});

describe("typical features", () => {
  it("are frequent in a cluster and more frequent than elsewhere", () => {
    const builder = new JointTableBuilder(4);
    for (const row of [
      [5, 1, 0, 4],
      [6, 0, 1, 4],
      [0, 7, 2, 8],
    ]) {
      builder.add(row);
    }
    const joint = builder.finish();
    assert.deepEqual(typicalFeatures(joint, [0, 0, 1], { clusters: 2, most: 2 }), [[0], [1, 3]]);
  });
});
