/** Contract only; written out by the data part. */
import type { Amount } from "../experiment/types";
import type { Problem } from "../protocol/problem";

export interface SplitRequest {
  labels: Int32Array;
  classes: readonly string[];
  labelled: Amount;
  validation: "none" | { perClass: number } | { fraction: number };
  /** Share of examples held out for the test, or `none` where the test is a data set of its own. */
  test: { fraction: number } | "none";
  /** Fixes the test examples. */
  splitSeed: number;
  /** Draws training and validation examples among the rest. */
  seed: number;
  /** For messages. */
  file: string;
}

/** Row indices, ascending; the three are disjoint. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export type SplitResult = { ok: true; split: Split } | { ok: false; problem: Problem };
