import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { datasetChoices, sourceChoices, taskChoices, type SourceChoice } from "../../../src/host/scaffold/data-choices";
import { writeExperiment } from "../../../src/host/scaffold/new-experiment";
import {
  findWorkspaceDatasets,
  findWorkspaceModels,
  type FoundDataset,
} from "../../../src/host/scaffold/workspace-sources";
import { parseExperiment } from "../../../src/experiment/parse";
import { methods } from "../../../src/methods";
import type { MethodSpec } from "../../../src/methods/define";
import { linearClassifier } from "../../../src/models/architectures";
import { summarizeTopology } from "../../../src/models/summarize";
import { architectureTopology } from "../../../src/models/topology";
import { workspaceFolder } from "./experiment-file";

/** Of the kind that the method usually has, and data rather than a network where it takes both. */
function sourceOf({ sources }: MethodSpec, data: FoundDataset): SourceChoice {
  if (sources[0] === "tasks") return { kind: "tasks", tasks: [data] };
  if (sources.includes("dataset") || sources.includes("examples")) return { kind: "dataset", ...data };
  const summary = summarizeTopology(architectureTopology(linearClassifier("table"), [4], 2));
  return { kind: "model", path: path.join(workspaceFolder(), "models", "letters"), summary };
}

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
      method: methods[0],
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
      const source = sourceOf(method, many);
      const name = `written-${method.id}.transfer.json`;
      const uri = await writeExperiment(folder, {
        method,
        target: few,
        source,
        architecture: (method.network ?? "chosen") === "chosen" ? "mlp" : undefined,
        semantics: method.semantics === undefined ? undefined : many.path,
        controls: method.controls.filter(({ suggested }) => suggested).map(({ id }) => id),
        name,
      });
      assert.equal(uri.fsPath, path.join(folder, name));
      const text = (await vscode.workspace.openTextDocument(uri)).getText();
      assert.ok(text.startsWith(`// ${method.title}. `), text.slice(0, 60));
      assert.ok(
        text.includes(source.kind === "model" ? '"model": "models/letters"' : '"dataset": "data/many.csv"'),
        text,
      );
      assert.deepEqual(parseExperiment(text, uri.fsPath).problems, []);
    });
  }
});
