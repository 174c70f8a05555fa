/** What is known of the files that an experiment names, as far as they could be looked at. */
import type { AttributeTable, WordVectors } from "../data/semantics/types";
import type { DatasetKind, Groups } from "../data/types";
import type { ModelSummary } from "../models/layer-summary";
import type { RunState } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";
import type { Experiment } from "./types";

/** Of a whole data set: what `only` and `classes` leave of it is worked out by the checks. */
export interface DataFacts {
  /** Empty where they are not known yet, and where numbers are predicted. */
  classes: readonly string[];
  count?: number;
  /** Examples of each class, in the order of the classes. */
  counts?: readonly number[];
  /** [height, width, channels] of pictures, [columns] of a table. */
  shape?: readonly (number | null)[];
  /** Names of the feature columns of a table. */
  columns?: readonly string[];
  kind?: DatasetKind;
  /** The speakers, devices, hospitals that examples belong to. */
  groups?: Pick<Groups, "what" | "names">;
}

/** A run whose models another one goes on with. */
export interface RunFacts {
  experiment: Experiment;
  /** As it really is: `interrupted` where its process is gone. */
  state: RunState;
}

export type SemanticsFacts =
  | { kind: "attributes"; table: AttributeTable }
  | { kind: "vectors"; vectors: Pick<WordVectors, "dimensions" | "has" | "suggestionsFor"> };

/** A problem stands for a file that cannot be used. */
export interface ExperimentFacts {
  /** The source model. Not needed for a source data set: before training it is worked out from the architecture. */
  source?: ModelSummary | Problem;
  sourceData?: DataFacts | Problem;
  targetData?: DataFacts | Problem;
  /** Data of the other tasks, by their names. */
  tasks?: Readonly<Record<string, DataFacts | Problem>>;
  /** Test data that are a data set of their own, by the name of the task. */
  tests?: Readonly<Record<string, DataFacts | Problem>>;
  /** The run that is gone on with. */
  run?: RunFacts | Problem;
  /** What is known of classes apart from examples. */
  semantics?: SemanticsFacts | Problem;
}

export const usable = <T extends object>(fact: T | Problem | undefined): T | undefined =>
  fact === undefined || isProblem(fact) ? undefined : fact;

export const isProblem = (fact: object): fact is Problem => "severity" in fact && "message" in fact;

/** Whether data are pictures or a table; undefined where that is not known. */
export function inputKindOf({ shape, kind }: DataFacts): "image" | "table" | undefined {
  if (shape !== undefined) return shape.length > 1 ? "image" : "table";
  return kind === undefined ? undefined : inputKinds[kind];
}

/** What is computed of speech is a picture of the sound; NPZ files may hold either. */
const inputKinds: Partial<Record<DatasetKind, "image" | "table">> = {
  "image-folder": "image",
  idx: "image",
  speech: "image",
  table: "table",
  "text-folder": "table",
};
