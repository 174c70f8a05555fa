/** Where a training stands: what a checkpoint holds of it besides weights and accumulators. */
import { z } from "zod";
import { figuresSchema, type Figures } from "../protocol/metrics";

const totalsSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
/** Sums over examples, with how many they were, by figure: not every figure is one of all examples. */
export type Totals = z.infer<typeof totalsSchema>;

export const progressSchema = z.object({
  /** The epoch under way, from 1, and its batches done. */
  epoch: z.number(),
  batch: z.number(),
  step: z.number(),
  /** Of this epoch. */
  totals: totalsSchema,
  /** Layers whose accumulators the state holds. */
  optimizing: z.string(),
  trainLoss: z.array(z.number()),
  validationLoss: z.array(z.number()),
  best: z.object({ epoch: z.number(), loss: z.number() }).nullable(),
  /** On validation examples, of the weights that will be kept. */
  validation: figuresSchema.nullable(),
  done: z.boolean(),
});
export type Progress = z.infer<typeof progressSchema>;

export const START: Progress = {
  epoch: 1,
  batch: 0,
  step: 0,
  totals: {},
  optimizing: "",
  trainLoss: [],
  validationLoss: [],
  best: null,
  validation: null,
  done: false,
};

/** A figure of no example is left out. */
export function meansOf(totals: Totals): Figures {
  return Object.fromEntries(
    Object.entries(totals).flatMap(([name, [sum, count]]) => (count === 0 ? [] : [[name, sum / count]])),
  );
}

/** Adds to the first. */
export function addTotals(totals: Totals, more: Totals): void {
  for (const [name, [sum, count]] of Object.entries(more)) {
    const [before, counted] = totals[name] ?? [0, 0];
    totals[name] = [before + sum, counted + count];
  }
}
