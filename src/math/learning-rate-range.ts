/**
 * What a sweep of the learning rate says. The rate grows from step to step by the same factor, ηₛ = η₀ (η₁ / η₀)^(s / (S − 1)),
 * while a network trains; the loss of each step, drawn against it, stands still where the rate is too low, falls where it
 * suits, and explodes where it is too high.
 *
 * @see Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017, section 3.3; Howard & Gugger, fastai: A
 *   Layered API for Deep Learning, Information 11(2), 2020, for minimum / 10 and the steepest descent
 */

/** Of a sweep: the lowest and highest rate, and how many steps lie between them. */
export interface RateSweep {
  from: number;
  to: number;
  steps: number;
}

/** @param step from 0 */
export const sweptRate = ({ from, to, steps }: RateSweep, step: number): number =>
  from * (to / from) ** (step / Math.max(1, steps - 1));

/** Weight of what was before in the running mean of the losses. */
const MEMORY = 0.8;
/** The loss explodes where its running mean is this many times the lowest one, and above where it began. */
const EXPLODES = 4;

/** Whether a sweep can stop: the loss is no number any more, or far above what it was. @param losses one a step */
export function hasDiverged(losses: readonly number[]): boolean {
  if (losses.some((loss) => !Number.isFinite(loss))) return true;
  let [mean, lowest] = [losses[0] ?? 0, Infinity];
  for (const loss of losses) {
    mean = MEMORY * mean + (1 - MEMORY) * loss;
    lowest = Math.min(lowest, mean);
  }
  return mean > Math.max(EXPLODES * lowest, 1.25 * (losses[0] ?? 0));
}

export interface RateRange {
  /** The losses without their noise, one a step. */
  smoothed: number[];
  /** `flat`: at no rate the loss fell by more than its noise. `short`: too few steps to tell. */
  verdict: "found" | "flat" | "short";
  /** The rate at which the loss falls fastest. */
  steepest?: number;
  /** The rate of the lowest loss. */
  minimum?: number;
  /** The smaller of the steepest one and a tenth of that of the lowest loss, in two digits. */
  suggestion?: number;
}

/** Fewer steps say nothing. */
const FEWEST = 12;
/** Share of its start by which the loss has to fall, at least; and how many times its noise. */
const FALL = 0.05;
const NOISES = 2;
/** Steps to both sides over which a slope is taken: together three quarters of a decade in a sweep of 14 steps a decade. */
const REACH = 5;

/** @param rates growing, and @param losses one a step each; a last loss that is no number is left out */
export function learningRateRange(rates: readonly number[], losses: readonly number[]): RateRange {
  const end = losses.findIndex((loss) => !Number.isFinite(loss));
  const finite = end === -1 ? losses : losses.slice(0, end);
  const smoothed = smooth(finite);
  if (finite.length < FEWEST) return { smoothed, verdict: "short" };
  const lowest = Math.min(...smoothed);
  const at = smoothed.indexOf(lowest);
  const start = mean(smoothed.slice(0, Math.ceil(smoothed.length / 10)));
  const noise = spread(finite.slice(0, at + 1).map((loss, step) => loss - (smoothed[step] ?? 0)));
  if (start - lowest < Math.max(FALL * Math.abs(start), NOISES * noise)) return { smoothed, verdict: "flat" };
  const steepest = rates[steepestBefore(smoothed, at)] ?? NaN;
  const minimum = rates[at] ?? NaN;
  return { smoothed, verdict: "found", steepest, minimum, suggestion: rounded(Math.min(steepest, minimum / 10)) };
}

/** In two digits, as a person would write it. */
export const rounded = (value: number): number => Number(value.toPrecision(2));

/**
 * A median of 7 against single steps that stand out, then a mean of 5. Both are centred: a running mean would lag behind,
 * and here a step is a larger rate.
 */
function smooth(losses: readonly number[]): number[] {
  const calm = losses.map((_, step) => median(around(losses, step, 3)));
  return calm.map((_, step) => mean(around(calm, step, 2)));
}

/** Up to `reach` values to both sides. */
const around = (values: readonly number[], at: number, reach: number): number[] =>
  values.slice(Math.max(0, at - reach), at + reach + 1);

/** The step up to the lowest loss around which a straight line through the losses falls most. */
function steepestBefore(smoothed: readonly number[], lowest: number): number {
  const slopes = smoothed.slice(0, lowest + 1).map((_, step) => slopeOf(around(smoothed, step, REACH)));
  return slopes.indexOf(Math.min(...slopes));
}

/** Of the least-squares line through values at 0, 1, 2, … */
function slopeOf(values: readonly number[]): number {
  const centre = (values.length - 1) / 2;
  const weights = values.map((_, index) => index - centre);
  const sum = (terms: readonly number[]) => terms.reduce((total, term) => total + term, 0);
  return sum(values.map((value, index) => value * (weights[index] ?? 0))) / sum(weights.map((weight) => weight ** 2));
}

/** A robust standard deviation of values around 0. */
const spread = (values: readonly number[]): number => 1.4826 * median(values.map(Math.abs));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
