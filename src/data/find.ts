/** Finds the data sets of a workspace without opening large ones: for the wizard and the Datasets tree. */
import path from "node:path";
import { summaryWithCorrections } from "./corrections";
import type { Place } from "./place";
import { placeIn, resolvePlace } from "./place";
import { readerFor } from "./readers";
import type { DatasetSummary } from "./types";

const MAX_DEPTH = 4;
/** Files and folders looked at, so that a home folder opened by mistake does not keep the disk busy. */
const MAX_LOOKS = 5000;
/** Folders that hold what programs made; hidden ones are left out everywhere. */
const SKIPPED = new Set(["node_modules", "dist", "out", "build", "__pycache__", "venv"]);

interface FindOptions {
  signal?: AbortSignal;
  /** Looks, or gives what an earlier look at the same place found. */
  once?: (place: Place, look: () => Promise<DatasetSummary | undefined>) => Promise<DatasetSummary | undefined>;
}

/**
 * @param folder absolute
 * @returns the data sets below it, in the order of their paths, at most four folders deep; what cannot be read, and
 *   what turns out not to be a data set, is left out
 * @throws the reason of the signal when it aborts
 */
export async function findDatasets(
  folder: string,
  { signal, once = (_place, look) => look() }: FindOptions = {},
): Promise<DatasetSummary[]> {
  const found: DatasetSummary[] = [];
  const root = await resolvePlace(".", path.resolve(folder)).catch(() => undefined);
  let looks = 0;
  const visit = async (place: Place, depth: number): Promise<void> => {
    for (const entry of place.entries ?? []) {
      signal?.throwIfAborted();
      if (SKIPPED.has(entry.name) || ++looks > MAX_LOOKS) continue;
      const inside = await placeIn(place, entry.name).catch(() => undefined);
      if (inside === undefined) continue;
      const summary = await once(inside, () => summarize(inside));
      if (summary !== undefined) found.push(summary);
      else if (entry.folder && depth < MAX_DEPTH) await visit(inside, depth + 1);
    }
  };
  if (root !== undefined) await visit(root, 1);
  return found;
}

/** A file of an IDX pair does not count by itself where its folder already does: the folder is not descended into. */
async function summarize(place: Place): Promise<DatasetSummary | undefined> {
  const summary = await readerFor(place)
    ?.summarize(place)
    .catch(() => undefined);
  // What is wrong with a list of corrections is said when the data are opened.
  return summary && summaryWithCorrections(summary, place).catch(() => summary);
}
