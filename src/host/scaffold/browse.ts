/** Data and networks that the wizard did not find by itself. */
import * as vscode from "vscode";
import type { Browse, SourceChoice } from "./data-choices";
import { datasetAt, modelAt, type FoundDataset } from "./workspace-sources";

/** @throws ProblemError where something else was chosen; @returns nothing where nothing was */
export async function browseForDataset(what: Browse, folder: string): Promise<FoundDataset | undefined> {
  const chosen = await browse(what, folder);
  return chosen === undefined ? undefined : await datasetAt(chosen);
}

/** A folder with a network, or data. @throws ProblemError where something else was chosen */
export async function browseForSource(what: Browse, folder: string): Promise<SourceChoice | undefined> {
  const chosen = await browse(what, folder);
  if (chosen === undefined) return undefined;
  const model = await modelAt(chosen);
  return model === undefined ? { kind: "dataset", ...(await datasetAt(chosen)) } : { kind: "model", ...model };
}

/** @returns the absolute path of what was chosen; nothing where nothing was */
export async function browse(what: Browse, folder: string): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    defaultUri: vscode.Uri.file(folder),
    canSelectFiles: what === "browse-file",
    canSelectFolders: what === "browse-folder",
    openLabel: vscode.l10n.t("Choose"),
  });
  return chosen?.[0]?.fsPath;
}
