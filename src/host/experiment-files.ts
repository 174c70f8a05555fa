/** The experiment files of the workspace. Copies that run folders keep are not among them. */
import * as vscode from "vscode";
import { EXPERIMENT_GLOB, EXPERIMENT_SUFFIX } from "./ids";

const KEPT_COPY = /[\\/]\.transfer-lab[\\/]/;

export const isExperimentFile = (uri: vscode.Uri): boolean =>
  uri.scheme === "file" && uri.path.endsWith(EXPERIMENT_SUFFIX) && !KEPT_COPY.test(uri.fsPath);

/** For language features; they still have to leave out kept copies with `isExperimentFile`. */
export const experimentSelector: vscode.DocumentSelector = { scheme: "file", pattern: EXPERIMENT_GLOB };

/** Absolute paths, sorted. */
export async function findExperimentFiles(): Promise<string[]> {
  const found = await vscode.workspace.findFiles(EXPERIMENT_GLOB, "{**/node_modules/**,**/.transfer-lab/**}");
  return found.map((uri) => uri.fsPath).sort();
}

/** The experiment file in the active editor. */
export function activeExperimentFile(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri !== undefined && isExperimentFile(uri) ? uri.fsPath : undefined;
}
