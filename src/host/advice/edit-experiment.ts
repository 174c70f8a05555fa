/** Changes an experiment file as a person would: in the editor, so that it can be undone, and not saved. */
import * as vscode from "vscode";
import type { Experiment } from "../../experiment/types";
import type { FileEdit } from "../../protocol/problem";
import { core } from "../core";
import { workspaceEdit } from "../text-edits";

/**
 * @param change of the experiment as its file stands in the editor now
 * @throws ProblemError where the file is not well-formed, and what `change` throws
 */
export async function editExperiment(
  file: string,
  change: (experiment: Experiment) => Promise<FileEdit[]> | FileEdit[],
): Promise<void> {
  const { parseExperiment, ProblemError } = await core();
  const document = await vscode.workspace.openTextDocument(file);
  const { experiment, problems } = parseExperiment(document.getText(), file);
  if (experiment === undefined) {
    const error = problems.find(({ severity }) => severity === "error");
    throw error === undefined ? new Error(`${file} cannot be understood`) : new ProblemError(error);
  }
  const edit = await workspaceEdit(document, await change(experiment));
  if (edit.size > 0) await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}
