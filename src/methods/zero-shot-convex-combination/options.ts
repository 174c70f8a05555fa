/** The options of an experiment, and what each arm makes of them. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";
import { NEAREST_NAME } from "./controls";

const optionsSchema = z.object({
  /** T, 1 or above. */
  top: z.number().int(),
  seenLabels: z.boolean(),
});
export type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);

/** @param arm `transfer` or a control @returns T of the arm */
export const topOf = (arm: string, { top }: Options): number => (arm === NEAREST_NAME ? 1 : top);
