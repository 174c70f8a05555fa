/** What follows the language of the page beside its texts: dates, lists, and capital letters within a sentence. */

const { lang } = document.documentElement;
const isEnglish = /^(en\b|$)/.test(lang);

const dates = new Intl.DateTimeFormat(isEnglish ? "en-GB" : lang, { dateStyle: "medium", timeStyle: "short" });
const lists = new Intl.ListFormat(isEnglish ? "en" : lang);

/** `14 Jul 2026, 09:32`; the text itself where it is no date. */
export function dateText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : dates.format(date);
}

/** `conv1, conv2, and head` */
export const listText = (texts: readonly string[]): string => lists.format(texts);

/**
 * `Test accuracy` within an English sentence: `test accuracy`; the rest may hold signs such as R². Other languages have
 * other rules, and stay as they are.
 */
export const inSentence = (title: string): string =>
  isEnglish ? title.charAt(0).toLowerCase() + title.slice(1) : title;
