import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { classItem, classTooltip, datasetItem, type DatasetNode } from "../../../src/host/trees/dataset-items";
import { DatasetLooks } from "../../../src/host/trees/dataset-looks";
import { censusWarnings, quickCensus } from "../../../src/host/trees/dataset-words";
import { modelItem } from "../../../src/host/trees/source-model-items";
import { listSourceModels } from "../../../src/host/trees/source-model-list";
import { workspaceFolder } from "./experiment-file";

const write = (file: string, text: string) =>
  vscode.workspace.fs.writeFile(vscode.Uri.file(path.join(workspaceFolder(), file)), new TextEncoder().encode(text));

async function datasetNamed(name: string): Promise<DatasetNode> {
  const folder = workspaceFolder();
  const datasets = await new DatasetLooks().find(folder, new AbortController().signal);
  const found = datasets.find((one) => path.relative(folder, one.path) === path.join("data", name));
  assert.ok(found, `no ${name}`);
  return { kind: "dataset", found, folder };
}

describe("the Data Sets view", () => {
  it("says kind, classes and examples of a data set, in words for those who listen", async () => {
    const node = await datasetNamed("few.csv");
    const item = datasetItem(node, quickCensus(node.found.summary));
    assert.match(String(item.description), /^\d classes, 48 examples · table$/);
    assert.match(item.accessibilityInformation?.label ?? "", /few\.csv, \d classes, 48 examples · table/);
  });

  it("says the count of a class as a bar, a figure and a share", async () => {
    const dataset = await datasetNamed("few.csv");
    const item = classItem({ kind: "class", dataset, counted: { name: "a", count: 5 }, total: 40, largest: 10 });
    assert.equal(item.description, "■■■■□□□□ 5 · 12.5%");
    assert.equal(item.accessibilityInformation?.label, "Class a, 5 examples, 12.5% of all");
  });

  it("shows pictures in a hover as one picture that fits into it, and no markup of a class name", async () => {
    const dataset = await datasetNamed("few.csv");
    const node = { kind: "class", dataset, counted: { name: "**a**", count: 5 }, total: 5, largest: 5 } as const;
    const { value } = classTooltip(node, Buffer.alloc(50_000));
    assert.match(value, /data:image\/webp;base64,/);
    assert.ok(value.length < 100_000);
    assert.ok(!value.includes("****a"), value.slice(0, 40));
  });

  it("warns of uneven classes, single examples and files that are no pictures", () => {
    const classes = ["cat", "dog", "owl"].map((name, index) => ({ name, count: [40, 3, 1][index] ?? 0 }));
    assert.deepEqual(censusWarnings({ classes, unreadable: ["cat/1.png"], notes: [] }), [
      "The classes are uneven: cat has 40 examples, owl has 1.",
      "Classes with one example only, which leaves none to test with: owl.",
      "Files that cannot be read as pictures (1): cat/1.png.",
    ]);
  });
});

describe("the Source Models view", () => {
  it("shows a damaged model with the reason, among those that can be read", async () => {
    await write("models/broken/model.json", "{");
    const broken = (await listSourceModels()).find(({ folder }) => path.basename(folder) === "broken");
    assert.ok(broken && "problem" in broken.found);
    const item = modelItem(broken, String);
    assert.equal(item.contextValue, "model.damaged");
    assert.equal(item.description, "cannot be read");
    assert.ok(typeof item.tooltip === "string");
    assert.match(item.tooltip, /export the model again/);
    await vscode.workspace.fs.delete(vscode.Uri.file(path.dirname(broken.folder)), { recursive: true });
  });
});
