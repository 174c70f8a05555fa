import assert from "node:assert/strict";
import { interpretationOf } from "../../../src/experiment/interpretation";
import type { Source, TaskSettings } from "../../../src/experiment/types";
import { experimentAt } from "../../fixtures/experiment";

const base = experimentAt("a.transfer.json");
const task = (name: string, path: string, settings: Partial<TaskSettings> = {}): TaskSettings => ({
  ...base.target,
  ...{ name, dataset: { path, label: name } },
  ...settings,
});

describe("interpretationOf", () => {
  it("makes no feature of the label and the group of another task with the same data", () => {
    const age = task("age", "./people.csv", { predicts: "number" });
    const house = task("house", "houses.csv");
    const target = { ...task("name", "people.csv"), dataset: { path: "people.csv", label: "name", group: "town" } };
    const source: Source = { kind: "tasks", tasks: [age, house], architecture: "mlp" };
    const experiment = { ...base, source, target };
    assert.deepEqual(interpretationOf(age.dataset, experiment, age), {
      label: "age",
      predicts: "number",
      notFeatures: ["name", "town"],
    });
    assert.deepEqual(interpretationOf(target.dataset, experiment, target), {
      label: "name",
      group: "town",
      notFeatures: ["age"],
    });
    assert.deepEqual(interpretationOf(house.dataset, experiment, house), { label: "house" });
  });

  it("understands test data of their own as the data that are trained on", () => {
    const test = { dataset: { path: "later.csv", label: "name" } };
    const target = task("name", "people.csv", { test });
    assert.ok(base.source.kind === "dataset");
    const source = { ...base.source, dataset: { path: "people.csv", label: "age" } };
    const experiment = { ...base, source, target };
    assert.deepEqual(interpretationOf(test.dataset, experiment, target), { label: "name", notFeatures: ["age"] });
    assert.deepEqual(interpretationOf(source.dataset, experiment), { label: "age", notFeatures: ["name"] });
  });

  it("does without labels of the target where the file lists what its examples may be called", () => {
    const { target } = base;
    const named = (labels: object) => ({
      ...base,
      semantics: { kind: "vectors", path: "vectors", ...labels } as const,
    });
    assert.deepEqual(interpretationOf(target.dataset, named({ labels: ["cat", "dog"] }), target), {
      labels: "optional",
    });
    assert.deepEqual(interpretationOf(target.dataset, named({}), target), {});
  });
});
