/** What specs and architectures say, in the language of the editor: they are plain data, and their texts English. */
import { t } from "@vscode/l10n";

/** @param text a title, summary or description of theirs; another one stays as it is */
export const inLanguage = (text: string): string => t(text);

/** In English a title begins small in the middle of a sentence: `from scratch`, `explained variance (R²)`, `PCA`. */
export function inSentence(title: string): string {
  const isPlainWord = /^\p{Lu}\p{Ll}/u.test(title);
  return isEnglish() && isPlainWord ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : inLanguage(title);
}

/** The texts of another language name it. */
export const isEnglish = (): boolean => t("English") === "English";
