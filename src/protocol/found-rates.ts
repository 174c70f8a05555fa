/** What the learning-rate finder found: the result of the study `find-rates`. */
import { z } from "zod";

/** A sweep of one group of layers, the others standing still. */
const rateSweepSchema = z.object({
  /** All that train, those with new weights, or those with copied ones. */
  group: z.enum(["all", "new", "copied"]),
  layers: z.array(z.string()),
  /** One a step, growing. */
  rates: z.array(z.number()),
  /** Mean per example, before each step; null where it was no number any more. */
  losses: z.array(z.number().nullable()),
  smoothed: z.array(z.number()),
  verdict: z.enum(["found", "flat", "short"]),
  steepest: z.number().optional(),
  minimum: z.number().optional(),
  suggestion: z.number().optional(),
  /** Whether it ended because the loss exploded. */
  diverged: z.boolean(),
});
export type FoundSweep = z.infer<typeof rateSweepSchema>;
export type RateGroup = FoundSweep["group"];

export const foundRatesSchema = z.object({
  /** Training examples that it used, and how many at a time. */
  examples: z.number().int(),
  batchSize: z.number().int(),
  optimizer: z.string(),
  /** What the experiment says now. */
  learningRate: z.number(),
  /** Discriminative rates: how many times slower each layer further from the output learns; absent where there are none. */
  rateDecay: z.number().optional(),
  /** Those that train, from input to output. */
  layers: z.array(z.object({ name: z.string(), fresh: z.boolean() })),
  /** All layers first. */
  sweeps: z.array(rateSweepSchema),
});
export type FoundRates = z.infer<typeof foundRatesSchema>;
