/** What the column of states says. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";
import { count } from "../format";
import { stateLooks } from "../run-states";

/** `Running, 3 of 15 trials`; of a run that failed, or cannot be read, why. */
export function stateText({ state, stage, problem }: RunRow): string {
  const { word } = stateLooks[state];
  if (problem !== undefined) return `${word}: ${problem}`;
  if (stage === undefined) return word;
  const { text, done, total, unit = "" } = stage;
  if (done === undefined || total === undefined) return `${word}: ${text}`;
  return t("{0}, {1} of {2} {3}", word, count(done), count(total), unit).trimEnd();
}
