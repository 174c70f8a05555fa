/** What a class-by-attribute table says of some classes. */
import { columnMeans } from "../../math/column-means";
import { randomFor, shuffled } from "../../math/random";
import type { AttributeTable } from "./types";

/**
 * @returns a row for each class, in their order
 * @throws RangeError where the table has none of a class
 */
export function signaturesOf({ attributes, classes, values }: AttributeTable, wanted: readonly string[]): number[][] {
  return wanted.map((name) => {
    const row = classes.indexOf(name);
    if (row < 0) throw new RangeError(`the attribute table has no row for ${name}`);
    return Array.from(values.subarray(row * attributes.length, (row + 1) * attributes.length));
  });
}

/** The same as yes or no: a value counts as 1 above the mean of its column over all classes of the table. */
export function binarySignaturesOf(table: AttributeTable, wanted: readonly string[]): number[][] {
  const rows = signaturesOf(table, wanted);
  if (table.isBinary) return rows;
  const means = columnMeans(signaturesOf(table, table.classes));
  return rows.map((row) => row.map((value, column) => (value > (means[column] ?? 0) ? 1 : 0)));
}

/** The same rows for the wrong classes: what a table is worth that says nothing true. @param seed decides the order */
export function dealtOut(rows: readonly number[][], seed: number): number[][] {
  const order = shuffled([...rows.keys()], randomFor(seed, "shuffled attributes"));
  return order.map((row) => rows[row] ?? []);
}

/** Places of columns that are not all 0 or 1. */
export const gradedColumns = ({ attributes, values }: AttributeTable): number[] =>
  attributes.flatMap((_, column) => {
    const isBinary = values.every((value, at) => at % attributes.length !== column || value === 0 || value === 1);
    return isBinary ? [] : [column];
  });
