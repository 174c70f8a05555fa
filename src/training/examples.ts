/**
 * Examples as a network takes them: preprocessed, in memory once read. A view of some rows of a data set; test rows
 * are a view that no method ever gets.
 */
import type { Dataset } from "../data/types";
import type { Preprocessing } from "../experiment/types";

/** Decoded values that are kept in memory at most, bytes. */
const MEMORY_LIMIT = 1 << 29;

export interface ExamplesOptions {
  dataset: Dataset;
  /** Rows of the data set that this view holds. */
  rows: Int32Array;
  /** [height, width, channels] or [columns], as the network takes them. */
  inputShape: readonly number[];
  preprocessing: Preprocessing;
  /** Class index of the network's outputs for each class index of the data set; the same by default. */
  classMap?: Int32Array;
}

export class Examples {
  readonly count: number;
  readonly labels: Int32Array;
  readonly inputShape: readonly number[];
  private readonly valuesPerExample: number;
  private readonly decoded: (Float32Array | undefined)[] = [];

  constructor(private readonly options: ExamplesOptions) {
    const { dataset, rows, inputShape, classMap } = options;
    this.count = rows.length;
    this.inputShape = inputShape;
    this.labels = rows.map((row) => {
      const label = dataset.labels[row] ?? 0;
      return classMap === undefined ? label : (classMap[label] ?? 0);
    });
    this.valuesPerExample = inputShape.reduce((product, side) => product * side, 1);
  }

  /** What to call an example in a message. */
  nameOf(index: number): string {
    return this.options.dataset.nameOf(this.options.rows[index] ?? 0);
  }

  /**
   * @param indices into this view
   * @returns preprocessed values, `indices.length` × the product of `inputShape`, row-major
   */
  async read(indices: Int32Array): Promise<Float32Array> {
    const missing = [...new Set(indices)].filter((index) => this.decoded[index] === undefined);
    const fresh = new Map<number, Float32Array>();
    if (missing.length > 0) {
      const values = await this.decode(missing);
      missing.forEach((index, position) => {
        fresh.set(index, values.subarray(position * this.valuesPerExample, (position + 1) * this.valuesPerExample));
      });
      if (this.fitsInMemory()) for (const [index, example] of fresh) this.decoded[index] = example;
    }
    const batch = new Float32Array(indices.length * this.valuesPerExample);
    indices.forEach((index, position) => {
      const example = this.decoded[index] ?? fresh.get(index);
      if (example !== undefined) batch.set(example, position * this.valuesPerExample);
    });
    return batch;
  }

  private fitsInMemory(): boolean {
    return this.count * this.valuesPerExample * Float32Array.BYTES_PER_ELEMENT <= MEMORY_LIMIT;
  }

  private async decode(indices: readonly number[]): Promise<Float32Array> {
    const { dataset, rows, inputShape, preprocessing } = this.options;
    const wanted = indices.map((index) => rows[index] ?? 0);
    const [height, width, channels] = inputShape;
    const values =
      height !== undefined && width !== undefined && channels !== undefined
        ? await dataset.read(wanted, [height, width, channels])
        : await dataset.read(wanted);
    return standardize(values, preprocessing);
  }
}

/** (value − mean) / std along the last axis, in place; one mean and one std serve every channel. */
export function standardize(values: Float32Array, { mean, std }: Preprocessing): Float32Array {
  if (mean.every((value) => value === 0) && std.every((value) => value === 1)) return values;
  for (let index = 0; index < values.length; index++) {
    const shift = mean[index % mean.length] ?? 0;
    const scale = std[index % std.length] ?? 1;
    values[index] = ((values[index] ?? 0) - shift) / scale;
  }
  return values;
}
