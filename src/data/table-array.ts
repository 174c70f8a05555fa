/** A table of numbers: what CSV files and two-dimensional NPZ arrays hold. */
import type { Problem } from "../protocol/problem";
import type { ReadOptions } from "./bytes";
import { fingerprintWithRows } from "./fingerprint";
import { groupParts } from "./groups";
import { targetParts, type EncodedLabels } from "./label-encoder";
import type { RowStore } from "./row-store";
import { checkRows } from "./rows";
import type { Dataset, DatasetKind, Groups } from "./types";

interface TableArray extends EncodedLabels {
  kind: DatasetKind;
  path: string;
  /** Names of the features. */
  columns: readonly string[];
  groups?: Groups | undefined;
  /** One row an example. */
  rows: RowStore<Float32Array<ArrayBuffer>>;
  notes: Problem[];
  nameOf: (row: number) => string;
}

/** @returns a data set that closes the rows when it is closed */
export async function tableArrayDataset(table: TableArray, options: ReadOptions): Promise<Dataset> {
  const { kind, path, classes, labels, targets, columns, groups, rows, notes, nameOf } = table;
  const width = columns.length;
  const parts = [kind, `${width}`, ...columns, ...classes, labels, ...targetParts(targets), ...groupParts(groups)];
  return {
    kind,
    path,
    classes,
    labels,
    count: labels.length,
    shape: [width],
    columns,
    ...(groups && { groups }),
    ...(targets && { targets }),
    fingerprint: await fingerprintWithRows(parts, rows, options),
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
