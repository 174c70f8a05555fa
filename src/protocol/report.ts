/** The result of a run, `report.json`: figures with intervals, the verdict, and the proofs. Also what the panel shows. */
import { z } from "zod";
import { figuresSchema } from "./metrics";
import { intervalSchema, reportPartSchema } from "./part";
import { performanceSchema } from "./performance";
import { problemSchema } from "./problem";

export type { Interval, ReportPart } from "./part";

export const trialSummarySchema = z.object({
  arm: z.string(),
  seed: z.number().int(),
  /**
   * On test examples. The target's figures go by their own names (`accuracy`), those of other tasks behind the name of
   * the task (`letters/accuracy`).
   */
  test: figuresSchema,
  /** On validation examples, of the weights that were kept. */
  validation: figuresSchema.optional(),
  /** What the method measured on its training examples when it had ended. */
  measured: figuresSchema.optional(),
  epochs: z.number().int(),
  steps: z.number().int(),
  bestEpoch: z.number().int().optional(),
  overfittingFrom: z.number().int().optional(),
  stillLearning: z.literal(true).optional(),
  /** Rows: true class; columns: predicted class; counts of test examples. */
  confusion: z.array(z.array(z.number().int())).optional(),
});
export type TrialSummary = z.infer<typeof trialSummarySchema>;

/** What the figures are about: `accuracy`; its differences are points (hundredths) where it is a share. */
export const headlineSchema = z.object({
  figure: z.string(),
  title: z.string(),
  unit: z.enum(["share", "number"]),
  better: z.enum(["higher", "lower"]),
});
export type Headline = z.infer<typeof headlineSchema>;

const armFiguresSchema = z.object({ arm: z.string(), title: z.string(), figure: intervalSchema });
const gainSchema = z.object({ control: z.string(), title: z.string(), gain: intervalSchema });

export const reportSchema = z.object({
  version: z.literal(1),
  headline: headlineSchema,
  classes: z.array(z.string()),
  counts: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  arms: z.array(armFiguresSchema),
  trials: z.array(trialSummarySchema),
  /** The paired difference transfer − control over seeds, one for each control, the headline one first. */
  gains: z.array(gainSchema),
  /** The same of the other tasks that the run learnt, in the order of the experiment; left out where there are none. */
  tasks: z
    .array(
      z.object({
        task: z.string(),
        headline: headlineSchema,
        arms: z.array(armFiguresSchema),
        gains: z.array(gainSchema),
      }),
    )
    .optional(),
  verdict: z.object({
    kind: z.enum(["positive", "negative", "inconclusive", "not-compared"]),
    /** `Transfer brings +6.2 points over scratch (95 % interval +5.1 to +7.3, 5 seeds).` */
    sentence: z.string(),
  }),
  /** SHA-256 of each frozen layer's weights before and after training, one entry a seed and layer of the transfer arm. */
  frozen: z.array(z.object({ seed: z.number().int(), layer: z.string(), before: z.string(), after: z.string() })),
  /** What only this method shows. */
  parts: z.array(reportPartSchema).optional(),
  warnings: z.array(problemSchema),
  /** Left out by versions that did not measure it. */
  performance: performanceSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;
