/** Where a training stands: what a checkpoint holds of it besides weights and accumulators. */
import { z } from "zod";

export const progressSchema = z.object({
  /** The epoch under way, from 1, and its batches done. */
  epoch: z.number(),
  batch: z.number(),
  step: z.number(),
  /** Sums over the examples of this epoch. */
  loss: z.number(),
  correct: z.number(),
  seen: z.number(),
  /** Layers whose accumulators the state holds. */
  optimizing: z.string(),
  trainLoss: z.array(z.number()),
  validationLoss: z.array(z.number()),
  best: z.object({ epoch: z.number(), loss: z.number() }).nullable(),
  done: z.boolean(),
});
export type Progress = z.infer<typeof progressSchema>;

export const START: Progress = {
  epoch: 1,
  batch: 0,
  step: 0,
  loss: 0,
  correct: 0,
  seen: 0,
  optimizing: "",
  trainLoss: [],
  validationLoss: [],
  best: null,
  done: false,
};
