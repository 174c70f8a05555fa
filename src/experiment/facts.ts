/** What is known of the files that an experiment names, as far as they could be looked at. */
import type { DatasetKind } from "../data/types";
import type { ModelSummary } from "../models/layer-summary";
import type { Problem } from "../protocol/problem";

export interface DataFacts {
  /** Empty where they are not known yet. */
  classes: readonly string[];
  count?: number;
  /** [height, width, channels] of pictures, [columns] of a table. */
  shape?: readonly (number | null)[];
  /** Names of the feature columns of a table. */
  columns?: readonly string[];
  kind?: DatasetKind;
}

/** A problem stands for a file that cannot be used. */
export interface ExperimentFacts {
  /** The source model. Not needed for a source data set: before training it is worked out from the architecture. */
  source?: ModelSummary | Problem;
  sourceData?: DataFacts | Problem;
  targetData?: DataFacts | Problem;
}

export const usable = <T extends object>(fact: T | Problem | undefined): T | undefined =>
  fact === undefined || isProblem(fact) ? undefined : fact;

export const isProblem = (fact: object): fact is Problem => "severity" in fact && "message" in fact;

/** Whether data are pictures or a table; undefined where that is not known. */
export function inputKindOf({ shape, kind }: DataFacts): "image" | "table" | undefined {
  if (shape !== undefined) return shape.length > 1 ? "image" : "table";
  if (kind === "image-folder") return "image";
  return kind === "table" ? "table" : undefined;
}
