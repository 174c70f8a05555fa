import type { MethodSpec } from "../methods/define";
import type { DataPlace } from "./data-places";
import type { KnownNetwork } from "./known-network";
import type { Experiment } from "./types";

/** What the checks look at. */
export interface Examined {
  experiment: Experiment;
  method: MethodSpec;
  /** The data sets that the experiment names. */
  places: readonly DataPlace[];
  /** Where it can be told before a run. */
  known: KnownNetwork | undefined;
}
