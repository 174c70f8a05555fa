/** Reads the files of recordings, and says which file, or which row of a table, is to blame where one cannot be read. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fault, reasonOf } from "../fault";
import type { Place } from "../place";
import { joinNames } from "../place";
import type { Recording } from "./recordings";

/** 25 minutes of stereo sound from a compact disc. */
const MAX_BYTES = 1 << 28;

/** @throws ProblemError where there is no such file, or it is too large or may not be read */
export async function readRecording(folder: Place, { file, listed }: Recording): Promise<Buffer> {
  const absolute = path.join(folder.absolute, file);
  const named = joinNames(folder.path, file);
  try {
    const { size } = await stat(absolute);
    if (size > MAX_BYTES) {
      const message = `may have up to ${MAX_BYTES} bytes, got ${size}; cut it into recordings of single words`;
      throw fault("recording-too-large", named, message);
    }
    return await readFile(absolute);
  } catch (error) {
    if (listed !== undefined && error instanceof Error && "code" in error && error.code === "ENOENT") {
      const message = `lists ${JSON.stringify(file)}, which does not exist; correct the path, or remove the row`;
      throw fault("not-found", listed.table, message, `row ${listed.row}`);
    }
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw fault("not-readable", named, `cannot be read (${reasonOf(error)}); check its permissions`);
  }
}
