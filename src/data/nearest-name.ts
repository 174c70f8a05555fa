/** What to say of a name that the data do not have. */
import { distance } from "fastest-levenshtein";
import { t } from "@vscode/l10n";
import { quoteList } from "./fault";

/** Letters by which a misspelt name may differ. */
const MOST_CHANGES = 2;

/** @returns the name that was probably meant, upper and lower case alike */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const changes = (name: string) => distance(name.toLowerCase(), wanted.toLowerCase());
  const near = names.filter((name) => changes(name) <= Math.min(MOST_CHANGES, wanted.length - 1));
  return near.sort((a, b) => changes(a) - changes(b))[0];
}

/** `; did you mean "cat"?`, or nothing. */
export const perhaps = (meant: string | undefined): string =>
  meant === undefined ? "" : t("; did you mean {0}?", JSON.stringify(meant));

/**
 * @param what the names are of: `class`, `speaker`
 * @returns the rule, what there is, what was got, and what was probably meant
 */
export function unknownName(what: string, names: readonly string[], got: string) {
  const suggestion = nearestName(got, names);
  const known = quoteList(names);
  const rule =
    what === "class"
      ? t("must be a class of the data ({0}), got {1}", known, JSON.stringify(got))
      : t("must be a {0} of the data ({1}), got {2}", what, known, JSON.stringify(got));
  return { message: `${rule}${perhaps(suggestion)}`, suggestion };
}
