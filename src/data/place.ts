/** A file or folder that may be a data set: where it is, what it is called in messages, what is in it. */
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { t } from "@vscode/l10n";
import { fault, reasonOf } from "./fault";

export interface Place {
  /** As the person named it. */
  readonly path: string;
  readonly absolute: string;
  /** Size of a file; 0 for a folder. */
  readonly bytes: number;
  /** What a folder holds, hidden entries left out, in code-unit order; absent for a file. */
  readonly entries?: readonly Entry[];
}

interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

/** @throws ProblemError where there is nothing, or nothing that may be read */
export const resolvePlace = (named: string, base: string): Promise<Place> => look(path.resolve(base, named), named);

/** A file or folder inside a folder. */
export const placeIn = (folder: Place, name: string): Promise<Place> =>
  look(path.join(folder.absolute, name), joinNames(folder.path, name));

/** A file or folder beside a file. */
export const placeBeside = (file: Place, name: string): Promise<Place> =>
  look(path.join(path.dirname(file.absolute), name), file.path.replace(/[^\\/]*$/, name));

async function look(absolute: string, named: string): Promise<Place> {
  try {
    const found = await stat(absolute);
    if (found.isDirectory()) return { path: named, absolute, bytes: 0, entries: await listFolder(absolute) };
    return { path: named, absolute, bytes: found.size };
  } catch (error) {
    if (isMissing(error)) {
      throw fault(
        "not-found",
        named,
        t("does not exist; check the path, which starts from the folder of the experiment"),
      );
    }
    throw fault("not-readable", named, t("cannot be read ({0}); check its permissions", reasonOf(error)));
  }
}

/** A path for messages and files: forward slashes on every system. */
export const joinNames = (folder: string, name: string): string =>
  folder === "" || folder === "." ? name : `${folder.replace(/[\\/]+$/, "")}/${name}`;

/** Entries of a folder, links followed, in code-unit order so that every machine sees the same order. */
export async function listFolder(absolute: string): Promise<Entry[]> {
  const found = (await readdir(absolute, { withFileTypes: true })).filter((entry) => !entry.name.startsWith("."));
  const entries = await Promise.all(
    found.map(async (entry) => ({ name: entry.name, folder: await isFolder(absolute, entry) })),
  );
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function isFolder(parent: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return stat(path.join(parent, entry.name)).then(
    (target) => target.isDirectory(),
    () => false,
  );
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
