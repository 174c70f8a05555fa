/** The attribute database: what it checks, how it describes classes, and what it concludes of rows. */
import assert from "node:assert/strict";
import type { AttributeTable } from "../../../src/data/semantics/types";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { Experiment } from "../../../src/experiment/types";
import { describeClasses, signatures } from "../../../src/methods/zero-shot-attribute-database/described-classes";
import { zeroShotAttributeDatabase } from "../../../src/methods/zero-shot-attribute-database/spec";
import { zeroShotFigures } from "../../../src/methods/zero-shot-figures";
import type { MetricRow } from "../../../src/protocol/metrics";

const { check, conclude } = zeroShotAttributeDatabase;

const table: AttributeTable = {
  attributes: ["wings", "legs", "eyes"],
  classes: ["bird", "fish", "cow", "duck"],
  values: Float32Array.from([1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1]),
  isBinary: true,
  fingerprint: "",
};

const parsed = (source: object, options: object = {}): Experiment => {
  const raw = {
    method: "zero-shot-attribute-database",
    source,
    target: { dataset: "t" },
    semantics: { attributes: "a.csv" },
    options,
  };
  const { experiment, problems } = parseExperiment(JSON.stringify(raw), "toy.transfer.json");
  assert.deepEqual(problems, []);
  assert.ok(experiment);
  return experiment;
};
const examples = { dataset: "s", architecture: "mlp" };
const facts: ExperimentFacts = {
  semantics: { kind: "attributes", table },
  tasks: { source: { classes: ["bird", "fish", "cow"] } },
  targetData: { classes: ["duck"] },
};
const codes = (experiment: Experiment, known: ExperimentFacts) => check(experiment, known).map(({ code }) => code);

describe("the checks of the attribute database", () => {
  it("find nothing where nothing is known yet", () => {
    assert.deepEqual(codes(parsed(examples), {}), []);
  });

  it("look at the classes of source and target", () => {
    assert.deepEqual(codes(parsed(examples), facts), ["semantics/constant-attribute", "semantics/same-attributes"]);
    assert.deepEqual(codes(parsed(examples), { ...facts, targetData: { classes: ["goose"] } }), [
      "semantics/missing-class",
    ]);
  });

  it("want indirect prediction with a ready model, by a quick fix, and a model that names its classes", () => {
    const network = { inputShape: [4], layers: [], head: "head", outputs: 3 };
    const source = { ...network, classes: ["bird", "fish", "cow", "tabby"] };
    const [finding] = check(parsed({ model: "m" }), { ...facts, source });
    assert.equal(finding?.code, "attributes/ready-model");
    assert.deepEqual(finding.fixes?.[0]?.edits, [{ kind: "set", path: ["options", "prediction"], value: "indirect" }]);
    const indirect = parsed({ model: "m" }, { prediction: "indirect" });
    assert.deepEqual(codes(indirect, { ...facts, source: network }), ["attributes/no-class-names"]);
    assert.ok(!codes(indirect, { ...facts, source }).includes("semantics/missing-class"));
  });
});

describe("describeClasses", () => {
  const classes = { source: ["bird", "tabby", "fish", "cow"], target: ["duck"] };

  it("leaves out attributes that no seen class varies, and seen classes without a row", () => {
    const described = describeClasses({ table, classes, priors: "seen" });
    assert.deepEqual(described.attributes, ["wings", "legs"]);
    assert.deepEqual(
      described.seen.map(({ name, label }) => [name, label]),
      [
        ["bird", 0],
        ["fish", 2],
        ["cow", 3],
      ],
    );
    assert.deepEqual(signatures(described.unseen), [[1, 1]]);
    assert.deepEqual(described.priors, [1 / 3, 2 / 3]);
    assert.deepEqual(describeClasses({ table, classes, priors: "even" }).priors, [0.5, 0.5]);
  });

  it("deals the same rows out in another order where they are shuffled, by the seed", () => {
    const rowsBy = (shuffleBy: number) => {
      const { seen, unseen } = describeClasses({ table, classes, priors: "even", shuffleBy });
      return signatures([...seen, ...unseen]).map((row) => row.join(""));
    };
    const orders = [1, 2, 3, 4, 5, 6].map(rowsBy);
    assert.deepEqual(rowsBy(1), orders[0]);
    assert.ok(new Set(orders.map((rows) => rows.join())).size > 1);
  });
});

describe("zeroShotFigures", () => {
  const candidates = { seen: ["a"], unseen: ["x", "y"] };
  const unseen = {
    scores: [
      [5, 1, 0],
      [0, 0, 1],
      [0, 2, 1],
    ],
    labels: [0, 1, 1],
  };

  it("choose among the unseen classes alone, and count each class the same", () => {
    assert.deepEqual(zeroShotFigures({ candidates, unseen }), { perClassAccuracy: 0.75, "class/x": 1, "class/y": 0.5 });
  });

  it("tell what is lost among all classes, and what calibration brings back", () => {
    const seen = { scores: [[9, 0, 0]], labels: [0] };
    const figures = zeroShotFigures({ candidates, unseen, seen, gamma: 6 });
    assert.equal(figures["generalised/seen"], 1);
    assert.equal(figures["generalised/unseen"], 0.25);
    assert.equal(figures["calibrated/unseen"], 0.75);
    assert.equal(figures.calibration, 6);
  });
});

describe("the conclusions of the attribute database", () => {
  const test = {
    perClassAccuracy: 0.8,
    "class/duck": 0.8,
    "attribute/wings/auc": 0.55,
    "attribute/wings/accuracy": 0.6,
  };
  const row: MetricRow = { type: "trial", arm: "transfer", seed: 1, epochs: 1, steps: 1, test, frozen: [] };

  it("show each class and attribute, and name an attribute that is hardly recognised", () => {
    const { parts, findings } = conclude({ experiment: parsed(examples), layers: [], rows: [row] });
    assert.deepEqual(
      parts.map(({ id }) => id),
      ["classes", "attributes"],
    );
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["attributes/not-learnt"],
    );
    assert.match(findings[0]?.message ?? "", /wings \(0\.55\)/);
  });

  it("show nothing before the first trial", () => {
    assert.deepEqual(conclude({ experiment: parsed(examples), layers: [], rows: [] }), { parts: [], findings: [] });
  });
});
