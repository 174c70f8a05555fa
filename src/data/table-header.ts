/** The header of a table: which column is the label, which are features, and what was guessed about that. */
import { t } from "@vscode/l10n";
import type { Problem } from "../protocol/problem";
import { fault, note, quoteList } from "./fault";
import { nearestName, perhaps } from "./nearest-name";
import type { Interpretation } from "./types";

export interface TableHeader {
  /** Every column of the file, as its header names it. */
  names: readonly string[];
  /** Position of the label column. */
  label: number;
  /** Position of the column that says the group of a row, where one was named. */
  group?: number;
  /** Positions of the feature columns. */
  features: readonly number[];
  notes: Problem[];
}

const LABEL_NAMES = ["label", "class", "target", "y", "species", "category"];

export const isNumeric = (cell: string): boolean => cell !== "" && Number.isFinite(Number(cell));

/**
 * @param names the first row
 * @param sample some of the rows that follow, to see which columns hold numbers
 * @param file the table, and what the person said of its columns
 * @throws ProblemError where the header, the label column or the group column does not fit
 */
export function readTableHeader(
  names: readonly string[],
  sample: readonly (readonly string[])[],
  file: { path: string } & Pick<Interpretation, "label" | "predicts" | "group" | "notFeatures">,
): TableHeader {
  checkNames(names, file.path);
  const notes: Problem[] = [];
  const unnamed = names.flatMap((name, index) => (name === "" ? [index] : []));
  if (unnamed.length > 0) {
    const which = unnamed.map((index) => index + 1).join(", ");
    notes.push(
      note("unnamed-column", file.path, t("leaves out column {0}, which has no name in the first row", which)),
    );
  }
  const group = file.group === undefined ? undefined : columnOf(file.path, "group", file.group, names);
  const isUsed = (name: string) => name !== "" && name !== file.group && !(file.notFeatures ?? []).includes(name);
  const used = names.flatMap((name, index) => (isUsed(name) ? [index] : []));
  const label = labelOf(names, used, sample, file);
  if (label.why !== undefined) {
    const name = JSON.stringify(names[label.index]);
    notes.push(
      note(
        "guessed-label",
        file.path,
        t('takes column {0} for the label, {1}; to say so, add "label": {0}', name, label.why),
      ),
    );
  }
  const features = used.filter((index) => index !== label.index);
  if (features.length === 0) {
    throw fault(
      "no-features",
      file.path,
      group === undefined
        ? t("has no column besides the label ({0}); a table needs at least one feature", quoteList(names))
        : t("has no column besides label and group ({0}); a table needs at least one feature", quoteList(names)),
    );
  }
  return { names, label: label.index, ...(group === undefined ? {} : { group }), features, notes };
}

function checkNames(names: readonly string[], path: string): void {
  if (names.length > 1 && names.every((name) => name === "" || isNumeric(name))) {
    throw fault(
      "no-header",
      path,
      t(
        "must name the columns, got the numbers {0}; put a line with the column names before them",
        quoteList(names, 3),
      ),
      t("row {0}", 1),
    );
  }
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw fault(
      "duplicate-column",
      path,
      t("names two columns {0}; rename one of them", JSON.stringify(twice)),
      t("row {0}", 1),
    );
  }
}

interface Guess {
  index: number;
  why?: string;
}

function labelOf(
  names: readonly string[],
  used: readonly number[],
  sample: readonly (readonly string[])[],
  file: { path: string } & Pick<Interpretation, "label" | "predicts" | "group">,
): Guess {
  if (file.label === undefined) return guessLabel(names, used, file.predicts === "number" ? [] : sample);
  if (file.label === file.group) {
    const message = t(
      "must have another column for the group than for the label, got {0} for both",
      JSON.stringify(file.group),
    );
    throw fault("group-is-label", file.path, message);
  }
  return { index: columnOf(file.path, "label", file.label, names) };
}

function guessLabel(names: readonly string[], used: readonly number[], sample: readonly (readonly string[])[]): Guess {
  for (const name of LABEL_NAMES) {
    const index = used.find((column) => names[column]?.toLowerCase() === name);
    if (index !== undefined) return { index, why: t("as its name says") };
  }
  const words = used.filter((index) => sample.some((row) => !isNumeric(row[index] ?? "0")));
  const [only] = words;
  if (only !== undefined && words.length === 1) return { index: only, why: t("the only one without numbers") };
  return { index: used.at(-1) ?? 0, why: t("the last one") };
}

/** @returns the position of a column that the person named */
function columnOf(path: string, what: "label" | "group", wanted: string, names: readonly string[]): number {
  const index = names.indexOf(wanted);
  if (index >= 0) return index;
  const near = nearestName(wanted, names);
  throw fault(
    `no-${what}-column`,
    path,
    `${t("has no column {0}; its columns are {1}", JSON.stringify(wanted), quoteList(names))}${perhaps(near)}`,
    t("row {0}", 1),
  );
}
