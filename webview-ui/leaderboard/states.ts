/** How the state of a run is shown: a codicon and a word, never a colour alone. */
import type { RunRow } from "../../src/protocol/leaderboard";
import { count } from "../format";

type State = RunRow["state"];

export const stateLooks: Readonly<Record<State, { icon: string; word: string }>> = {
  starting: { icon: "loading", word: "Starting" },
  running: { icon: "sync", word: "Running" },
  paused: { icon: "debug-pause", word: "Paused" },
  stopped: { icon: "stop-circle", word: "Stopped" },
  finished: { icon: "pass-filled", word: "Finished" },
  failed: { icon: "error", word: "Failed" },
  interrupted: { icon: "debug-disconnect", word: "Interrupted" },
  damaged: { icon: "warning", word: "Cannot be read" },
};

/** `Running, 3 of 15 trials`; of a run that failed, or cannot be read, why. */
export function stateText({ state, stage, problem }: RunRow): string {
  const { word } = stateLooks[state];
  if (problem !== undefined) return `${word}: ${problem}`;
  if (stage === undefined) return word;
  const { text, done, total, unit = "" } = stage;
  if (done === undefined || total === undefined) return `${word}: ${text}`;
  return `${word}, ${count(done)} of ${count(total)} ${unit}`.trimEnd();
}
