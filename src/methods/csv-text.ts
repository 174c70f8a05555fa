/** Tables that methods save beside a model, as RFC 4180 says it: names may have commas and quotes. */

/** @param rows cells of each line, the head first */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(cellText).join(",")}\n`).join("");

const cellText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
