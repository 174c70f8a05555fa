/** A labelled data set of the workspace, opened for reading. A reader is one file that returns this. */
import type { CorrectionCounts } from "../protocol/corrections";
import type { Problem } from "../protocol/problem";
import type { AudioSettings } from "./speech/settings";
import type { TextSettings } from "./text/settings";

export type DatasetKind = "image-folder" | "table" | "idx" | "npz" | "speech" | "text-folder";

/** [height, width, channels] of a picture. */
export type PictureShape = readonly [height: number, width: number, channels: number];

export interface Dataset {
  readonly kind: DatasetKind;
  /** As the person named it; errors carry it. */
  readonly path: string;
  /**
   * Unique; in numeric order where all are integers, else in code-unit order. Labels are indices into it. Empty where
   * there are numbers to predict, or no labels at all.
   */
  readonly classes: readonly string[];
  /** Class index of each example. */
  readonly labels: Int32Array;
  readonly count: number;
  /** [height, width, channels] of pictures (null where they differ), or [columns] of a table. */
  readonly shape: readonly (number | null)[];
  /** Names of the feature columns of a table. */
  readonly columns?: readonly string[];
  /** What the examples belong to besides their class, where the data say it: a speaker, a device, a hospital. */
  readonly groups?: Groups;
  /** What is to be predicted where it is a number, of each example; classes and labels then say nothing. */
  readonly targets?: Float32Array;
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

/** A second division of the examples, across the classes. */
export interface Groups {
  /** What a group is: `speaker`, or the name of the column. */
  readonly what: string;
  /** Unique, in the order of class names. */
  readonly names: readonly string[];
  /** Index into the names, of each example. */
  readonly of: Int32Array;
}

/** How the contents of a file are to be understood, as the person says it. */
export interface Interpretation {
  /** The label column of a table, or the array of labels in an NPZ file. */
  label?: string;
  /** Whether the label is a class or a number to predict; a class where left out. */
  predicts?: "class" | "number";
  /** Data without labels will do: they have no classes then, and every label is 0. An error where left out. */
  labels?: "optional";
  /** The column of a table that says which group a row belongs to. */
  group?: string;
  /** Columns of a table that are no features: labels of other tasks. */
  notFeatures?: readonly string[];
  /** How speech becomes features. */
  audio?: AudioSettings;
  /** How texts become counts of words. */
  text?: TextSettings;
}

export interface OpenOptions extends Interpretation {
  /** Folder that relative paths start from. */
  base: string;
  /** Bytes of a file, or files of an image folder. */
  onProgress?: (done: number, total: number | undefined) => void;
  signal?: AbortSignal;
  /** What a person corrected beside the data is applied, unless they want to see the data as they are. */
  corrections?: "ignored";
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
  /** Examples of each class, in the order of the classes, where they can be counted cheaply. */
  counts?: readonly number[];
  /** As of the data set, where the file is read anyway; so are the columns. */
  shape?: Dataset["shape"];
  columns?: readonly string[];
  /** What the examples belong to besides their class, where it is found cheaply. */
  groups?: Pick<Groups, "what" | "names">;
  /** How many examples the list beside the data changes, where there is one; excluded ones are not counted. */
  corrections?: CorrectionCounts;
}
