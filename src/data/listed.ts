/** Several names or words in one sentence. */
import { t } from "@vscode/l10n";

/** `a and b and c` */
export const listedWithAnd = (words: readonly string[]): string =>
  words.length === 0 ? "" : words.reduce((before, word) => t("{0} and {1}", before, word));

/** `a or b or c` */
export const listedWithOr = (words: readonly string[]): string =>
  words.length === 0 ? "" : words.reduce((before, word) => t("{0} or {1}", before, word));
