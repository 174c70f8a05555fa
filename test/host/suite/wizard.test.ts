import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { datasetChoices, sourceChoices } from "../../../src/host/scaffold/data-choices";
import { writeExperiment } from "../../../src/host/scaffold/new-experiment";
import { findWorkspaceDatasets, findWorkspaceModels } from "../../../src/host/scaffold/workspace-sources";
import { fineTuning } from "../../../src/methods/fine-tuning/spec";
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

  it("writes a commented file that has no problems and can be run as it is", async () => {
    const folder = workspaceFolder();
    const [few, many] = await findWorkspaceDatasets(folder);
    assert.ok(few && many);
    const uri = await writeExperiment(folder, {
      method: fineTuning,
      target: few,
      source: { kind: "dataset", ...many },
      architecture: "mlp",
      controls: ["scratch"],
      name: "written.transfer.json",
    });
    assert.equal(uri.fsPath, path.join(folder, "written.transfer.json"));
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /^\/\/ Fine-tuning\. /);
    assert.match(document.getText(), /"source": \{ "dataset": "data\/many\.csv", "architecture": "mlp" \}/);
  });
});
