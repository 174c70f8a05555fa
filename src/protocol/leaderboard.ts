/**
 * Messages between the editor host and the leaderboard: one flat table of all runs, and the comparison of some.
 *
 * The page says `ready` and gets `start`, then `rows` in batches; from then on the rows that changed and the ids of those
 * that are gone. Curves and differences travel only when they are asked for: a thousand runs are a small table and a lot
 * of curves. Each `compare` is answered by one `comparison` and one `curves`; curves of runs that go on are sent again.
 */
import { z } from "zod";
import { runStateSchema, stageSchema } from "./metrics";
import { intervalSchema } from "./part";
import { problemSchema } from "./problem";
import { headlineSchema, reportSchema } from "./report";

/** What a person wrote to a run. */
const noteFields = {
  /** Instead of the experiment's name. */
  name: z.string().optional(),
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
  pinned: z.boolean().optional(),
};
export const runNoteSchema = z.object(noteFields);
export type RunNote = z.infer<typeof runNoteSchema>;

const gainSchema = z.object({ title: z.string(), value: intervalSchema });

export const runRowSchema = z.object({
  /** Absolute path of the run's folder. */
  id: z.string(),
  runId: z.string(),
  experiment: z.string(),
  /** The method's title; like all that follows empty or left out where the folder cannot be read. */
  method: z.string(),
  state: z.union([runStateSchema, z.literal("damaged")]),
  /** What its engine is busy with. */
  stage: stageSchema.optional(),
  headline: headlineSchema.optional(),
  figure: intervalSchema.optional(),
  /** Over the first control. */
  gain: gainSchema.optional(),
  verdict: reportSchema.shape.verdict.shape.kind.optional(),
  seeds: z.array(z.number().int()),
  labelled: z.string(),
  epochs: z.number().int().optional(),
  rate: z.number().optional(),
  /** How many layers with weights are frozen, copied and trained, or new; not known before the run has planned them. */
  layers: z.object({ frozen: z.number().int(), trained: z.number().int(), fresh: z.number().int() }).optional(),
  source: z.string(),
  data: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  /** From its start to its end, or to now. */
  durationMs: z.number().optional(),
  /** The method's own first; of a sweep none. */
  arms: z.array(z.object({ arm: z.string(), title: z.string() })),
  /** Why it failed, or what is wrong with the folder. */
  problem: z.string().optional(),
  ...noteFields,
});
export type RunRow = z.infer<typeof runRowSchema>;

/** One curve of a run: the mean over its seeds by epoch, thinned out so that no extreme is lost. */
const curveSchema = z.object({
  figure: z.string(),
  split: z.enum(["train", "validation"]),
  seeds: z.number().int(),
  /** Epoch and value. */
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type RunCurve = z.infer<typeof curveSchema>;

/** Which curves: of one arm, on validation examples where a run has some, or on training examples. */
const choiceFields = { arm: z.string(), split: z.enum(["train", "validation"]) };
export const curveChoiceSchema = z.object(choiceFields);
export type CurveChoice = z.infer<typeof curveChoiceSchema>;

const runCurvesSchema = z.object({
  id: z.string(),
  curves: z.array(curveSchema),
  /** Rows that could not be read, or the reason why there are none. */
  problem: z.string().optional(),
});
export type RunCurves = z.infer<typeof runCurvesSchema>;

/** One thing that runs have or do not have: its values in the order of the runs, null where a run has none. */
const differenceSchema = z.object({
  path: z.string(),
  values: z.array(z.string().nullable()),
  same: z.boolean(),
});
export type Difference = z.infer<typeof differenceSchema>;

const comparisonSchema = z.object({
  /** The runs, in the order in which they were asked for, without those that cannot be read. */
  ids: z.array(z.string()),
  groups: z.array(z.object({ title: z.string(), rows: z.array(differenceSchema) })),
  problems: z.array(problemSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const toLeaderboardSchema = z.discriminatedUnion("type", [
  /** `canWrite`: whether notes can be changed; `selected`: the runs to compare at once. */
  z.object({ type: z.literal("start"), canWrite: z.boolean(), selected: z.array(z.string()) }),
  /** New rows, and new versions of rows; `reading` while more are to come. */
  z.object({ type: z.literal("rows"), rows: z.array(runRowSchema), gone: z.array(z.string()), reading: z.boolean() }),
  z.object({ type: z.literal("select"), ids: z.array(z.string()) }),
  z.object({ type: z.literal("comparison"), comparison: comparisonSchema }),
  z.object({ type: z.literal("curves"), ...choiceFields, runs: z.array(runCurvesSchema) }),
  /** The notes of a folder were read: what is wrong with their file, or nothing any more. */
  z.object({ type: z.literal("notes"), file: z.string(), problem: problemSchema.optional() }),
]);
export type ToLeaderboard = z.infer<typeof toLeaderboardSchema>;

const idsSchema = z.array(z.string());

export const fromLeaderboardSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("open"), id: z.string() }),
  /** Keys that are left out stay as they are; an empty text or list takes the note away. */
  z.object({ type: z.literal("annotate"), ids: idsSchema, note: runNoteSchema }),
  z.object({ type: z.literal("compare"), ids: idsSchema, ...choiceFields }),
  /** Only the curves: of another arm, or of other examples. */
  z.object({ type: z.literal("curves"), ids: idsSchema, ...choiceFields }),
  /** Saves these runs, in this order, as a table. */
  z.object({ type: z.literal("export"), ids: idsSchema }),
]);
export type FromLeaderboard = z.infer<typeof fromLeaderboardSchema>;
