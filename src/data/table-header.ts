/** The header of a table: which column is the label, which are features, and what was guessed about that. */
import { distance } from "fastest-levenshtein";
import type { Problem } from "../protocol/problem";
import { fault, note, quoteList } from "./fault";

export interface TableHeader {
  /** Every column of the file, as its header names it. */
  names: readonly string[];
  /** Position of the label column. */
  label: number;
  /** Positions of the feature columns. */
  features: readonly number[];
  notes: Problem[];
}

const LABEL_NAMES = ["label", "class", "target", "y", "species", "category"];

export const isNumeric = (cell: string): boolean => cell !== "" && Number.isFinite(Number(cell));

/**
 * @param names the first row
 * @param sample some of the rows that follow, to see which columns hold numbers
 * @param file the table, and its label column where the person named one
 * @throws ProblemError where the header or the label column does not fit
 */
export function readTableHeader(
  names: readonly string[],
  sample: readonly (readonly string[])[],
  file: { path: string; label?: string | undefined },
): TableHeader {
  checkNames(names, file.path);
  const notes: Problem[] = [];
  const unnamed = names.flatMap((name, index) => (name === "" ? [index] : []));
  if (unnamed.length > 0) {
    const which = unnamed.map((index) => index + 1).join(", ");
    notes.push(note("unnamed-column", file.path, `leaves out column ${which}, which has no name in the first row`));
  }
  const used = [...names.keys()].filter((index) => !unnamed.includes(index));
  const label = file.label === undefined ? guessLabel(names, used, sample) : { index: names.indexOf(file.label) };
  if (file.label !== undefined && label.index < 0) throw noLabelFault(file.path, file.label, names);
  if (label.why !== undefined) {
    const name = JSON.stringify(names[label.index]);
    notes.push(
      note(
        "guessed-label",
        file.path,
        `takes column ${name} for the label, ${label.why}; to say so, add "label": ${name}`,
      ),
    );
  }
  const features = used.filter((index) => index !== label.index);
  if (features.length === 0) {
    throw fault(
      "no-features",
      file.path,
      `has no column besides the label (${quoteList(names)}); a table needs at least one feature`,
    );
  }
  return { names, label: label.index, features, notes };
}

function checkNames(names: readonly string[], path: string): void {
  if (names.length > 1 && names.every((name) => name === "" || isNumeric(name))) {
    throw fault(
      "no-header",
      path,
      `must name the columns, got the numbers ${quoteList(names, 3)}; put a line with the column names before them`,
      "row 1",
    );
  }
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw fault("duplicate-column", path, `names two columns ${JSON.stringify(twice)}; rename one of them`, "row 1");
  }
}

interface Guess {
  index: number;
  why?: string;
}

function guessLabel(names: readonly string[], used: readonly number[], sample: readonly (readonly string[])[]): Guess {
  for (const name of LABEL_NAMES) {
    const index = names.findIndex((column) => column.toLowerCase() === name);
    if (index >= 0) return { index, why: "as its name says" };
  }
  const words = used.filter((index) => sample.some((row) => !isNumeric(row[index] ?? "0")));
  const [only] = words;
  if (only !== undefined && words.length === 1) return { index: only, why: "the only one without numbers" };
  return { index: used.at(-1) ?? 0, why: "the last one" };
}

function noLabelFault(path: string, label: string, names: readonly string[]) {
  const near = names.find((name) => distance(name.toLowerCase(), label.toLowerCase()) <= 2);
  return fault(
    "no-label-column",
    path,
    `has no column ${JSON.stringify(label)}; its columns are ${quoteList(names)}` +
      (near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`),
    "row 1",
  );
}
