/** What to say of a name that the data do not have. */
import { distance } from "fastest-levenshtein";
import { quoteList } from "./fault";

/** Letters by which a misspelt name may differ. */
const MOST_CHANGES = 2;

/** @returns the name that was probably meant, upper and lower case alike */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const changes = (name: string) => distance(name.toLowerCase(), wanted.toLowerCase());
  const near = names.filter((name) => changes(name) <= Math.min(MOST_CHANGES, wanted.length - 1));
  return near.sort((a, b) => changes(a) - changes(b))[0];
}

/**
 * @param what the names are of: `class`, `speaker`
 * @returns the rule, what there is, what was got, and what was probably meant
 */
export function unknownName(what: string, names: readonly string[], got: string) {
  const suggestion = nearestName(got, names);
  const message =
    `must be a ${what} of the data (${quoteList(names)}), got ${JSON.stringify(got)}` +
    (suggestion === undefined ? "" : `; did you mean ${JSON.stringify(suggestion)}?`);
  return { message, suggestion };
}
