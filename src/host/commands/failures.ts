/** How a command that went wrong tells the person. */
import * as vscode from "vscode";
import type { Problem } from "../../protocol/problem";
import { core } from "../core";

/** A person's mistakes name the way out; for our own there is the log. */
export async function tellFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const { ProblemError } = await core();
  if (error instanceof ProblemError) {
    await tellProblem(error.problem, log);
    return;
  }
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const reason = error instanceof Error ? error.message : String(error);
  const showLog = vscode.l10n.t("Show Log");
  const answer = await vscode.window.showErrorMessage(
    vscode.l10n.t("Something in Transfer Lab broke: {0}", reason),
    showLog,
  );
  if (answer === showLog) log.show();
}

export async function tellProblem(problem: Problem, log: vscode.LogOutputChannel): Promise<void> {
  const { formatProblem } = await core();
  log.error(formatProblem(problem));
  const file = vscode.workspace.asRelativePath(problem.file);
  await vscode.window.showErrorMessage(formatProblem({ ...problem, file }));
}
