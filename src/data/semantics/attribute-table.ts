/**
 * A class-by-attribute table as CSV or TSV: the first column names the classes, each other column is an attribute, and a
 * cell says how much of it a class has: 0 or 1, or any number.
 */
import { createHash } from "node:crypto";
import { CsvError, parse } from "csv-parse/sync";
import { t } from "@vscode/l10n";
import { readHead } from "../bytes";
import { fault, quoteList, reasonOf } from "../fault";
import { resolvePlace } from "../place";
import { isNumeric } from "../table-header";
import { placeOf } from "../table-labels";
import type { AttributeTable } from "./types";

/** More is no table of classes. */
const MAX_BYTES = 1 << 26;

/**
 * @param named path as the person wrote it
 * @param base folder that a relative path starts from
 * @throws ProblemError naming file, row and column, rule, what was received and the way out
 */
export async function readAttributeTable(named: string, base: string): Promise<AttributeTable> {
  const place = await resolvePlace(named, base);
  if (place.entries !== undefined) {
    throw fault("not-a-table", named, t("must be a CSV file of classes and their attributes, got a folder"));
  }
  const bytes = await readHead(place, MAX_BYTES + 1);
  if (bytes.length > MAX_BYTES) {
    throw fault("large-table", named, t("must have a row for each class and no more than {0} MiB", MAX_BYTES >> 20));
  }
  const fingerprint = createHash("sha256").update(bytes).digest("hex");
  return { ...tableOf(named, rowsOf(named, bytes.toString("utf8"))), fingerprint };
}

function rowsOf(file: string, text: string): string[][] {
  try {
    const options = { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true };
    return parse(text, { ...options, delimiter: delimiterOf(text) });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw fault("malformed-table", file, t("cannot be read as a table ({0}); check the quotes", reasonOf(error)));
  }
}

/** Whichever the first line has most of. */
function delimiterOf(text: string): string {
  const line = (text.split(/[\r\n]/, 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => line.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function tableOf(file: string, rows: readonly (readonly string[])[]): Omit<AttributeTable, "fingerprint"> {
  const [head = [], ...body] = rows;
  const attributes = head.slice(1);
  if (attributes.length === 0) {
    throw fault(
      "no-attributes",
      file,
      t("must name attributes in its first row, after a column for the classes"),
      t("row {0}", 1),
    );
  }
  const unnamed = attributes.indexOf("");
  if (unnamed >= 0)
    throw fault("unnamed-column", file, t("must name column {0}; it has no name", unnamed + 2), t("row {0}", 1));
  checkTwice(file, "attribute", attributes);
  if (body.length === 0) throw fault("empty", file, t("has no rows below its header; add a row for each class"));
  const classes = body.map(([name = ""], index) => {
    if (name !== "") return name;
    throw fault("empty-cell", file, t("must name a class in its first column"), t("row {0}", index + 2));
  });
  checkTwice(file, "class", classes);
  const values = Float32Array.from(body.flatMap((cells, index) => valuesOf(file, { head, cells, row: index + 2 })));
  return { attributes, classes, values, isBinary: values.every((value) => value === 0 || value === 1) };
}

/** @param row number in the file, where the header is row 1 */
function valuesOf(
  file: string,
  { head, cells, row }: { head: readonly string[]; cells: readonly string[]; row: number },
): number[] {
  if (cells.length !== head.length) {
    const message = t(
      "must have {0} columns like the first row, got {1}; check for a missing value, or put class names with commas in quotes",
      ...[head.length, cells.length],
    );
    throw fault("ragged-table", file, message, t("row {0}", row));
  }
  return cells.slice(1).map((cell, index) => {
    if (isNumeric(cell)) return Number(cell);
    const place = placeOf(row, head[index + 1] ?? "");
    if (cell === "") throw fault("empty-cell", file, t("is empty; write 0 where a class lacks the attribute"), place);
    throw fault("not-a-number", file, t("must be a number (0 or 1), got {0}", JSON.stringify(cell)), place);
  });
}

function checkTwice(file: string, what: "attribute" | "class", names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length === 0) return;
  const which = quoteList([...new Set(twice)]);
  const message =
    what === "class"
      ? t("must name each class once, but has {0} twice; rename or remove one", which)
      : t("must name each attribute once, but has {0} twice; rename or remove one", which);
  throw fault(`duplicate-${what}`, file, message);
}
