/** The options of an experiment. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";

const optionsSchema = z.object({
  /** λ, 0 or above. */
  lambda: z.number(),
  /** 0 for as many as the target has classes. */
  clusters: z.number().int(),
  featureClusters: z.number().int(),
  sourceClusters: z.number().int(),
  restarts: z.number().int(),
  rounds: z.number().int(),
});
export type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);
