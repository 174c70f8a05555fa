/** Shows where a data set or a source model lies: in the editor's explorer, or in the system's where it is outside the workspace. */
import * as vscode from "vscode";
import type { DataNode } from "../trees/dataset-items";
import type { ModelNode } from "../trees/source-model-items";

export type RevealTarget = DataNode | ModelNode | undefined;

export async function reveal(target: RevealTarget): Promise<void> {
  const file = fileOf(target);
  if (file === undefined) {
    await vscode.window.showInformationMessage(vscode.l10n.t("Select a data set or a source model in its view first."));
    return;
  }
  const uri = vscode.Uri.file(file);
  const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(isInside ? "revealInExplorer" : "revealFileInOS", uri);
}

function fileOf(target: RevealTarget): string | undefined {
  switch (target?.kind) {
    case "dataset":
      return target.found.path;
    case "class":
      return target.dataset.found.path;
    case "model":
    case "group":
    case "layer":
      return target.model.folder;
    case "remark":
    case undefined:
      return undefined;
  }
}
