/** From a row of the Source Models view to a new experiment that begins with it. */
import * as vscode from "vscode";
import { dataParts } from "../core";
import { newExperiment } from "../scaffold/new-experiment";
import { modelAt, type FoundModel } from "../scaffold/workspace-sources";
import { listSourceModels, type ListedModel } from "../trees/source-model-list";
import { longTask } from "./long-task";
import type { TrainingRuntime } from "./training-runtime";

/** @param model asked for where it is left out */
export async function useSourceModel(runtime: TrainingRuntime, model?: ListedModel): Promise<void> {
  const chosen = model ?? (await askModel());
  if (chosen === undefined) return;
  const found = await inWorkspace(chosen);
  if (found !== undefined) await newExperiment(runtime, undefined, found);
}

async function askModel(): Promise<ListedModel | undefined> {
  const models = (await listSourceModels()).filter(({ found }) => !("problem" in found));
  if (models.length === 0) {
    const get = vscode.l10n.t("Get Source Model…");
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t("There is no source model yet. Get a ready one, or put a saved network into this folder."),
      get,
    );
    if (answer === get) await vscode.commands.executeCommand("transferLab.getSourceModel");
    return undefined;
  }
  const rows = models.map((model) => ({
    label: model.label,
    description: vscode.workspace.asRelativePath(model.folder),
    model,
  }));
  const placeHolder = vscode.l10n.t("Which source model should the experiment begin with?");
  return (await vscode.window.showQuickPick(rows, { placeHolder, matchOnDescription: true }))?.model;
}

/** An installed one is put into the folder first, so that the experiment file can name it. */
async function inWorkspace({ folder, ready }: ListedModel): Promise<FoundModel | undefined> {
  const [project] = vscode.workspace.workspaceFolders ?? [];
  if (ready === undefined || project === undefined) return await modelAt(folder);
  const put = await longTask(vscode.l10n.t("Getting {0}", ready.id), async (task) => {
    const parts = await dataParts();
    return await parts.getSourceModel(ready, project.uri.fsPath, task);
  });
  return put && (await modelAt(put.folder));
}
