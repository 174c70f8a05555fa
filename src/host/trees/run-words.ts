/** How the state of a run looks in trees and lenses: a codicon, its colour, and a word. */
import * as vscode from "vscode";
import type { Stage } from "../../protocol/metrics";
import type { RunSummary } from "../../runs/list-runs";
import { headlineText } from "../../runs/figure-text";

type State = RunSummary["state"];

const icons: Record<State, [icon: string, colour?: string]> = {
  starting: ["loading~spin"],
  running: ["sync~spin", "charts.blue"],
  paused: ["debug-pause", "charts.yellow"],
  stopped: ["debug-stop"],
  finished: ["pass", "testing.iconPassed"],
  failed: ["error", "testing.iconFailed"],
  interrupted: ["debug-disconnect", "charts.yellow"],
  damaged: ["warning", "problemsWarningIcon.foreground"],
};

export function stateIcon(run: Pick<RunSummary, "state" | "headline">): vscode.ThemeIcon {
  const negative = run.headline?.verdict.kind === "negative";
  const [icon, colour] = negative ? icons.damaged : icons[run.state];
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

export function stateWord(state: State): string {
  switch (state) {
    case "starting":
      return vscode.l10n.t("starting");
    case "running":
      return vscode.l10n.t("running");
    case "paused":
      return vscode.l10n.t("paused");
    case "stopped":
      return vscode.l10n.t("stopped");
    case "finished":
      return vscode.l10n.t("finished");
    case "failed":
      return vscode.l10n.t("failed");
    case "interrupted":
      return vscode.l10n.t("interrupted");
    case "damaged":
      return vscode.l10n.t("cannot be read");
  }
}

/** `Training the source model: 3 of 10 epochs` */
export function stageText({ text, done, total, unit }: Stage): string {
  if (done === undefined) return text;
  const count = total === undefined ? String(done) : vscode.l10n.t("{0} of {1}", done, total);
  return `${text}: ${[count, unit].filter((part) => part !== undefined).join(" ")}`;
}

/** The figure where there is one, else how far it is: `93.1 % · +6.2 vs scratch`, `running`. */
export function runText(run: Pick<RunSummary, "state" | "headline">, stage?: Stage): string {
  if (run.state === "finished" && run.headline !== undefined) return headlineText(run.headline);
  return stage === undefined ? stateWord(run.state) : `${stateWord(run.state)} · ${stageText(stage)}`;
}
