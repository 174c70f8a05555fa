/** Tells the walkthrough, by context keys, what the workspace has already: experiments, and a finished run. */
import * as vscode from "vscode";
import { HAS_EXPERIMENTS, HAS_RESULT } from "../ids";
import type { RunIndex } from "../runs/run-index";

/** Looks again whenever the index changes; a workspace without experiment files costs nothing. */
export function followProgress(index: RunIndex): vscode.Disposable {
  const tell = async () => {
    const experiments = await index.experiments();
    const runs = experiments.length === 0 ? [] : await index.allRuns();
    await vscode.commands.executeCommand("setContext", HAS_EXPERIMENTS, experiments.length > 0);
    await vscode.commands.executeCommand(
      "setContext",
      HAS_RESULT,
      runs.some(({ state }) => state === "finished"),
    );
  };
  const start = () => {
    void tell();
  };
  // Runs are read with the core, which activation need not wait for.
  setImmediate(start);
  return index.onDidChange(start);
}
