/** What a data set format has to provide. A new format is one file with a reader, and one line in `readers.ts`. */
import type { Place } from "./place";
import type { Dataset, DatasetKind, DatasetSummary, Interpretation, OpenOptions } from "./types";

export interface DatasetReader {
  readonly kind: DatasetKind;
  /** Whether the file or folder is one for this reader, judged by its name and, for a folder, the names in it. */
  accepts(place: Place): boolean;
  /** @throws ProblemError saying where the data break which rule; the reason of `options.signal` when it aborts */
  open(place: Place, options: OpenOptions): Promise<Dataset>;
  /** A quick look. `undefined` where it turns out not to be a data set; may throw what `open` throws. */
  summarize(place: Place, interpretation?: Interpretation): Promise<DatasetSummary | undefined>;
}
