/** What a command is about: it may be called from a tree, a lens, a menu, another command, or the palette. */
import * as vscode from "vscode";
import { activeExperimentFile, findExperimentFiles, isExperimentFile } from "../experiment-files";
import type { RunIndex } from "../runs/run-index";
import type { RunService } from "../runs/run-service";
import type { ExperimentNode } from "../trees/experiments-tree";

/** A resource of the explorer or an editor, a row of the tree, the folder of a run; nothing from the palette. */
export type Target = vscode.Uri | ExperimentNode | string | undefined;

/** The experiment file that is meant; asks where that is not clear. */
export async function experimentFileOf(target: Target): Promise<string | undefined> {
  if (target instanceof vscode.Uri) return isExperimentFile(target) ? target.fsPath : undefined;
  if (typeof target === "object") return target.kind === "experiment" ? target.file : target.run.experimentFile;
  const active = activeExperimentFile();
  if (active !== undefined) return active;
  const files = await findExperimentFiles();
  if (files.length < 2) return files[0];
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), file }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Which experiment?") });
  return picked?.file;
}

/** The folder of the live run that is meant; the newest one where several are. */
export function liveDirectoryOf(target: Target, service: RunService): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target === "object" && "kind" in target && target.kind === "run") return target.run.directory;
  const file = fileOf(target) ?? activeExperimentFile();
  const own = file === undefined ? undefined : service.liveRunOf(file);
  return (own ?? service.liveRuns.at(-1))?.directory;
}

/** The folder of the run that is meant; the newest of the experiment where that is not said. */
export async function directoryOf(target: Target, index: RunIndex): Promise<string | undefined> {
  if (typeof target === "string") return target;
  if (typeof target === "object" && "kind" in target && target.kind === "run") return target.run.directory;
  const file = await experimentFileOf(target);
  return file === undefined ? undefined : (await index.runsOf(file))[0]?.directory;
}

function fileOf(target: vscode.Uri | ExperimentNode | undefined): string | undefined {
  if (target instanceof vscode.Uri) return target.fsPath;
  return target?.kind === "experiment" ? target.file : undefined;
}
