/** Opens a data set of the workspace, whatever its format. */
import { t } from "@vscode/l10n";
import { correctDataset, summaryWithCorrections } from "./corrections";
import { fault } from "./fault";
import { resolvePlace } from "./place";
import { readerFor } from "./readers";
import { closingOnFailure } from "./row-store";
import type { Dataset, DatasetKind, DatasetSummary, Interpretation, OpenOptions } from "./types";

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
      t(
        "is not a data set that can be read; give a folder with one sub-folder of pictures, WAV recordings or texts a class, a .csv or .tsv table, an IDX images file or an .npz file",
      ),
    );
  }
  refuseNumbers(path, reader.kind, options);
  const dataset = await reader.open(place, options);
  if (options.corrections === "ignored") return dataset;
  return closingOnFailure(dataset, () => correctDataset(dataset, place, options));
}

/**
 * A quick look at a data set.
 *
 * @returns undefined where it is of no known kind
 * @throws ProblemError like `openDataset`
 */
export async function summarizeDataset(path: string, options: OpenOptions): Promise<DatasetSummary | undefined> {
  const { base, ...interpretation } = options;
  const place = await resolvePlace(path, base);
  const reader = readerFor(place);
  if (reader !== undefined) refuseNumbers(path, reader.kind, options);
  const summary = await reader?.summarize(place, interpretation);
  return summary && summaryWithCorrections(summary, place);
}

/** What labels are in data that cannot say numbers. */
const classesBy: Record<Exclude<DatasetKind, "table" | "npz">, () => string> = {
  "image-folder": () => t("folders of pictures, which are classes"),
  idx: () => t("IDX labels, which are classes"),
  speech: () => t("words, which are classes"),
  "text-folder": () => t("folders of texts, which are classes"),
};

function refuseNumbers(path: string, kind: DatasetKind, { predicts }: Interpretation): void {
  if (predicts !== "number" || kind === "table" || kind === "npz") return;
  throw fault(
    "no-numbers",
    path,
    t(
      'has {0}, and no numbers to predict; use a table or an .npz file with a label of numbers, or leave out "predicts"',
      classesBy[kind](),
    ),
  );
}
