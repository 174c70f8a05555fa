/** A table of numbers held in memory: what CSV files and two-dimensional NPZ arrays hold. */
import type { Problem } from "../protocol/problem";
import { fingerprint } from "./fingerprint";
import type { EncodedLabels } from "./label-encoder";
import { exampleAt } from "./rows";
import type { Dataset, DatasetKind } from "./types";

interface TableArray extends EncodedLabels {
  kind: DatasetKind;
  path: string;
  /** Names of the features. */
  columns: readonly string[];
  /** Row-major [examples, columns]. */
  values: Float32Array;
  notes: Problem[];
  nameOf: (row: number) => string;
}

export function tableArrayDataset(table: TableArray): Dataset {
  const { kind, path, classes, labels, columns, values, notes, nameOf } = table;
  const width = columns.length;
  return {
    kind,
    path,
    classes,
    labels,
    count: labels.length,
    shape: [width],
    columns,
    fingerprint: fingerprint([kind, `${columns.length}`, ...columns, ...classes, labels, values]),
    notes,
    nameOf,
    read: (rows) => {
      const result = new Float32Array(rows.length * width);
      for (let index = 0; index < rows.length; index++) {
        const row = exampleAt(rows, index);
        exampleAt(labels, row);
        result.set(values.subarray(row * width, (row + 1) * width), index * width);
      }
      return Promise.resolve(result);
    },
    close: () => Promise.resolve(),
  };
}
