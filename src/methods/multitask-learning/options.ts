/** The options of an experiment, and what each arm makes of them. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";
import { SINGLE_TASK, UNIFORM } from "./controls";

const optionsSchema = z.object({
  weighting: z.enum(["uniform", "uncertainty", "gradnorm"]),
  /** η of the weights, above 0. */
  weightRate: z.number(),
  /** α, 0 or above. */
  gradnormAlpha: z.number(),
  gradientSurgery: z.boolean(),
  standardizeNumbers: z.boolean(),
});
export type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);

/** @param arm `transfer` or a control @returns the options that it follows, and whether its tasks share anything */
export function optionsOf(arm: string, options: Options): Options & { shares: boolean } {
  const plain = { ...options, weighting: "uniform" as const, gradientSurgery: false };
  if (arm === SINGLE_TASK) return { ...plain, shares: false };
  return { ...(arm === UNIFORM ? plain : options), shares: true };
}
