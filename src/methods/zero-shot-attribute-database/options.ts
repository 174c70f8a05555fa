/** The options of an experiment. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";

const optionsSchema = z.object({
  prediction: z.enum(["direct", "indirect"]),
  priors: z.enum(["seen", "even"]),
  /** Whether γ is looked for, which takes a second training. */
  calibrate: z.boolean(),
});
export type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);
