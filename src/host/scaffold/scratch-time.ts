/**
 * How long training a network takes, roughly: enough to decide whether a control that trains it from fresh weights is
 * worth proposing. One training step costs about three forward passes (forward, gradient of inputs, gradient of
 * weights) of two operations for each weight and each position it is applied at.
 */
import type { ModelSummary } from "../../models/layer-summary";

/** Operations a second that two laptop cores reach on small networks; measured orders of magnitude, not limits. */
const OPERATIONS_PER_SECOND = { native: 2e10, javascript: 1e8 };

/** Above this a control is not switched on by itself: 15 minutes. */
const REASONABLE_SECONDS = 900;

export interface Budget {
  examples: number;
  epochs: number;
  seeds: number;
  runtime: keyof typeof OPERATIONS_PER_SECOND;
}

/** Positions a layer's weights are applied at: 14 × 14 for an output of [14, 14, 32], 1 for [64]. */
const positionsOf = (outputShape: readonly (number | null)[]): number =>
  outputShape.slice(0, -1).reduce<number>((product, side) => product * (side ?? 1), 1);

/** @returns seconds for all epochs and seeds */
export function trainingSeconds(network: Pick<ModelSummary, "layers">, budget: Budget): number {
  const multiplications = network.layers.reduce(
    (sum, { parameters, outputShape }) => sum + parameters * positionsOf(outputShape),
    0,
  );
  const operations = 6 * multiplications * budget.examples * budget.epochs * budget.seeds;
  return operations / OPERATIONS_PER_SECOND[budget.runtime];
}

export const isReasonable = (seconds: number): boolean => seconds <= REASONABLE_SECONDS;

/** A time as people say it: `{ count: 4, unit: "minutes" }`; nothing for less than a minute. */
export function rounded(seconds: number): { count: number; unit: "minutes" | "hours" } | undefined {
  const [count, unit] = seconds < 3600 ? ([seconds / 60, "minutes"] as const) : ([seconds / 3600, "hours"] as const);
  return count < 1 ? undefined : { count: Math.round(count), unit };
}
