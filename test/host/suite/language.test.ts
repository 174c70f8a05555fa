import assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "../../support/until";
import { openCopy, positionOf } from "./experiment-file";

describe("language support of experiment files", () => {
  it("they are JSON with comments", async () => {
    assert.equal((await openCopy("language.transfer.json")).languageId, "jsonc");
  });

  it("a hover explains a key, its default and the reason for it", async () => {
    const document = await openCopy("hover.transfer.json");
    const text = await until(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        positionOf(document, '"epochs": 20').translate(0, 2),
      );
      const contents = hovers.flatMap(({ contents }) => contents);
      return (
        contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : "")).join("\n") ||
        undefined
      );
    }, "a hover");
    assert.match(text, /Passes over the labelled target examples/);
    assert.match(text, /30/);
    assert.match(text, /30 passes over few examples are quick/);
  });

  it("completion offers the methods", async () => {
    const document = await openCopy("completion.transfer.json");
    const labels = await until(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        positionOf(document, "fine-tuning"),
      );
      const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return labels.includes('"fine-tuning"') ? labels : undefined;
    }, "the completion of a method");
    assert.ok(labels.length > 0);
  });
});
