/** Words of a large vocabulary that are near in spelling. */
import { distance } from "fastest-levenshtein";

/** Letters by which a misspelt word may differ. */
const MOST_CHANGES = 2;

/** Whether a word of so many letters can be near to one of others. */
export const isNearLength = (length: number, wanted: number): boolean => Math.abs(length - wanted) <= MOST_CHANGES;

/**
 * @param words in the order in which those are wanted that are equally near
 * @returns the nearest first
 */
export function nearWords(words: Iterable<string>, wanted: string, most: number): string[] {
  const limit = Math.min(MOST_CHANGES, wanted.length - 1);
  const byChanges: string[][] = Array.from({ length: MOST_CHANGES + 1 }, () => []);
  for (const word of words) {
    if (!isNearLength(word.length, wanted.length)) continue;
    const changes = distance(word, wanted);
    if (changes > 0 && changes <= limit) byChanges[changes]?.push(word);
  }
  return byChanges.flat().slice(0, most);
}
