/** Reads the files of recordings, and says which file, or which row of a table, is to blame where one cannot be read. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { t } from "@vscode/l10n";
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
      const message = t("may have up to {0} bytes, got {1}; cut it into recordings of single words", MAX_BYTES, size);
      throw fault("recording-too-large", named, message);
    }
    return await readFile(absolute);
  } catch (error) {
    if (listed !== undefined && error instanceof Error && "code" in error && error.code === "ENOENT") {
      const message = t("lists {0}, which does not exist; correct the path, or remove the row", JSON.stringify(file));
      throw fault("not-found", listed.table, message, t("row {0}", listed.row));
    }
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw fault("not-readable", named, t("cannot be read ({0}); check its permissions", reasonOf(error)));
  }
}
