/** Batches of a data set in memory, as a training loop holds them before a step. */
import { openDataset } from "../../src/data/open";

export interface Batch {
  /** [n, height, width, channels], 0..1 */
  values: Float32Array;
  labels: Int32Array;
  shape: [number, number, number, number];
  classes: number;
}

/** Whole batches in the order of the data set, as many as it has. */
export async function readBatches(folder: string, size: number): Promise<Batch[]> {
  const dataset = await openDataset(folder, { base: "/" });
  const [height, width, channels] = dataset.shape;
  const batches: Batch[] = [];
  for (let start = 0; start + size <= dataset.count; start += size) {
    const rows = Int32Array.from({ length: size }, (_, index) => start + index);
    batches.push({
      values: await dataset.read(rows),
      labels: rows.map((row) => dataset.labels[row] ?? 0),
      shape: [size, height ?? 0, width ?? 0, channels ?? 0],
      classes: dataset.classes.length,
    });
  }
  await dataset.close();
  return batches;
}

/** Hands out the batches one after the other, over and over. */
export function inTurn<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    const item = items[next++ % items.length];
    if (item === undefined) throw new Error("there are fewer examples than a batch has");
    return item;
  };
}
