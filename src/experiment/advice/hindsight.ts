/** What came of advice: how those that were run came out, beside how they had been ranked. */
import { t } from "@vscode/l10n";
import type { Advice, Outcome } from "../../protocol/advice";
import { ordinal } from "./ordinal";
import { durationText } from "./predicted-run";

/** @returns a sentence for each that was run, the best first; what was not ranked counts for nothing */
export function hindsight({ ranked, cameOut }: Pick<Advice, "ranked" | "cameOut">): string[] {
  const known = cameOut
    .filter(({ id }) => ranked.some((one) => one.id === id))
    .toSorted((one, two) => two.value - one.value);
  return known.map((outcome) => [placeText(outcome, known, ranked), ...timeText(outcome, ranked)].join(" "));
}

type Ranked = Advice["ranked"];

function placeText({ id, value, text }: Outcome, known: readonly Outcome[], ranked: Ranked): string {
  const advised = ranked.findIndex((one) => one.id === id) + 1;
  const said = [ranked[advised - 1]?.title ?? id, ordinal(advised), ranked.length];
  if (known.length === 1) return t("{0}: ranked {1} of {2}; the only one that was run so far ({3}).", ...said, text);
  const place = 1 + known.filter((other) => other.value > value).length;
  return t(
    "{0}: ranked {1} of {2}, came out {3} of the {4} that were run ({5}).",
    ...[...said, ordinal(place), known.length, text],
  );
}

/** How the prediction of its time did. */
function timeText({ id, seconds }: Outcome, ranked: Ranked): string[] {
  const predicted = ranked.find((one) => one.id === id)?.seconds;
  if (seconds === undefined || predicted === undefined) return [];
  return [t("Its run took {0}; predicted: {1} at most.", durationText(seconds), durationText(predicted))];
}
