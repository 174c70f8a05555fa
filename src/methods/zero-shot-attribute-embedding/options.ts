/** The options of an experiment, and what each arm makes of them. */
import { z } from "zod";
import type { Experiment } from "../../experiment/types";
import { NAIVE, SHUFFLED } from "./controls";

const optionsSchema = z.object({
  objective: z.enum(["margin", "distance"]),
  negatives: z.enum(["hardest", "summed"]),
  /** k, above 0. */
  margin: z.number(),
  /** Of the space that both networks map into. */
  dimensions: z.number().int(),
  /** Units of the hidden layer of g; 0 for a linear g. */
  hiddenUnits: z.number().int(),
});
export type Options = z.infer<typeof optionsSchema>;

/** Every option has its default by now; `spec.ts` says what each does. */
export const optionsIn = ({ options }: Pick<Experiment, "options">): Options => optionsSchema.parse(options);

/** @param arm `transfer` or a control that trains the same networks @returns what it does otherwise */
export function optionsOf(arm: string, options: Options): Options & { shuffles: boolean } {
  const objective = arm === NAIVE ? "distance" : options.objective;
  return { ...options, objective, shuffles: arm === SHUFFLED };
}

/** Which class an example gets: that of the largest product f·g, or of the nearest g. */
export const winnerOf = ({ objective }: Pick<Options, "objective">): "product" | "nearest" =>
  objective === "distance" ? "nearest" : "product";
