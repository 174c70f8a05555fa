/** The trials of an experiment, in order: for each seed the method itself, then its controls; or the arms of a sweep. */
import type { Experiment } from "../experiment/types";
import { SWEEP_BASE, sweepArm } from "../methods/sweep-arms";
import { TRANSFER_ARM } from "../protocol/metrics";

export interface TrialKey {
  arm: string;
  seed: number;
}

/** @param cuts places where the network can be cut between its first and its last layer */
export function trialsOf({ training, controls, sweep }: Experiment, cuts: number): TrialKey[] {
  const arms =
    sweep === null
      ? [TRANSFER_ARM, ...controls]
      : [
          SWEEP_BASE,
          ...Array.from({ length: cuts }, (_, index) => index + 1).flatMap((cut) =>
            sweep.curves.map((curve) => sweepArm(curve, cut)),
          ),
        ];
  return training.seeds.flatMap((seed) => arms.map((arm) => ({ arm, seed })));
}
