/**
 * Texts of the Brown corpus for the finding on self-taught clustering: each of them short, as a target to be put into
 * clusters, and long, as an auxiliary example. All lie in one folder, so that they have the same words.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { wordsOf } from "../../src/data/text/words";

/** Words of a text as a target, and as an auxiliary example; whole texts have some 2,000. */
export const shortWords = 200;
export const longWords = 1000;

/** The class of a genre's long texts. */
export const longOf = (genre: string): string => `${genre}-long`;

/**
 * Writes `genre/ca01.txt`, the first words of a text, and `genre-long/ca01.txt`, more of them.
 *
 * @param brown folder of the sample data
 * @param to folder that is made
 * @returns the genres
 */
export async function writeGenreTexts(brown: string, to: string): Promise<string[]> {
  const genres = (await readdir(brown)).toSorted();
  for (const genre of genres) {
    const [short, long] = [path.join(to, genre), path.join(to, longOf(genre))];
    for (const folder of [short, long]) await mkdir(folder, { recursive: true });
    for (const name of await readdir(path.join(brown, genre))) {
      const words = wordsOf(await readFile(path.join(brown, genre, name), "utf8"));
      await writeFile(path.join(short, name), words.slice(0, shortWords).join(" "));
      await writeFile(path.join(long, name), words.slice(0, longWords).join(" "));
    }
  }
  return genres;
}
