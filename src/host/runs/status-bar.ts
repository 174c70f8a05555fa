/** An entry of the status bar while runs are going on: how far the newest is; a click opens it. */
import path from "node:path";
import * as vscode from "vscode";
import { Disposables } from "../disposables";
import { commandIds, EXPERIMENT_SUFFIX } from "../ids";
import { runText } from "../trees/run-words";
import type { RunService } from "./run-service";

export function showRunsInStatusBar(service: RunService): Disposables {
  const disposables = new Disposables();
  const entry = disposables.add(vscode.window.createStatusBarItem("transferLab.run", vscode.StatusBarAlignment.Left));
  entry.name = vscode.l10n.t("Transfer Learning Run");
  const update = () => {
    const runs = service.liveRuns;
    const newest = runs.at(-1);
    if (newest === undefined) {
      entry.hide();
      return;
    }
    const name = path.basename(newest.experimentFile, EXPERIMENT_SUFFIX);
    const icon = newest.state === "paused" ? "debug-pause" : "sync~spin";
    const others = runs.length > 1 ? ` (+${runs.length - 1})` : "";
    entry.text = `$(${icon}) ${name}: ${runText(newest, newest.stage)}${others}`;
    entry.command = { command: commandIds.openRun, title: vscode.l10n.t("Open Run"), arguments: [newest.directory] };
    entry.show();
  };
  disposables.add(service.onDidChangeState(update));
  disposables.add(service.onDidProgress(update));
  return disposables;
}
