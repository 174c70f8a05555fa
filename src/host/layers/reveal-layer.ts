/** Shows an experiment file, and the line of it that decides about a layer. */
import * as vscode from "vscode";
import { core } from "../core";

export const showExperiment = (uri: vscode.Uri): Thenable<vscode.TextEditor> =>
  vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });

/** Selects the rule that decides about the layer, as the file is now; the `layers` section where there is none. */
export async function revealLayer(uri: vscode.Uri, layer: string): Promise<void> {
  const { locate, parseExperiment, resolveLayers } = await core();
  const editor = await showExperiment(uri);
  const { document } = editor;
  const text = document.getText();
  const rules = parseExperiment(text, uri.fsPath).experiment?.layers ?? [];
  const alone = [{ name: layer, kind: "", outputShape: [], parameters: 1 }];
  const concerns = (rule: (typeof rules)[number]) => resolveLayers([rule], alone, layer, false).problems.length === 0;
  const rule = rules.find(({ pattern }) => pattern === layer) ?? rules.findLast(concerns);
  const { offset, length } = locate(text, rule === undefined ? ["layers"] : ["layers", rule.pattern], true);
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
