/** Makes the sample workspace where the person wants it, and opens it. */
import path from "node:path";
import * as vscode from "vscode";
import { dataParts } from "../core";
import { longTask } from "./long-task";

const FOLDER = "transfer-lab-sample";

export async function openSample(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Where should the folder {0} be made?", FOLDER),
    openLabel: vscode.l10n.t("Create Sample Here"),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const parent = chosen?.[0];
  if (parent === undefined) return;
  const folder = path.join(parent.fsPath, FOLDER);
  const made = await longTask(vscode.l10n.t("Making the sample workspace"), async (task) => {
    const { createSampleWorkspace } = await dataParts();
    await createSampleWorkspace(folder, task);
    return true;
  });
  if (made === undefined) return;
  const forceReuseWindow = vscode.workspace.workspaceFolders === undefined;
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceReuseWindow });
}
