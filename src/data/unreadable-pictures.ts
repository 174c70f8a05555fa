/**
 * Finds the picture files of a folder that are none, by their headers: a torn download, a text with the wrong name. A file that
 * breaks off behind its header is only found when it is decoded, which training does.
 */
import { open } from "node:fs/promises";
import path from "node:path";
import { ProblemError } from "../protocol/problem";
import { inParallel } from "./in-parallel";
import { pictureShape } from "./picture-file";

/** Enough for the header of most files; where it is not, the whole file is read. */
const HEAD_BYTES = 1 << 14;
const AT_A_TIME = 4;

/**
 * @param folder absolute
 * @param names of the picture files, from the folder
 * @returns those that cannot be read as pictures, in the order of `names`
 * @throws the reason of the signal when it aborts
 */
export async function unreadablePictures(
  folder: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const found = await inParallel(names, AT_A_TIME, async (name) => {
    signal?.throwIfAborted();
    return (await isReadable(path.join(folder, name))) ? undefined : name;
  });
  return found.filter((name) => name !== undefined);
}

async function isReadable(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    if (await isPicture(buffer.subarray(0, bytesRead), file)) return true;
    const whole = bytesRead === HEAD_BYTES ? await handle.readFile() : undefined;
    return whole !== undefined && (await isPicture(Buffer.concat([buffer, whole]), file));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

async function isPicture(bytes: Buffer, file: string): Promise<boolean> {
  try {
    await pictureShape(bytes, file);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}
