/** The trials of an experiment, in order: for each seed the method itself, then its controls. */
import type { Experiment } from "../experiment/types";
import { TRANSFER_ARM } from "../protocol/metrics";

export interface TrialKey {
  arm: string;
  seed: number;
}

export function trialsOf({ training, controls }: Experiment): TrialKey[] {
  return training.seeds.flatMap((seed) => [TRANSFER_ARM, ...controls].map((arm) => ({ arm, seed })));
}
