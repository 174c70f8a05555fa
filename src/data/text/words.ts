/** The words of a text. */

/** A letter and more of them, in any script. */
const WORD = /\p{L}{2,}/gu;

/** @returns every word of two letters or more, in lower case, as often as it occurs */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/**
 * The text of a file: UTF-8, or else Windows-1252, in which every sequence of bytes means something.
 *
 * @returns undefined where it is no text, because it holds a zero byte
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
