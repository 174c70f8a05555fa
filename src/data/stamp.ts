/** A mark of a file or folder that changes when it does, without reading it: for caches of what was found in it. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { correctionsFile } from "./corrections";
import { listFolder } from "./place";

/** Folders with more entries are marked by their own times and those of their sub-folders only. */
const FEW_FILES = 200;

/**
 * Times and sizes of the file and of the list of corrections beside it; of a folder, of itself and of what lies directly in it.
 * A picture that is added to or removed from a class folder changes the time of that folder.
 *
 * @param absolute path
 * @returns undefined where there is nothing
 */
export async function stampOf(absolute: string): Promise<string | undefined> {
  const own = await markOf(absolute);
  if (own === undefined) return undefined;
  const beside = (await markOf(correctionsFile(absolute)))?.mark ?? "";
  if (!own.isFolder) return [own.mark, beside].join(" ");
  const entries = await listFolder(absolute).catch(() => []);
  const marked = entries.length <= FEW_FILES ? entries : entries.filter(({ folder }) => folder);
  const marks = await Promise.all(marked.map(async ({ name }) => (await markOf(path.join(absolute, name)))?.mark));
  return [own.mark, beside, entries.length, ...marks].join(" ");
}

async function markOf(absolute: string): Promise<{ mark: string; isFolder: boolean } | undefined> {
  const found = await stat(absolute).catch(() => undefined);
  return found && { mark: `${found.mtimeMs}:${found.size}`, isFolder: found.isDirectory() };
}
