import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { datasetChoices, sourceChoices, taskChoices } from "../../../src/host/scaffold/data-choices";
import { writeExperiment } from "../../../src/host/scaffold/new-experiment";
import { findWorkspaceDatasets, findWorkspaceModels } from "../../../src/host/scaffold/workspace-sources";
import { parseExperiment } from "../../../src/experiment/parse";
import { methods } from "../../../src/methods";
import { workspaceFolder } from "./experiment-file";

describe("New Experiment", () => {
  it("offers the data sets of the folder, and as a source not the target itself", async () => {
    const folder = workspaceFolder();
    const datasets = findWorkspaceDatasets(folder);
    const targets = await datasetChoices(datasets, folder);
    assert.deepEqual(
      targets.map(({ label }) => label),
      [
        "$(database) data/few.csv",
        "$(database) data/many.csv",
        "$(folder-opened) Another folder…",
        "$(file) Another file…",
      ],
    );
    const sources = await sourceChoices({
      models: findWorkspaceModels(folder),
      datasets,
      folder,
      target: (await datasets)[0],
    });
    assert.deepEqual(
      sources.map(({ label }) => label),
      ["$(database) data/many.csv", "$(folder-opened) Another folder…", "$(file) Another file…"],
    );
  });

  it("offers other data as tasks to learn beside the target", async () => {
    const folder = workspaceFolder();
    const datasets = findWorkspaceDatasets(folder);
    const rows = await taskChoices({ datasets, folder, target: (await datasets)[0] });
    assert.deepEqual(
      rows.map(({ label }) => label),
      ["$(database) data/many.csv"],
    );
  });

  for (const method of methods) {
    it(`writes a commented file of ${method.title} that has no problems and can be run as it is`, async () => {
      const folder = workspaceFolder();
      const [few, many] = await findWorkspaceDatasets(folder);
      assert.ok(few && many);
      const isOfTasks = method.sources[0] === "tasks";
      const name = `written-${method.id}.transfer.json`;
      const uri = await writeExperiment(folder, {
        method,
        target: few,
        source: isOfTasks ? { kind: "tasks", tasks: [many] } : { kind: "dataset", ...many },
        architecture: "mlp",
        controls: method.controls.filter(({ suggested }) => suggested).map(({ id }) => id),
        name,
      });
      assert.equal(uri.fsPath, path.join(folder, name));
      const text = (await vscode.workspace.openTextDocument(uri)).getText();
      assert.ok(text.startsWith(`// ${method.title}. `), text.slice(0, 60));
      const written = isOfTasks
        ? '"many": { "dataset": "data/many.csv" }'
        : '"dataset": "data/many.csv", "architecture": "mlp"';
      assert.ok(text.includes(written), text);
      assert.deepEqual(parseExperiment(text, uri.fsPath).problems, []);
    });
  }
});
