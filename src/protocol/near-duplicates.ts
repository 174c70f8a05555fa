/** Test examples that training examples almost equal: `near-duplicates.json` of a run, which its page of errors shows. */
import { z } from "zod";

export const nearDuplicatesSchema = z.object({
  version: z.literal(1),
  /** Examples that were compared. */
  compared: z.object({ test: z.number().int(), training: z.number().int() }),
  /** Pairs that were found; the most alike are listed. */
  total: z.number().int(),
  pairs: z.array(
    z.object({
      /** What the data sets call them. */
      test: z.string(),
      training: z.string(),
      /** 1 where they are equal. */
      likeness: z.number(),
    }),
  ),
});
export type NearDuplicates = z.infer<typeof nearDuplicatesSchema>;
