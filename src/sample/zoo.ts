/**
 * Zoo of the PyPI package `orange3`, as a table of animals and their attributes. Classes of ImageNet that are such animals
 * have rows too, so that a ready classifier of ImageNet says the attributes of an animal; and the photographs of such
 * animals among the stamps of Tux Paint are what it is to recognise, without a picture to learn from.
 *
 * @see R. Forsyth, Zoo, UCI Machine Learning Repository, 1990
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import sharp from "sharp";
import { z } from "zod";
import { readImagenetClasses } from "../models/imagenet-classes";
import { animalPhotographs, imagenetKinds } from "./zoo-animals";

/** The column of numbers becomes three of yes or no. */
const legs: Readonly<Record<string, (count: number) => boolean>> = {
  "two legs": (count) => count === 2,
  "four legs": (count) => count === 4,
  "more legs": (count) => count > 4,
};

interface Animal {
  name: string;
  /** By attribute, 0 or 1. */
  attributes: Readonly<Record<string, number>>;
}

const yesOrNo = z.coerce.number().int().min(0).max(1);
const rowSchema = z
  .object({ name: z.string(), legs: z.coerce.number().int().min(0).max(8), type: z.string() })
  .catchall(yesOrNo);

/** @param packageFolder the unpacked wheel of `orange3` @returns 100 animals; of two frogs the one that is not venomous */
async function readZoo(packageFolder: string): Promise<Animal[]> {
  const text = await readFile(path.join(packageFolder, "Orange", "datasets", "zoo.tab"));
  // Below the names of the columns stand two lines that say what they hold.
  const lines = z.array(z.array(z.string())).parse(parse(text, { delimiter: "\t" }));
  const [head = [], , , ...cells] = lines;
  const rows = cells.map((row) => rowSchema.parse(Object.fromEntries(head.map((name, column) => [name, row[column]]))));
  const animals = rows.map(({ name, legs: count, type: _, ...attributes }): Animal => {
    const limbs = Object.entries(legs).map(([title, has]) => [title, has(count) ? 1 : 0] as const);
    return { name, attributes: { ...attributes, ...Object.fromEntries(limbs) } };
  });
  return animals.filter(({ name }, index) => animals.findIndex((other) => other.name === name) === index);
}

const stampsFolder = path.join("usr", "share", "tuxpaint", "stamps", "animals");
/** Pixels of a side, as classifiers of ImageNet take them. */
const side = 224;

/**
 * @param packageFolders the unpacked packages `orange3`, `imagenet-classes` and `tuxpaint-stamps-default`
 * @param to folder for the files, which is made: `pictures/<Animal>/<name>.png`, on white; `attributes.csv` with rows for all
 *   animals and for what ImageNet has of them; `attributes-unseen.csv` without what ImageNet has of the pictured ones
 */
export async function writeZoo(packageFolders: readonly [string, string, string], to: string): Promise<void> {
  const [zoo, imagenet, stamps] = packageFolders;
  const animals = await readZoo(zoo);
  const classes = await readImagenetClasses(imagenet);
  await mkdir(to, { recursive: true });
  const pictured = Object.keys(animalPhotographs);
  const unseen = Object.keys(imagenetKinds).filter((animal) => !pictured.includes(animal));
  await writeFile(path.join(to, "attributes.csv"), tableText(animals, classes, Object.keys(imagenetKinds)));
  await writeFile(path.join(to, "attributes-unseen.csv"), tableText(animals, classes, unseen));
  for (const [animal, files] of Object.entries(animalPhotographs)) {
    const folder = path.join(to, "pictures", capital(animal));
    await mkdir(folder, { recursive: true });
    for (const file of files) {
      await sharp(path.join(stamps, stampsFolder, `${file}.png`))
        .flatten({ background: "white" })
        .resize(side, side, { fit: "contain", background: "white" })
        .png({ compressionLevel: 9 })
        .toFile(path.join(folder, `${path.basename(file)}.png`));
    }
  }
}

/** @param kinds animals of which the classes of ImageNet get rows */
function tableText(animals: readonly Animal[], classes: readonly string[], kinds: readonly string[]): string {
  const attributes = Object.keys(animals[0]?.attributes ?? {});
  const known = animals.flatMap((animal) => {
    const own = kinds.includes(animal.name) ? (imagenetKinds[animal.name] ?? []) : [];
    return own.map((kind) => ({ ...animal, name: classWith(kind, classes) }));
  });
  const rows = [...animals.map((animal) => ({ ...animal, name: capital(animal.name) })), ...known].map((one) => [
    `"${one.name}"`,
    ...attributes.map((attribute) => one.attributes[attribute] ?? 0),
  ]);
  return [["animal", ...attributes], ...rows].map((cells) => `${cells.join(",")}\n`).join("");
}

/** ImageNet has a `flamingo` too, and what the target's classes are called must tell them from those of the classifier. */
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The class whose first name it is. */
function classWith(kind: string, classes: readonly string[]): string {
  const found = classes.find((name) => name === kind || name.startsWith(`${kind}, `));
  if (found === undefined) throw new Error(`ImageNet has no class ${kind}`);
  return found;
}
