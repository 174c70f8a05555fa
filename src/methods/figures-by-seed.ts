/** A figure of the trials of a run by seed, and what is said of several seeds. */
import { interval, pairedDifference } from "../math/interval";
import type { Interval } from "../protocol/report";

interface Seeded {
  arm: string;
  seed: number;
}

/** @param figure of a trial; trials of the arm that have none are left out */
export const bySeed = <T extends Seeded>(
  trials: readonly T[],
  arm: string,
  figure: (trial: T) => number | undefined,
): Map<number, number> =>
  new Map(
    trials.flatMap((trial) => {
      const value = trial.arm === arm ? figure(trial) : undefined;
      return value === undefined ? [] : [[trial.seed, value] as const];
    }),
  );

/** null where there are no values yet. */
export const intervalOf = (values: readonly number[]): Interval | null =>
  values.length === 0 ? null : interval(values);

/** left − right over the seeds that both have; null where there is none. */
export function pairedGain(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): Interval | null {
  const seeds = [...left.keys()].filter((seed) => right.has(seed));
  const valuesOf = (figures: ReadonlyMap<number, number>) => seeds.map((seed) => figures.get(seed) ?? NaN);
  return seeds.length === 0 ? null : pairedDifference(valuesOf(left), valuesOf(right));
}
