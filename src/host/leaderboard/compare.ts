/** Which runs the commands `Compare Runs` and `Compare with…` are about. */
import * as vscode from "vscode";
import type { RunSummary } from "../../runs/list-runs";
import type { Target } from "../commands/targets";
import type { RunIndex } from "../runs/run-index";
import { runText } from "../trees/run-words";

/**
 * The runs that were chosen in the tree; of an experiment its own.
 *
 * @param selection all rows that are selected, where the command comes from a tree
 * @returns folders of runs
 */
export async function chosenRuns(
  target: Target,
  selection: readonly Target[] | undefined,
  index: RunIndex,
): Promise<string[]> {
  const chosen = await Promise.all((selection ?? [target]).map((one) => runsOf(one, index)));
  return [...new Set(chosen.flat())];
}

async function runsOf(target: Target, index: RunIndex): Promise<string[]> {
  if (typeof target !== "object" || !("kind" in target)) return [];
  if (target.kind === "run") return [target.run.directory];
  return (await index.runsOf(target.file)).map(({ directory }) => directory);
}

/** Asks what to compare a run with. @returns the run and those that were chosen; undefined where nothing was */
export async function askWithWhich(directory: string, index: RunIndex): Promise<string[] | undefined> {
  const all = (await index.allRuns()).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const own = all.find((run) => run.directory === directory);
  const others = all.filter((run) => run.directory !== directory && run.state !== "damaged");
  if (others.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t("There is no other run yet to compare with."));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(others.map(itemOf), {
    canPickMany: true,
    placeHolder: vscode.l10n.t("Compare {0} with which runs?", own?.runId ?? directory),
    matchOnDescription: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : [directory, ...picked.map((one) => one.directory)];
}

const itemOf = (run: RunSummary) => ({
  label: run.experiment,
  description: `${runText(run)} · ${new Date(run.startedAt).toLocaleString(vscode.env.language)}`,
  directory: run.directory,
});
