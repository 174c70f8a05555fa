/**
 * Applies the list of corrections that lies beside a data set: labels that were put right, examples that were excluded.
 * The whole list fits or nothing of it is used: a list that is damaged, or that names what is not there, is a problem.
 */
import { readFile } from "node:fs/promises";
import { t } from "@vscode/l10n";
import type { Correction } from "../protocol/corrections";
import { CORRECTIONS_SUFFIX, correctionListSchema, countCorrections } from "../protocol/corrections";
import type { ProblemError } from "../protocol/problem";
import { fault, note, quoteList, reasonOf } from "./fault";
import { fingerprint } from "./fingerprint";
import type { Place } from "./place";
import { exampleAt } from "./rows";
import type { Dataset, DatasetSummary, Interpretation } from "./types";

/** Of a data set. @param path as a person names it, or absolute */
export const correctionsFile = (path: string): string => `${path.replace(/[\\/]+$/, "")}${CORRECTIONS_SUFFIX}`;

/**
 * @returns nothing where there is no list
 * @throws ProblemError where it is damaged, or made by a newer version
 */
export async function readCorrections({ absolute, path }: Pick<Place, "absolute" | "path">): Promise<Correction[]> {
  const shown = correctionsFile(path);
  let text: string;
  try {
    text = await readFile(correctionsFile(absolute), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw fault("corrections-unreadable", shown, t("cannot be read ({0}); check its permissions", reasonOf(error)));
  }
  return decoded(text, shown);
}

function decoded(text: string, shown: string): Correction[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(shown, reasonOf(error));
  }
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version === "number" && version > 1) {
    throw fault(
      "corrections-newer-version",
      shown,
      t(
        "was written by a newer version of Transfer Lab (format {0}, this one reads 1); update Transfer Lab to use it",
        version,
      ),
    );
  }
  const list = correctionListSchema.safeParse(value);
  if (!list.success)
    throw damaged(shown, `${list.error.issues[0]?.path.join(".") ?? ""} ${list.error.issues[0]?.message ?? ""}`.trim());
  const names = new Set<string>();
  for (const { example } of list.data.corrections) {
    if (names.has(example)) throw damaged(shown, t("it corrects {0} twice", JSON.stringify(example)));
    names.add(example);
  }
  return list.data.corrections;
}

const damaged = (shown: string, reason: string): ProblemError =>
  fault(
    "corrections-damaged",
    shown,
    t("is damaged ({0}), so no correction is used; repair it or remove the file", reason),
  );

/** @returns the data set as the list beside it says, or itself where there is none; closing it closes the data set */
export async function correctDataset(dataset: Dataset, place: Place, { label }: Interpretation): Promise<Dataset> {
  const corrections = await readCorrections(place);
  if (corrections.length === 0) return dataset;
  return applyCorrections(dataset, corrections, { shown: correctionsFile(place.path), of: label });
}

interface ListPlace {
  /** For messages. */
  shown: string;
  /** The label column that the data were opened with. */
  of: string | undefined;
}

/** @throws ProblemError where a correction does not fit the data */
export function applyCorrections(
  dataset: Dataset,
  corrections: readonly Correction[],
  { shown, of }: ListPlace,
): Dataset {
  const rows = new Map(Array.from({ length: dataset.count }, (_, row) => [dataset.nameOf(row), row]));
  const unknown = corrections.filter(({ example }) => !rows.has(example)).map(({ example }) => example);
  if (unknown.length > 0) throw unknownExamples(shown, unknown);
  const labels = Int32Array.from(dataset.labels);
  const excluded = new Set<number>();
  for (const correction of corrections) {
    const row = rows.get(correction.example) ?? 0;
    if (correction.of === of) checkFit(dataset, row, correction, shown);
    if ("excluded" in correction) excluded.add(row);
    else if (correction.of === of && dataset.classes.length > 0) labels[row] = classIndex(dataset, correction, shown);
  }
  const left = Int32Array.from({ length: dataset.count }, (_, row) => row).filter((row) => !excluded.has(row));
  if (left.length === 0)
    throw fault("corrections-exclude-all", shown, t("excludes every example; restore some of them"));
  return correctedView(dataset, { left, labels, corrections, shown });
}

interface Corrected {
  /** Rows that are left. */
  left: Int32Array;
  labels: Int32Array;
  corrections: readonly Correction[];
  shown: string;
}

function correctedView(dataset: Dataset, { left, labels, corrections, shown }: Corrected): Dataset {
  const { groups, targets } = dataset;
  const { relabelled, excluded } = countCorrections(corrections);
  return {
    ...dataset,
    labels: left.map((row) => labels[row] ?? 0),
    count: left.length,
    ...(groups && { groups: { ...groups, of: left.map((row) => groups.of[row] ?? 0) } }),
    ...(targets && { targets: Float32Array.from(left, (row) => targets[row] ?? 0) }),
    fingerprint: fingerprint(["corrected", dataset.fingerprint, labels, left]),
    notes: [
      ...dataset.notes,
      note("corrected", shown, t("is applied to the data: {0} relabelled, {1} excluded", relabelled, excluded)),
    ],
    nameOf: (row) => dataset.nameOf(exampleAt(left, row)),
    read: (wanted, size) =>
      dataset.read(
        Int32Array.from(wanted, (row) => exampleAt(left, row)),
        size,
      ),
    close: () => dataset.close(),
  };
}

/** The list was made for these data only if the example still has the class that it had then. */
function checkFit(dataset: Dataset, row: number, { example, was }: Correction, shown: string): void {
  const label = dataset.classes[dataset.labels[row] ?? -1];
  if (was === undefined || label === undefined || label === was) return;
  throw fault(
    "corrections-do-not-fit",
    shown,
    t(
      "must fit the data, but {0} has the class {1} there and had {2} when it was corrected; remove the entry, or undo the change of the data",
      JSON.stringify(example),
      JSON.stringify(label),
      JSON.stringify(was),
    ),
    example,
  );
}

function classIndex(
  { classes }: Dataset,
  { example, label }: Extract<Correction, { label: string }>,
  shown: string,
): number {
  const index = classes.indexOf(label);
  if (index >= 0) return index;
  throw fault(
    "corrections-unknown-class",
    shown,
    t(
      "must name classes of the data ({0}), got {1}; choose one of them or remove the entry",
      quoteList(classes),
      JSON.stringify(label),
    ),
    example,
  );
}

const unknownExamples = (shown: string, names: readonly string[]): ProblemError =>
  fault(
    "corrections-unknown-example",
    shown,
    t("names what is not among the examples: {0}; bring the data back or remove the entries", quoteList(names, 3)),
  );

/** A quick look with what the list beside the data says. @throws ProblemError where the list is damaged */
export async function summaryWithCorrections(summary: DatasetSummary, place: Place): Promise<DatasetSummary> {
  const corrections = await readCorrections(place);
  if (corrections.length === 0) return summary;
  const total = countCorrections(corrections);
  const { count, counts, classes } = summary;
  return {
    ...summary,
    ...(count !== undefined && { count: count - total.excluded }),
    ...(counts && { counts: correctedCounts(counts, classes, corrections) }),
    corrections: total,
  };
}

/** As far as the list says what the examples were. */
function correctedCounts(
  counts: readonly number[],
  classes: readonly string[],
  corrections: readonly Correction[],
): number[] {
  const corrected = [...counts];
  const add = (name: string | undefined, change: number) => {
    const index = name === undefined ? -1 : classes.indexOf(name);
    if (index >= 0) corrected[index] = Math.max(0, (corrected[index] ?? 0) + change);
  };
  for (const correction of corrections) {
    add(correction.was, -1);
    if ("label" in correction) add(correction.label, 1);
  }
  return corrected;
}
