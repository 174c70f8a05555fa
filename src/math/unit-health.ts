/**
 * Dead and saturated units of a layer. A unit is a column of a dense layer or a channel of a convolution; its values are
 * what it gives for each example and at each place.
 *
 * Dead: every value is 0, so that no gradient reaches its weights. Saturated: at least 95 % of its values lie in a flat
 * part of the activation, where hardly any gradient passes.
 */

/** Where an activation is flat. */
export interface Activation {
  /** Whether it is exactly 0 on one side. */
  dies: boolean;
  /** Flat from here downwards. */
  low?: number;
  /** Flat from here upwards. */
  high?: number;
}

/** By the names of TensorFlow.js; others have no flat part that a unit gets stuck in. */
export const activations: Readonly<Record<string, Activation>> = {
  relu: { dies: true },
  relu6: { dies: true, high: 6 },
  sigmoid: { dies: false, low: 0.01, high: 0.99 },
  hardSigmoid: { dies: false, low: 0, high: 1 },
  tanh: { dies: false, low: -0.99, high: 0.99 },
};

/** What was seen of the units of a layer. */
interface UnitCounts {
  /** Values of each unit. */
  values: number;
  /** Of each unit, the largest distance of a value from 0. */
  peaks: ArrayLike<number>;
  /** Of each unit, how many values lie in a flat part. */
  flat: ArrayLike<number>;
}

export interface UnitShares {
  /** Share of dead units, 0..1; left out where the activation does not let units die. */
  deadUnits?: number;
  /** Share of saturated units, 0..1; left out where the activation has no flat part besides 0. */
  saturatedUnits?: number;
}

/** Share of a unit's values in a flat part from which on it counts as saturated. */
const SATURATED = 0.95;

export function unitShares({ values, peaks, flat }: UnitCounts, activation: Activation): UnitShares {
  const share = (of: ArrayLike<number>, counts: (value: number) => boolean) =>
    Array.from(of).filter(counts).length / Math.max(1, of.length);
  return {
    ...(activation.dies && { deadUnits: share(peaks, (peak) => peak === 0) }),
    ...(hasFlatPart(activation) && { saturatedUnits: share(flat, (count) => count >= SATURATED * values) }),
  };
}

export const hasFlatPart = ({ low, high }: Activation): boolean => low !== undefined || high !== undefined;

/** @param values row-major, the units last */
export function countUnits(
  values: readonly number[],
  units: number,
  { low = -Infinity, high = Infinity }: Activation,
): UnitCounts {
  const ofUnit = Array.from({ length: units }, (_, unit) => values.filter((_, index) => index % units === unit));
  return {
    values: values.length / units,
    peaks: ofUnit.map((own) => Math.max(...own.map(Math.abs))),
    flat: ofUnit.map((own) => own.filter((value) => value <= low || value >= high).length),
  };
}
