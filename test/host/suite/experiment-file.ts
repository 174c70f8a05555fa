/** The experiment file of the test workspace, in an editor of the host. */
import path from "node:path";
import * as vscode from "vscode";
import { until } from "../../support/until";

export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined) throw new Error("the suite needs an open folder");
  return folder;
}

/** Opens `clusters.transfer.json` as a file of its own under another name. */
export async function openCopy(
  name: string,
  change: (text: string) => string = (text) => text,
): Promise<vscode.TextDocument> {
  const folder = workspaceFolder();
  const original = await vscode.workspace.fs.readFile(vscode.Uri.file(path.join(folder, "clusters.transfer.json")));
  const uri = vscode.Uri.file(path.join(folder, name));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(change(new TextDecoder().decode(original))));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Waits until the diagnostics of a document are as wanted, whoever finds them. */
export const diagnosticsOf = (
  document: vscode.TextDocument,
  wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> =>
  until(() => {
    const diagnostics = vscode.languages.getDiagnostics(document.uri);
    return wanted(diagnostics) ? diagnostics : undefined;
  }, `the diagnostics of ${document.fileName}`);

export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${text} is not in ${document.fileName}`);
  return document.positionAt(offset);
}
