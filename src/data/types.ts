/** A labelled data set of the workspace, opened for reading. A reader is one file that returns this. */
import type { Problem } from "../protocol/problem";

export type DatasetKind = "image-folder" | "table" | "idx" | "npz";

/** [height, width, channels] of a picture. */
export type PictureShape = readonly [height: number, width: number, channels: number];

export interface Dataset {
  readonly kind: DatasetKind;
  /** As the person named it; errors carry it. */
  readonly path: string;
  /** Unique; in numeric order where all are integers, else in code-unit order. Labels are indices into it. */
  readonly classes: readonly string[];
  /** Class index of each example. */
  readonly labels: Int32Array;
  readonly count: number;
  /** [height, width, channels] of pictures (null where they differ), or [columns] of a table. */
  readonly shape: readonly (number | null)[];
  /** Names of the feature columns of a table. */
  readonly columns?: readonly string[];
  /** SHA-256 over names, labels and contents: the same data give the same fingerprint on every machine. */
  readonly fingerprint: string;
  /** What was guessed or left out, for the person to know. */
  readonly notes: readonly Problem[];
  /** What to call an example in a message: `cats/17.png`, `row 17`. */
  nameOf(row: number): string;
  /**
   * Reads examples.
   *
   * @param rows example indices, any order, repeats allowed
   * @param size for pictures: what to resize and convert to, their own shape if left out; tables take none
   * @returns row-major values, `rows.length` × the product of the shape; pictures in 0..1, tables as they are
   * @throws ProblemError naming the file of an example that cannot be read
   */
  read(rows: ArrayLike<number>, size?: PictureShape): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Folder that relative paths start from. */
  base: string;
  /** The label column of a table. */
  label?: string;
  /** Bytes of a file, or files of an image folder. */
  onProgress?: (done: number, total: number | undefined) => void;
  signal?: AbortSignal;
}

/** What the wizard and the Datasets tree show without opening a data set. */
export interface DatasetSummary {
  /** From the searched folder, with forward slashes. */
  path: string;
  kind: DatasetKind;
  /** Empty where finding them would mean reading a large file. */
  classes: readonly string[];
  /** Examples, where they can be counted cheaply. */
  count?: number;
}
