/**
 * Messages between the editor host and the page of errors: what a run's networks answered for each test example, and what a
 * person corrects in the data.
 *
 * The page says `ready` and gets the whole `view` and the `corrections`. It asks for a `look` at the examples that it shows,
 * and gets `looks`; each example that was asked for is answered, also where there is nothing to see. Whatever is corrected is
 * written by the host, which then sends the `corrections` as they are.
 */
import { z } from "zod";
import { correctionSchema } from "./corrections";
import { nearDuplicatesSchema } from "./near-duplicates";
import { predictionsSchema } from "./predictions";
import { problemSchema } from "./problem";

/** Examples that are asked for or changed at a time. */
const MOST_AT_A_TIME = 2000;

/** Test and training examples may be of two data sets, which may call examples the same. */
const sideSchema = z.enum(["test", "training"]);
export type Side = z.infer<typeof sideSchema>;

/** A cell of the confusion matrix, by the names of its classes. */
const cellSchema = z.object({ truth: z.string(), predicted: z.string() });
export type Cell = z.infer<typeof cellSchema>;

const examplesViewSchema = z.object({
  experiment: z.string(),
  experimentFile: z.string(),
  method: z.string(),
  classes: z.array(z.string()),
  /** One for each seed whose file can be read. */
  predictions: z.array(predictionsSchema),
  duplicates: nearDuplicatesSchema.optional(),
  /** What a label may be corrected to; none where the data have no classes. */
  labels: z.object({ test: z.array(z.string()), training: z.array(z.string()) }),
  /** The list that corrections are written to, from the folder of the experiment. */
  lists: z.object({ test: z.string(), training: z.string() }),
  /** False in a folder that is not trusted. */
  canCorrect: z.boolean(),
  /** Why something is missing. */
  problems: z.array(problemSchema),
});
export type ExamplesView = z.infer<typeof examplesViewSchema>;

/** What there is to see of an example. */
const lookSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("picture"),
    uri: z.string().startsWith("data:image/"),
    width: z.number(),
    height: z.number(),
  }),
  /** Some columns of a row, and how many there are. */
  z.object({
    kind: z.literal("values"),
    values: z.array(z.object({ column: z.string(), value: z.number() })),
    columns: z.number().int(),
  }),
  /** The sound is left out where it is too long to be sent. */
  z.object({ kind: z.literal("sound"), uri: z.string().startsWith("data:audio/").optional() }),
  /** Its beginning. */
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("missing"), reason: z.string() }),
]);
export type Look = z.infer<typeof lookSchema>;

export const toExamplesSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("view"), view: examplesViewSchema, cell: cellSchema.optional() }),
  /** The person picked another cell in the run panel. */
  z.object({ type: z.literal("cell"), cell: cellSchema }),
  z.object({
    type: z.literal("corrections"),
    test: z.array(correctionSchema),
    training: z.array(correctionSchema),
    /** What Undo would take back. */
    undo: z.string().optional(),
    /** Why a list cannot be used. */
    problem: problemSchema.optional(),
  }),
  z.object({
    type: z.literal("looks"),
    side: sideSchema,
    looks: z.array(z.object({ name: z.string(), look: lookSchema })),
  }),
]);
export type ToExamples = z.infer<typeof toExamplesSchema>;

const namesSchema = z.array(z.string()).min(1).max(MOST_AT_A_TIME);

/** What becomes of examples: another label, none at all, or what the data say. */
const changeSchema = z.discriminatedUnion("to", [
  z.object({ to: z.literal("label"), label: z.string().min(1) }),
  z.object({ to: z.literal("excluded") }),
  z.object({ to: z.literal("as-it-was") }),
]);
export type Change = z.infer<typeof changeSchema>;

export const fromExamplesSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("look"), side: sideSchema, names: namesSchema }),
  /** Opens the file of the example, or the place where the row stands. */
  z.object({ type: z.literal("open"), side: sideSchema, name: z.string() }),
  z.object({ type: z.literal("correct"), side: sideSchema, names: namesSchema, change: changeSchema }),
  z.object({ type: z.literal("undo") }),
  z.object({ type: z.literal("open-list"), side: sideSchema }),
]);
export type FromExamples = z.infer<typeof fromExamplesSchema>;
