import assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "../../support/until";
import { note } from "../in-editor/events";

const extensionId = "transfer-lab.transfer-lab";

/** VS Code's own figures, a row of the table that its command "Startup Performance" writes. */
async function activationRow(): Promise<string[]> {
  await vscode.commands.executeCommand("perfview.show");
  const row = await until(() => {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "perf");
    return document
      ?.getText()
      .split("\n")
      .find((line) => line.includes(extensionId));
  }, "the extension's row among the activation times");
  return row
    .split("|")
    .map((cell) => cell.trim())
    .slice(1, -1);
}

describe("the extension in its host", () => {
  it("activates, and VS Code reports how long that takes", async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not installed`);
    await extension.activate();
    const [, , load, call, finish] = await activationRow();
    note(`activation as VS Code reports it: load ${load} ms, call ${call} ms, finish ${finish} ms`);
    assert.ok(extension.isActive);
  });

  it("never loads TensorFlow into the extension host", async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    const loaded = Object.keys(require.cache).filter((file) => /tensorflow|tfjs_binding/.test(file));
    assert.deepEqual(loaded, []);
  });
});
