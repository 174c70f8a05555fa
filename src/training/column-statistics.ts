/** Mean and standard deviation of each column of a table, over training rows only. */
import type { Dataset } from "../data/types";
import type { Preprocessing } from "../experiment/types";

/** So that a large table is never in memory as a whole. */
const ROWS_AT_A_TIME = 1024;

/** @returns a standard deviation of 1 for a constant column, so that it becomes 0 and not a division by zero */
export async function columnStatistics(dataset: Dataset, rows: Int32Array): Promise<Preprocessing> {
  const columns = dataset.shape.reduce<number>((product, side) => product * (side ?? 0), 1);
  const sum = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let start = 0; start < rows.length; start += ROWS_AT_A_TIME) {
    const values = await dataset.read(rows.subarray(start, start + ROWS_AT_A_TIME));
    values.forEach((value, index) => {
      sum[index % columns] = (sum[index % columns] ?? 0) + value;
      squares[index % columns] = (squares[index % columns] ?? 0) + value * value;
    });
  }
  const mean = Array.from(sum, (total) => total / rows.length);
  const std = Array.from(squares, (total, column) => {
    const variance = total / rows.length - (mean[column] ?? 0) ** 2;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, std };
}
