/** Puts a ready source model or word vectors into a folder of the workspace. */
import * as vscode from "vscode";
import type { ReadyModel } from "../../client/ready-models";
import { dataParts } from "../core";
import { longTask } from "./long-task";

export async function getSourceModel(): Promise<void> {
  const model = await askModel();
  if (model === undefined) return;
  const project = await askFolder();
  if (project === undefined) return;
  const put = await longTask(vscode.l10n.t("Getting {0}", model.id), async (task) => {
    const parts = await dataParts();
    return await parts.getSourceModel(model, project, task);
  });
  if (put === undefined) return;
  const copy = vscode.l10n.t("Copy Line for Experiment");
  const place = vscode.workspace.asRelativePath(put.folder);
  const message = put.wasThere
    ? vscode.l10n.t("{0} is there already.", place)
    : vscode.l10n.t("{0} is ready. Licence: {1}.", place, model.licence);
  const answer = await vscode.window.showInformationMessage(message, copy);
  if (answer === copy) await vscode.env.clipboard.writeText(model.use);
}

/** @returns nothing where the person left */
async function askModel(): Promise<ReadyModel | undefined> {
  const { readyModels } = await dataParts();
  const rows = readyModels.map((model: ReadyModel) => ({
    label: model.title,
    description: vscode.l10n.t("{0} MB, {1}", model.megabytes.download, model.licence),
    detail: model.detail,
    model,
  }));
  const chosen = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t("Get Source Model"),
    placeHolder: vscode.l10n.t("What should be downloaded, once for all projects?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.model;
}

/** @returns nothing where the person left, or there is no folder */
async function askFolder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first; the model is put into it."));
    return undefined;
  }
  const chosen = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  return chosen?.uri.fsPath;
}
