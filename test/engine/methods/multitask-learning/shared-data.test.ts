import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { TaskData } from "../../../../src/engine/task-data";
import { tableText, writeExperiment } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

describe("tasks on the same data", () => {
  let workspace: TemporaryFolder;
  before(async () => {
    workspace = temporaryFolder("shared-data");
    await mkdir(path.join(workspace.path, "data"));
    const lines = tableText(["x", "y"], 20, "shared").trim().split("\n");
    const text = lines.map((line, row) => `${line},${row === 0 ? "side" : row % 3}`).join("\n");
    await writeFile(path.join(workspace.path, "data/table.csv"), text);
  });
  after(() => {
    workspace.remove();
  });

  it("have one test, of which no task trains on any example", async () => {
    const { experiment } = await writeExperiment(workspace.path, {
      method: "multitask-learning",
      source: { tasks: { side: { dataset: "data/table.csv", label: "side", labelled: "all" } }, architecture: "mlp" },
      target: { dataset: "data/table.csv", label: "label", labelled: { perClass: 4 }, validation: "none" },
      training: { seeds: [1, 2] },
    });
    assert.ok(experiment.source.kind === "tasks");
    const [settings] = experiment.source.tasks;
    assert.ok(settings !== undefined);
    const target = await TaskData.open(experiment, experiment.target, {});
    const side = await TaskData.open(experiment, settings, {}, [target]);
    const form = { inputShape: [3], preprocessing: { mean: [0], std: [1] } };
    const tests = [target, side].map((task) => {
      const view = task.testExamples(form);
      return Array.from({ length: view.count }, (_, index) => view.rowOf(index));
    });
    assert.deepEqual(tests[1], tests[0]);
    for (const seed of [1, 2]) {
      const trained = [...side.trainingRows(seed), ...target.trainingRows(seed)];
      assert.deepEqual(
        trained.filter((row) => tests[0]?.includes(row)),
        [],
      );
    }
    await target.close();
    await side.close();
  });
});
