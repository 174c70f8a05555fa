/** Above `source` of an experiment file: Rank Source Models, where its method takes a saved network. */
import * as vscode from "vscode";
import { core } from "../core";
import { experimentSelector, isExperimentFile } from "../experiment-files";
import { commandIds } from "../ids";

export const registerAdviceLens = (): vscode.Disposable =>
  vscode.languages.registerCodeLensProvider(experimentSelector, { provideCodeLenses: lensesOf });

async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  if (!isExperimentFile(document.uri) || !vscode.workspace.isTrusted) return [];
  const { locate, methodById, parseExperiment } = await core();
  const text = document.getText();
  const { experiment } = parseExperiment(text, document.uri.fsPath);
  if (experiment === undefined || methodById(experiment.method)?.sources.includes("model") !== true) return [];
  const at = document.positionAt(locate(text, ["source"], true).offset);
  const command = {
    title: `$(list-ordered) ${vscode.l10n.t("Rank Source Models")}`,
    command: commandIds.rankSources,
    arguments: [document.uri],
  };
  return [new vscode.CodeLens(new vscode.Range(at, at), command)];
}
