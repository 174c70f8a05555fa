/**
 * Text files of a data set: in a folder for each class, or all in one folder, each named after its class and a number
 * (`ca01.txt`, `spam-17.txt`). Texts side by side that are named otherwise have no classes.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { t } from "@vscode/l10n";
import type { Problem } from "../../protocol/problem";
import { fault, note, quoteList } from "../fault";
import { isPictureName } from "../picture-file";
import type { Place } from "../place";
import { listFolder } from "../place";

export interface TextFile {
  /** From the folder of the data set, with forward slashes. */
  file: string;
  /** Undefined where neither a folder nor the name says it. */
  class: string | undefined;
}

const isTextName = (name: string): boolean => /\.(txt|text|eml)$/i.test(name);

/** Class folders that are looked into at most. */
const MOST_CLASSES = 16;

/** Whether a folder is one of texts, by the names in it: a folder of pictures looks the same from outside. */
export function looksLikeTexts(place: Place): boolean {
  const entries = place.entries ?? [];
  const folders = entries.filter((entry) => entry.folder);
  if (folders.length === 0) return isFlat(place);
  for (const { name } of folders.slice(0, MOST_CLASSES)) {
    const names = namesIn(path.join(place.absolute, name));
    if (names.some(isPictureName)) return false;
    if (names.some(isTextName)) return true;
  }
  return false;
}

/** @throws ProblemError where there is no text */
export async function listTexts(place: Place): Promise<{ list: TextFile[]; notes: Problem[] }> {
  if (isFlat(place)) return flatTexts(place);
  const list: TextFile[] = [];
  const others: string[] = [];
  const emptyFolders: string[] = [];
  for (const folder of place.entries ?? []) {
    if (!folder.folder) continue;
    const entries = await listFolder(path.join(place.absolute, folder.name));
    const texts = entries.filter((entry) => !entry.folder && isTextName(entry.name));
    if (texts.length === 0) emptyFolders.push(folder.name);
    list.push(...texts.map(({ name }) => ({ file: `${folder.name}/${name}`, class: folder.name })));
    const rest = entries.filter((entry) => !texts.includes(entry));
    others.push(...rest.map(({ name }) => `${folder.name}/${name}`));
  }
  if (list.length === 0) {
    throw fault(
      "empty",
      place.path,
      t("has no texts in its sub-folders; put .txt files into a sub-folder for each class"),
    );
  }
  return { list, notes: notesOn(place, others, emptyFolders) };
}

/** Whether there are texts side by side, and nothing else: one alone is a note on something. */
const isFlat = ({ entries = [] }: Place): boolean =>
  entries.length > 1 && entries.every(({ name, folder }) => !folder && isTextName(name));

/** `ca` of `ca01.txt`; undefined where the name is not letters and then a number. */
const classInName = (name: string): string | undefined => /^(\p{L}[\p{L}_-]*?)[_\- ]?\d+\.\w+$/u.exec(name)?.[1];

function flatTexts(place: Place): { list: TextFile[]; notes: Problem[] } {
  const names = (place.entries ?? []).map(({ name }) => name);
  const classes = [...new Set(names.flatMap((name) => classInName(name) ?? []))];
  if (classes.length < 2 || names.some((name) => classInName(name) === undefined)) {
    return { list: names.map((file) => ({ file, class: undefined })), notes: [] };
  }
  const list = names.map((file) => ({ file, class: classInName(file) }));
  const message = t("takes the classes from the beginning of the file names: {0}", quoteList(classes, 5));
  return { list, notes: [note("classes-in-names", place.path, message)] };
}

/** Nothing where a folder cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}

function notesOn(place: Place, others: readonly string[], emptyFolders: readonly string[]): Problem[] {
  return [
    ...(others.length === 0
      ? []
      : [note("left-out", place.path, t("leaves out what is not a text: {0}", quoteList(others, 3)))]),
    ...(emptyFolders.length === 0
      ? []
      : [note("empty-class", place.path, t("leaves out sub-folders without texts: {0}", quoteList(emptyFolders, 3)))]),
  ];
}
