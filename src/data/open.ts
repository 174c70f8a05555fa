/** Opens a data set of the workspace, whatever its format. */
import { fault } from "./fault";
import { resolvePlace } from "./place";
import { readerFor } from "./readers";
import type { Dataset, OpenOptions } from "./types";

/**
 * @param path a file or folder as the person names it, absolute or from `options.base`
 * @throws ProblemError naming file, place, rule, what was received and the way out; the reason of `options.signal`
 *   when it aborts
 */
export async function openDataset(path: string, options: OpenOptions): Promise<Dataset> {
  const place = await resolvePlace(path, options.base);
  const reader = readerFor(place);
  if (reader === undefined) {
    throw fault(
      "unknown-format",
      path,
      "is not a data set that can be read; give a folder with one sub-folder a class, a .csv or .tsv table, " +
        "an IDX images file or an .npz file",
    );
  }
  return reader.open(place, options);
}
