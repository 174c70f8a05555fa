/** Puts something ready-made into the folder of a project: what the editor and the command line share. */
import { randomBytes } from "node:crypto";
import { copyFile, link, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { TaskOptions } from "../packages/progress";
import { ProblemError } from "../protocol/problem";
import { writing } from "../runs/write-problem";
import { readyModelFolder, type ReadyModel } from "./ready-models";

/** Larger files are linked. Smaller ones are copied, because a person may edit them, and the cache's would change too. */
const LINKED_BYTES = 1 << 20;

/**
 * Large files are links to those of the per-user cache where the disk allows it, so that they take no space twice.
 *
 * @param project the folder of the project, absolute
 * @returns the folder of the model, and whether it was there already
 * @throws ProblemError of `readyModelFolder`; `source-model/in-the-way` where something else has its name
 */
export async function getSourceModel(
  model: ReadyModel,
  project: string,
  options: TaskOptions = {},
): Promise<{ folder: string; wasThere: boolean }> {
  const from = await readyModelFolder(model, options);
  const folder = path.join(project, ...model.folder.split("/"));
  if (await holdsSame(folder, from)) return { folder, wasThere: true };
  options.onProgress?.({ stage: `Putting ${model.id} into ${folder}` });
  await writing(folder, () => putInto(folder, from));
  return { folder, wasThere: false };
}

/** Whole or not at all. */
async function putInto(folder: string, from: string): Promise<void> {
  const unfinished = `${folder}.new-${randomBytes(4).toString("hex")}`;
  await mkdir(unfinished, { recursive: true });
  try {
    for (const name of await readdir(from)) {
      const [file, copy] = [path.join(from, name), path.join(unfinished, name)];
      if ((await stat(file)).size < LINKED_BYTES) await copyFile(file, copy);
      else await link(file, copy).catch(() => copyFile(file, copy));
    }
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** @returns false where there is nothing yet */
async function holdsSame(folder: string, from: string): Promise<boolean> {
  const present = await sizesIn(folder);
  if (present === undefined) return false;
  const wanted = await sizesIn(from);
  if ([...(wanted ?? [])].every(([name, size]) => present.get(name) === size)) return true;
  throw new ProblemError({
    severity: "error",
    code: "source-model/in-the-way",
    file: folder,
    message: "must be the name of nothing yet, but other files are there; rename or remove them",
  });
}

async function sizesIn(folder: string): Promise<Map<string, number> | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return undefined;
  const sizes = await Promise.all(
    names.map(async (name) => [name, (await stat(path.join(folder, name))).size] as const),
  );
  return new Map(sizes);
}
