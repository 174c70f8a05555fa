import { t } from "@vscode/l10n";
import { distance } from "fastest-levenshtein";

/**
 * What a misspelt word was probably meant to be.
 *
 * @returns the candidate with the fewest changed letters, upper and lower case alike; undefined where even that one
 *   differs in more than a third of the word and more than two letters
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; changes: number } | undefined;
  for (const candidate of candidates) {
    const changes = distance(word.toLowerCase(), candidate.toLowerCase());
    if (best === undefined || changes < best.changes) best = { candidate, changes };
  }
  const allowed = Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3)));
  return best !== undefined && best.changes <= allowed ? best.candidate : undefined;
}

/** `; did you mean "conv2"?`, or nothing. */
export const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? "" : t('; did you mean "{0}"?', suggestion);
