/** Folders of the cache that are made once, whole or not at all, by one process at a time. */
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { cacheDirectory } from "./cache";
import { withLock } from "./lock";
import { fileFailure } from "./problems";
import type { TaskOptions } from "./progress";

/**
 * Makes a folder unless it is there.
 *
 * @param folder its absolute path, inside the cache
 * @param make fills a folder of another name, which one rename then puts in place; what it leaves behind on failure is removed
 * @returns `folder`
 */
export async function cachedFolder(
  folder: string,
  make: (unfinished: string) => Promise<void>,
  { signal, onProgress }: TaskOptions,
): Promise<string> {
  if (await exists(folder)) return folder;
  const name = basename(folder);
  return withLock(
    join(cacheDirectory(), "locks", `${name}.lock`),
    async () => {
      if (await exists(folder)) return folder;
      const unfinished = `${folder}.unfinished`;
      try {
        await rm(unfinished, { recursive: true, force: true });
        await mkdir(unfinished, { recursive: true });
        await make(unfinished);
        await rename(unfinished, folder);
      } catch (error) {
        await rm(unfinished, { recursive: true, force: true });
        throw fileFailure(error, folder);
      }
      return folder;
    },
    { signal, onWait: () => onProgress?.({ stage: `Waiting for another process that makes ${name}` }) },
  );
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
