/**
 * Whether a folder is one of recordings, by the names in it: a folder of pictures looks the same from outside. The
 * first folder that holds pictures or recordings decides, so that a look costs little however many files there are.
 */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import path from "node:path";
import { isPictureName } from "../picture-file";
import type { Place } from "../place";
import { FILE_LIST, isWavName } from "./recordings";

/** Class folders, and speakers' folders in each, that are looked into at most. */
const MOST_CLASSES = 16;
const MOST_SPEAKERS = 2;
/** Bytes of a table of files that are looked at. */
const HEAD_BYTES = 4096;

export function looksLikeSpeech(place: Place): boolean {
  const entries = place.entries ?? [];
  if (entries.some((entry) => entry.name === FILE_LIST) && listsRecordings(path.join(place.absolute, FILE_LIST))) {
    return true;
  }
  const files = entries.filter((entry) => !entry.folder).map((entry) => entry.name);
  if (files.some(isWavName) && !files.some(isPictureName)) return true;
  const folders = entries.filter((entry) => entry.folder && !entry.name.startsWith("_"));
  for (const { name } of folders.slice(0, MOST_CLASSES)) {
    const kind = kindOf(path.join(place.absolute, name), MOST_SPEAKERS);
    if (kind !== undefined) return kind === "recordings";
  }
  return false;
}

/** What a folder holds, or else the first of its folders that holds something. */
function kindOf(folder: string, mostFolders: number): "pictures" | "recordings" | undefined {
  const entries = namesIn(folder);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  if (files.some(isPictureName)) return "pictures";
  if (files.some(isWavName)) return "recordings";
  const inside = entries.filter((entry) => entry.isDirectory()).slice(0, mostFolders);
  return inside.map(({ name }) => kindOf(path.join(folder, name), 0)).find((kind) => kind !== undefined);
}

/** In code-unit order; nothing where a folder cannot be read. */
function namesIn(folder: string) {
  try {
    const visible = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith("."));
    return visible.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Whether a table begins with a header that has a column `file`, and with WAV files. */
function listsRecordings(table: string): boolean {
  const head = Buffer.alloc(HEAD_BYTES);
  let read = 0;
  try {
    const file = openSync(table, "r");
    try {
      read = readSync(file, head, 0, HEAD_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  const [header = "", first = ""] = head
    .toString("utf8", 0, read)
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  return header.split(/[,;\t]/).some((name) => name.replaceAll('"', "").trim() === "file") && /\.wav\b/i.test(first);
}
