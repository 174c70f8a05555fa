/** Makes the sample workspace of a method where the person wants it, and opens it. */
import path from "node:path";
import * as vscode from "vscode";
import type { Sample } from "../../sample/sample";
import { samples } from "../../sample/samples";
import { dataParts } from "../core";
import { longTask } from "./long-task";

export async function openSample(): Promise<void> {
  const sample = await askSample();
  if (sample === undefined) return;
  const name = `transfer-lab-sample-${sample.id}`;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Where should the folder {0} be made?", name),
    openLabel: vscode.l10n.t("Create Sample Here"),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const parent = chosen?.[0];
  if (parent === undefined) return;
  const folder = path.join(parent.fsPath, name);
  const made = await longTask(vscode.l10n.t("Making the sample workspace"), async (task) => {
    const { createSampleWorkspace } = await dataParts();
    await createSampleWorkspace(folder, { ...task, samples: [sample] });
    return true;
  });
  if (made === undefined) return;
  const forceReuseWindow = vscode.workspace.workspaceFolders === undefined;
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceReuseWindow });
}

/** @returns nothing where the person left */
async function askSample(): Promise<Sample | undefined> {
  const rows = samples.map((sample) => ({ label: sample.title, detail: sample.detail, sample }));
  const chosen = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t("Open Sample Workspace"),
    placeHolder: vscode.l10n.t("Real data and ready experiments for which method?"),
    matchOnDetail: true,
  });
  return chosen?.sample;
}
