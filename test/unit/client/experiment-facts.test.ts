import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gatherFacts } from "../../../src/client/experiment-facts";
import { isProblem, usable } from "../../../src/experiment/facts";
import type { Experiment, Source, TaskSettings } from "../../../src/experiment/types";
import { writeJson } from "../../../src/runs/json-file";
import { runFiles } from "../../../src/runs/layout";
import { writeStatus } from "../../../src/runs/status";
import { experimentAt } from "../../fixtures/experiment";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const PEOPLE = "height,who,age,kind\n1.5,ben,30,x\n1.6,anna,4,y\n1.7,ben,7,x\n";

describe("gatherFacts", () => {
  const folder = useTemporaryFolder("facts");
  const base = (): Experiment => experimentAt(path.join(folder(), "a.transfer.json"));
  const task = (name: string, settings: Partial<TaskSettings> = {}): TaskSettings => ({
    ...base().target,
    ...{ name, dataset: { path: "people.csv", label: name } },
    ...settings,
  });

  it("looks at the data of each task, understood as the task understands them", async () => {
    await writeFile(path.join(folder(), "people.csv"), PEOPLE);
    const source: Source = { kind: "tasks", tasks: [task("age", { predicts: "number" })], architecture: "mlp" };
    const target = task("kind", { dataset: { path: "people.csv", label: "kind", group: "who" } });
    const facts = await gatherFacts({ ...base(), source, target });
    const people = { path: "people.csv", kind: "table", count: 3, shape: [1], columns: ["height"] } as const;
    assert.deepEqual(facts, {
      targetData: { ...people, classes: ["x", "y"], counts: [2, 1], groups: { what: "who", names: ["anna", "ben"] } },
      tests: {},
      tasks: { age: { ...people, classes: [] } },
    });
  });

  it("looks at test data of their own", async () => {
    await writeFile(path.join(folder(), "people.csv"), PEOPLE);
    const target = task("kind", { test: { dataset: { path: "gone.csv" } } });
    const { tests } = await gatherFacts({ ...base(), source: { kind: "model", path: "gone" }, target });
    const test = tests?.kind;
    assert.ok(test !== undefined && isProblem(test));
    assert.equal(test.code, "data/not-found");
  });

  it("looks once at the same data, understood the same way", async () => {
    await writeFile(path.join(folder(), "people.csv"), PEOPLE);
    const { source } = base();
    assert.ok(source.kind === "dataset");
    const dataset = { path: "./people.csv", label: "kind", only: ["ben"] };
    const keys: string[] = [];
    const experiment = { ...base(), source: { ...source, dataset }, target: task("kind") };
    await gatherFacts(experiment, (key, look) => {
      keys.push(key);
      return look();
    });
    assert.equal(keys.length, 2);
    assert.equal(new Set(keys).size, 1);
  });

  it("looks at the run that is gone on with", async () => {
    const run = path.join(folder(), ".transfer-lab", "runs", "first");
    await mkdir(run, { recursive: true });
    await writeJson(runFiles(run).experiment, base());
    await writeStatus(run, { state: "stopped", startedAt: new Date().toISOString() });
    const source = { kind: "run", path: ".transfer-lab/runs/first" } as const;
    const facts = await gatherFacts({ ...base(), source });
    assert.deepEqual(usable(facts.run), { experiment: base(), state: "stopped" });
  });

  it("says that a folder is no run's", async () => {
    const { run } = await gatherFacts({ ...base(), source: { kind: "run", path: "nowhere" } });
    assert.ok(run !== undefined && isProblem(run));
    assert.equal(
      `${run.file}: ${run.message}`,
      "nowhere: is not the folder of a run; runs are folders in .transfer-lab/runs beside their experiment file",
    );
  });
});
