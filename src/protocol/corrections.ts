/**
 * Labels that a person put right, and examples that they excluded: `<data set>.corrections.json` beside the data, which
 * themselves are never changed. Applied whenever the data are opened.
 */
import { z } from "zod";

/** Added to the path of the data set. */
export const CORRECTIONS_SUFFIX = ".corrections.json";

const aboutSchema = {
  /** What the data set calls it: `cats/17.png`, `row 17`. */
  example: z.string().min(1),
  /** The class that it had; kept so that a list which no longer fits the data is found out. */
  was: z.string().optional(),
  /** The label column that the classes are of, where an experiment names one. */
  of: z.string().optional(),
};

export const correctionSchema = z.union([
  z.strictObject({ ...aboutSchema, label: z.string().min(1) }),
  z.strictObject({ ...aboutSchema, excluded: z.literal(true) }),
]);
export type Correction = z.infer<typeof correctionSchema>;

export const correctionListSchema = z.object({
  version: z.literal(1),
  /** In the order in which they were made; an example has one at most. */
  corrections: z.array(correctionSchema),
});

/** How many examples a list changes. */
export interface CorrectionCounts {
  relabelled: number;
  excluded: number;
}

export function countCorrections(corrections: readonly Correction[]): CorrectionCounts {
  const excluded = corrections.filter((correction) => "excluded" in correction).length;
  return { relabelled: corrections.length - excluded, excluded };
}
