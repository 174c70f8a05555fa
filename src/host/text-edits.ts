/** Edits of an experiment file as the editor's own: the smallest ones, so that comments and the cursor stay where they are. */
import * as vscode from "vscode";
import type { FileEdit } from "../protocol/problem";
import { core } from "./core";

/** @param document as it is when the edit is applied */
export async function workspaceEdit(
  document: vscode.TextDocument,
  edits: readonly FileEdit[],
): Promise<vscode.WorkspaceEdit> {
  const { editsOf } = await core();
  const edit = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of editsOf(document.getText(), edits)) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    edit.replace(document.uri, range, text);
  }
  return edit;
}
