import assert from "node:assert/strict";
import * as vscode from "vscode";
import { manifestOf } from "../../../src/host/manifest";
import { methods } from "../../../src/methods";
import { openCopy } from "./experiment-file";

describe("commands", () => {
  it("every command of the manifest is there", async () => {
    await vscode.extensions.getExtension("transfer-lab.transfer-lab")?.activate();
    const there = new Set(await vscode.commands.getCommands(true));
    const missing = manifestOf(methods).contributes.commands.filter(({ command }) => !there.has(command));
    assert.deepEqual(missing, []);
  });

  it("an experiment file that has not run yet offers Run above its first line", async () => {
    const document = await openCopy("lens.transfer.json");
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    assert.deepEqual(
      lenses.filter(({ range }) => range.start.line === 0).map(({ command }) => command?.title),
      ["$(play) Run", "$(list-tree) Layers"],
    );
  });
});
