/** A table of numbers: what CSV files and two-dimensional NPZ arrays hold. */
import type { Problem } from "../protocol/problem";
import type { ReadOptions } from "./bytes";
import { fingerprintWithRows } from "./fingerprint";
import type { EncodedLabels } from "./label-encoder";
import type { RowStore } from "./row-store";
import { checkRows } from "./rows";
import type { Dataset, DatasetKind } from "./types";

interface TableArray extends EncodedLabels {
  kind: DatasetKind;
  path: string;
  /** Names of the features. */
  columns: readonly string[];
  /** One row an example. */
  rows: RowStore<Float32Array<ArrayBuffer>>;
  notes: Problem[];
  nameOf: (row: number) => string;
}

/** @returns a data set that closes the rows when it is closed */
export async function tableArrayDataset(table: TableArray, options: ReadOptions): Promise<Dataset> {
  const { kind, path, classes, labels, columns, rows, notes, nameOf } = table;
  const width = columns.length;
  return {
    kind,
    path,
    classes,
    labels,
    count: labels.length,
    shape: [width],
    columns,
    fingerprint: await fingerprintWithRows([kind, `${columns.length}`, ...columns, ...classes, labels], rows, options),
    notes,
    nameOf,
    read: async (wanted) => {
      checkRows(wanted, labels);
      const result = new Float32Array(wanted.length * width);
      await rows.read(wanted, (values, index) => {
        result.set(values, index * width);
      });
      return result;
    },
    close: () => rows.close(),
  };
}
