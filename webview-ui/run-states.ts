/** How the state of a run is shown: a codicon and a word, never a colour alone. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../src/protocol/leaderboard";

export const stateLooks: Readonly<Record<RunRow["state"], { icon: string; word: string }>> = {
  starting: { icon: "loading", word: t("Starting") },
  running: { icon: "sync", word: t("Running") },
  paused: { icon: "debug-pause", word: t("Paused") },
  stopped: { icon: "stop-circle", word: t("Stopped") },
  finished: { icon: "pass-filled", word: t("Finished") },
  failed: { icon: "error", word: t("Failed") },
  interrupted: { icon: "debug-disconnect", word: t("Interrupted") },
  damaged: { icon: "warning", word: t("Cannot be read") },
};
