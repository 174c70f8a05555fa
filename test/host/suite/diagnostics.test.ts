import assert from "node:assert/strict";
import * as vscode from "vscode";
import { diagnosticsOf, openCopy, positionOf } from "./experiment-file";

const misspell = (text: string) => text.replace('"dense1": "frozen"', '"dnese1": "frozen"');

describe("diagnostics of an experiment file", () => {
  it("a misspelt layer is underlined where it stands, with what it could have been", async () => {
    const document = await openCopy("misspelt.transfer.json", misspell);
    const [diagnostic] = await diagnosticsOf(document, ({ length }) => length === 1);
    assert.equal(
      diagnostic?.message,
      'layers.dnese1: must name a layer of the source model (dense1, dense2, head), got "dnese1"; did you mean "dense1"?',
    );
    assert.equal(diagnostic.code, "layers/unknown-layer");
    assert.equal(document.getText(diagnostic.range), '"dnese1"');
  });

  it("its quick fix repairs the name and keeps every comment", async () => {
    const document = await openCopy("fixed.transfer.json", misspell);
    const [diagnostic] = await diagnosticsOf(document, ({ length }) => length === 1);
    assert.ok(diagnostic);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      diagnostic.range,
    );
    const fix = actions.find(({ title }) => title === 'Rename to "dense1"');
    assert.ok(fix?.edit, `offered: ${actions.map(({ title }) => title).join(", ")}`);
    const before = document.getText();
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), before.replace('"dnese1"', '"dense1"'));
    await diagnosticsOf(document, ({ length }) => length === 0);
  });

  it("a mistake of form is underlined once, and its fix is offered too", async () => {
    const document = await openCopy("form.transfer.json", (text) => text.replace('"seeds"', '"seds"'));
    const [diagnostic, second] = await diagnosticsOf(document, ({ length }) => length > 0);
    assert.equal(second, undefined);
    assert.ok(diagnostic);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(positionOf(document, '"seds"'), positionOf(document, '"seds"').translate(0, 6)),
    );
    assert.ok(
      actions.some(({ title }) => title === 'Rename to "seeds"'),
      actions.map(({ title }) => title).join(", "),
    );
  });

  it("a data set that is not there is underlined on its line", async () => {
    const document = await openCopy("missing.transfer.json", (text) => text.replace("data/few.csv", "data/gone.csv"));
    const [diagnostic] = await diagnosticsOf(document, ({ length }) => length === 1);
    assert.equal(diagnostic && document.getText(diagnostic.range), '"data/gone.csv"');
    assert.match(diagnostic?.message ?? "", /does not exist/);
  });
});
