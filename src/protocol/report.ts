/** The result of a run, `report.json`: figures with intervals, the verdict, and the proofs. Also what the panel shows. */
import { z } from "zod";
import { figuresSchema } from "./metrics";
import { performanceSchema } from "./performance";
import { problemSchema } from "./problem";

/** A mean with its two-sided 95 % interval over seeds (Student's t); low and high are absent for one seed. */
export const intervalSchema = z.object({
  mean: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  /** How many seeds. */
  n: z.number().int(),
});
export type Interval = z.infer<typeof intervalSchema>;

export const trialSummarySchema = z.object({
  arm: z.string(),
  seed: z.number().int(),
  test: figuresSchema,
  epochs: z.number().int(),
  steps: z.number().int(),
  bestEpoch: z.number().int().optional(),
  overfittingFrom: z.number().int().optional(),
  stillLearning: z.literal(true).optional(),
  /** Rows: true class; columns: predicted class; counts of test examples. */
  confusion: z.array(z.array(z.number().int())).optional(),
});
export type TrialSummary = z.infer<typeof trialSummarySchema>;

export const reportSchema = z.object({
  version: z.literal(1),
  /** What the figures are about: `accuracy`; shown as points (hundredths) where it is a share. */
  headline: z.object({
    figure: z.string(),
    title: z.string(),
    unit: z.enum(["share", "number"]),
    better: z.enum(["higher", "lower"]),
  }),
  classes: z.array(z.string()),
  counts: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  arms: z.array(z.object({ arm: z.string(), title: z.string(), figure: intervalSchema })),
  trials: z.array(trialSummarySchema),
  /** The paired difference transfer − control over seeds, one for each control, the headline one first. */
  gains: z.array(z.object({ control: z.string(), title: z.string(), gain: intervalSchema })),
  verdict: z.object({
    kind: z.enum(["positive", "negative", "inconclusive", "not-compared"]),
    /** `Transfer brings +6.2 points over scratch (95 % interval +5.1 to +7.3, 5 seeds).` */
    sentence: z.string(),
  }),
  /** SHA-256 of each frozen layer's weights before and after training, one entry a seed and layer of the transfer arm. */
  frozen: z.array(z.object({ seed: z.number().int(), layer: z.string(), before: z.string(), after: z.string() })),
  warnings: z.array(problemSchema),
  /** Left out by versions that did not measure it. */
  performance: performanceSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;
