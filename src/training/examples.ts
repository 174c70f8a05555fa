/**
 * Examples as a network takes them: decoded and preprocessed. A view of some rows of a data set; test rows are a view
 * that no method ever gets.
 */
import type { Dataset } from "../data/types";
import type { Preprocessing } from "../experiment/types";
import { fingerprintOf } from "./fingerprint-of";
import type { RecordCache } from "../records/record-cache";
import type { Shelf } from "../records/shelf";

/** Makes other values of the preprocessed ones of each example: sparse codes, for example. */
export interface Encoder {
  /** Of what decides the codes. */
  readonly fingerprint: string;
  /** Of one encoded example. */
  readonly outputShape: readonly number[];
  /** @param values of `count` examples, row-major @returns `count` × the product of `outputShape` */
  encode(values: Float32Array, count: number): Promise<Float32Array>;
}

export interface ExamplesOptions {
  dataset: Dataset;
  /** Rows of the data set that this view holds. */
  rows: Int32Array;
  /** [height, width, channels] or [columns], as the network takes them. */
  inputShape: readonly number[];
  preprocessing: Preprocessing;
  /** Class index of the network's outputs for each class index of the data set; the same by default. */
  classMap?: Int32Array;
  /** Training must not see the labels: reading them is a mistake of the method. */
  hidesLabels?: boolean;
  encoder?: Encoder;
  /** Keeps what is slow to decode. */
  records?: RecordCache | undefined;
}

export class Examples {
  readonly count: number;
  readonly records: RecordCache | undefined;
  private readonly valuesPerExample: number;
  private readonly classIndices: Int32Array;
  private decoded: Promise<Shelf> | undefined;
  /** By row of the data set, once they were asked for. */
  private readonly encoded = new Map<number, Float32Array>();

  constructor(private readonly options: ExamplesOptions) {
    const { dataset, rows, inputShape, classMap, records } = options;
    this.count = rows.length;
    this.records = records;
    this.classIndices = rows.map((row) => {
      const label = dataset.labels[row] ?? 0;
      return classMap === undefined ? label : (classMap[label] ?? 0);
    });
    this.valuesPerExample = inputShape.reduce((product, side) => product * side, 1);
  }

  /** Of one example as `read` gives it. */
  get inputShape(): readonly number[] {
    return this.options.encoder?.outputShape ?? this.options.inputShape;
  }

  /** Names of the features, where the data have them and nothing encodes them. */
  get columns(): readonly string[] | undefined {
    return this.options.encoder === undefined ? this.options.dataset.columns : undefined;
  }

  /** The same examples, encoded; codes are kept in memory once they were computed. */
  encodedBy(encoder: Encoder): Examples {
    return new Examples({ ...this.options, encoder });
  }

  /** Whether the labels may be read and say something. */
  get hasLabels(): boolean {
    const { dataset, hidesLabels = false } = this.options;
    return !hidesLabels && (dataset.classes.length > 0 || dataset.targets !== undefined);
  }

  /** @throws Error where training must not see them */
  get labels(): Int32Array {
    this.refuseHidden();
    return this.classIndices;
  }

  /** The number to predict of each example; all 0 where the data have classes. */
  get targets(): Float32Array {
    this.refuseHidden();
    const { dataset, rows } = this.options;
    return Float32Array.from(rows, (row) => dataset.targets?.[row] ?? 0);
  }

  private refuseHidden(): void {
    if (this.options.hidesLabels === true) throw new Error("the labels of these examples are hidden from training");
  }

  /** What to call an example in a message. */
  nameOf(index: number): string {
    return this.options.dataset.nameOf(this.rowOf(index));
  }

  /** The row of the data set: it names an example in all views of the same data. */
  rowOf(index: number): number {
    return this.options.rows[index] ?? 0;
  }

  /** Rows of the whole data set. */
  get rowsInDataset(): number {
    return this.options.dataset.count;
  }

  /** Depends on everything that decides the values of a row. */
  get fingerprint(): string {
    const { dataset, inputShape, preprocessing, encoder } = this.options;
    const codes = encoder === undefined ? {} : { encoder: encoder.fingerprint };
    return fingerprintOf({ data: dataset.fingerprint, inputShape, preprocessing, ...codes });
  }

  /**
   * @param indices into this view
   * @returns preprocessed values, `indices.length` × the product of `inputShape`, row-major; the caller's own
   */
  async read(indices: Int32Array): Promise<Float32Array> {
    const rows = Int32Array.from(indices, (index) => this.rowOf(index));
    const { encoder } = this.options;
    return encoder === undefined ? await this.readPlain(rows) : await this.readEncoded(rows, encoder);
  }

  private async readEncoded(rows: Int32Array, encoder: Encoder): Promise<Float32Array> {
    const missing = Int32Array.from(new Set(rows.filter((row) => !this.encoded.has(row))));
    const each = encoder.outputShape.reduce((product, side) => product * side, 1);
    if (missing.length > 0) {
      const codes = await encoder.encode(await this.readPlain(missing), missing.length);
      missing.forEach((row, at) => this.encoded.set(row, codes.slice(at * each, (at + 1) * each)));
    }
    const batch = new Float32Array(rows.length * each);
    rows.forEach((row, at) => {
      batch.set(this.encoded.get(row) ?? [], at * each);
    });
    return batch;
  }

  private async readPlain(rows: Int32Array): Promise<Float32Array> {
    const values = this.isSlow() ? await this.readKept(rows) : await this.decode(rows);
    return standardize(values, this.options.preprocessing);
  }

  /** Whether a row costs so much that it is worth keeping: pictures of a folder, and those that change their size. */
  private isSlow(): boolean {
    const { dataset, inputShape, records } = this.options;
    const isResized = dataset.shape.some((side, axis) => side !== inputShape[axis]);
    const isDecoded = dataset.kind === "image-folder" || dataset.kind === "speech";
    return records !== undefined && (isDecoded || isResized);
  }

  private async readKept(rows: Int32Array): Promise<Float32Array> {
    const shelf = await this.shelf();
    const kept = await shelf.read(Array.from(rows));
    const missing = Int32Array.from(new Set(rows.filter((_, position) => kept[position] === undefined)));
    const each = this.valuesPerExample;
    const fresh = new Map<number, Float32Array>();
    if (missing.length > 0) {
      const values = await this.decode(missing);
      missing.forEach((row, position) => fresh.set(row, values.subarray(position * each, (position + 1) * each)));
      await shelf.write(Array.from(missing), values);
    }
    const batch = new Float32Array(rows.length * each);
    rows.forEach((row, position) => {
      batch.set(kept[position] ?? fresh.get(row) ?? [], position * each);
    });
    return batch;
  }

  private shelf(): Promise<Shelf> {
    const { dataset, inputShape, records } = this.options;
    if (records === undefined) throw new Error("nothing keeps examples");
    const key = fingerprintOf({ decoded: 1, data: dataset.fingerprint, inputShape });
    this.decoded ??= records.shelf(key, this.valuesPerExample);
    return this.decoded;
  }

  private decode(rows: Int32Array): Promise<Float32Array> {
    const { dataset, inputShape } = this.options;
    const [height, width, channels] = inputShape;
    return height !== undefined && width !== undefined && channels !== undefined
      ? dataset.read(rows, [height, width, channels])
      : dataset.read(rows);
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
