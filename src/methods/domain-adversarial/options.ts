/** The options of an experiment, and what the schedules make of them. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";
import { annealedRate } from "../../math/annealed-rate";
import { reversalWeight } from "../../math/reversal-weight";

const optionsSchema = z.object({
  schedule: z.enum(["paper", "fixed"]),
  /** γ, above 0. */
  gamma: z.number(),
  /** What λ comes to, 0 or above. */
  strength: z.number(),
  /** Of the hidden layer of the domain classifier. */
  domainUnits: z.number(),
  batchNormalization: z.enum(["separate", "shared"]),
  chooseBy: z.enum(["last", "entropy", "information"]),
});
export type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);

/**
 * λ and the learning rate of a step.
 *
 * @param start rate that the experiment asks for
 * @param progress share of all steps already done, 0..1
 */
export function scheduled({ schedule, gamma, strength }: Options, start: number, progress: number) {
  if (schedule === "fixed") return { lambda: strength, rate: start };
  return { lambda: strength * reversalWeight(progress, gamma), rate: annealedRate(start, progress) };
}
