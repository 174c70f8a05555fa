/** Says what came out when a run of this window is over. */
import path from "node:path";
import * as vscode from "vscode";
import { core } from "../core";
import { commandIds } from "../ids";
import type { RunOver, RunService } from "./run-service";

export const noticeRuns = (service: RunService): vscode.Disposable =>
  service.onDidEnd((over) => {
    void tell(over);
  });

async function tell({ directory, experimentFile, outcome }: RunOver): Promise<void> {
  if (outcome.kind === "stopped") return;
  const { formatProblem, readRun } = await core();
  const openRun = vscode.l10n.t("Open Run");
  const name = path.basename(experimentFile);
  let answer: string | undefined;
  if (outcome.kind === "failed") {
    answer = await vscode.window.showErrorMessage(
      formatProblem({ ...outcome.problem, file: vscode.workspace.asRelativePath(outcome.problem.file) }),
      openRun,
    );
  } else {
    const run = await readRun(directory);
    const verdict = "problem" in run ? undefined : run.headline?.verdict;
    const text = `${name}: ${verdict?.sentence ?? vscode.l10n.t("finished")}`;
    answer =
      verdict?.kind === "negative"
        ? await vscode.window.showWarningMessage(text, openRun)
        : await vscode.window.showInformationMessage(text, openRun);
  }
  if (answer === openRun) await vscode.commands.executeCommand(commandIds.openRun, directory);
}
