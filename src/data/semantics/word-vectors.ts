/** Opens word vectors: those that were installed, which are read by offset, or a small text file of a person's own. */
import { t } from "@vscode/l10n";
import { notReadable } from "../bytes";
import { fault } from "../fault";
import { placeIn, resolvePlace } from "../place";
import { openBinaryVectors } from "./binary-vectors";
import { readTextVectors } from "./text-vectors";
import type { WordVectors } from "./types";
import { VECTORS_FILE } from "./vectors-format";

/**
 * @param named a folder with installed vectors, or a file
 * @param base folder that a relative path starts from
 * @returns to be closed by the caller
 * @throws ProblemError naming file, place, rule, what was received and the way out
 */
export async function openWordVectors(named: string, base: string): Promise<WordVectors> {
  const place = await resolvePlace(named, base);
  const isFolder = place.entries !== undefined;
  if (isFolder && !place.entries.some(({ name }) => name === VECTORS_FILE)) {
    const way = t('install some with "Get Source Model…" or {0}', "transfer-lab get glove-100d");
    throw fault("no-vectors", named, t("must hold word vectors, but there is no {0} in it; {1}", VECTORS_FILE, way));
  }
  const file = isFolder ? await placeIn(place, VECTORS_FILE) : place;
  try {
    return (await openBinaryVectors(file)) ?? (await readTextVectors(file));
  } catch (error) {
    throw error instanceof Error && "syscall" in error ? notReadable(file, error) : error;
  }
}
