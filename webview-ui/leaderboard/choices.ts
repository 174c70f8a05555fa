/** What a person chose to see of the runs; the editor keeps it, so that the page looks the same when it is shown again. */
import { z } from "zod";
import { TRANSFER_ARM } from "../../src/protocol/metrics";

const choicesSchema = z.object({
  /** Key of a column. */
  sort: z.object({ column: z.string(), descending: z.boolean() }).catch({ column: "started", descending: true }),
  /** Words that all have to be found somewhere in a row. */
  text: z.string().catch(""),
  /** Empty for all of them. */
  method: z.string().catch(""),
  state: z.string().catch(""),
  tag: z.string().catch(""),
  /** Whether columns that are the same in all rows are left out. */
  differencesOnly: z.boolean().catch(true),
  /** Ids of the runs to compare, in the order in which they were chosen. */
  selected: z.array(z.string()).catch([]),
  arm: z.string().catch(TRANSFER_ARM),
  split: z.enum(["train", "validation"]).catch("validation"),
  /** Whether the comparison shows what is the same, too. */
  everything: z.boolean().catch(false),
  /** Figures whose curves are shown as a table. */
  tables: z.array(z.string()).catch([]),
});
export type TableChoices = z.infer<typeof choicesSchema>;

/** Changes what is shown; gets a function, so that who calls it need not know the other choices. */
export type ChangeTable = (change: (choices: TableChoices) => TableChoices) => void;

/** @param kept by an earlier page, perhaps of another version; what is not understood is as at first */
export const readChoices = (kept: unknown): TableChoices =>
  choicesSchema.parse(typeof kept === "object" && kept !== null ? kept : {});
