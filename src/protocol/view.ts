/**
 * Messages between the editor host and the run panel, and the page state that a saved HTML report carries.
 *
 * The panel says `ready` and gets the whole `view`; from then on it gets what changes. A panel that is closed and
 * reopened, or shown again, starts the same way, so nothing it shows lives only in the panel.
 */
import { z } from "zod";
import { layerPlanSchema, setLayersSchema } from "./layer-plan";
import { metricRowSchema, runStateSchema, stageSchema } from "./metrics";
import { problemSchema } from "./problem";
import { reportPartSchema } from "./part";
import { headlineSchema, reportSchema } from "./report";

/** A layer of the diagram, in order from input to output. */
export const layerViewSchema = z.object({
  name: z.string(),
  /** `Conv2D`, `Dense`, … */
  kind: z.string(),
  /** Without the batch dimension; empty where not known before a run. */
  outputShape: z.array(z.number().nullable()),
  parameters: z.number().int(),
  /** Where its weights come from at the start. `none` for a layer without weights. */
  origin: z.enum(["copied", "new", "none"]),
  /** Whether training changes them. */
  training: z.enum(["frozen", "trained", "none"]),
  /** The column or head that it belongs to, where a network has several: the name of a task. */
  part: z.string().optional(),
  /** The layers whose outputs it takes, where that is not just the one before it and it is known. */
  reads: z.array(z.string()).optional(),
  /** In a sweep: the stage that it belongs to, from 1 at the input; the network is cut between stages. */
  stage: z.number().int().optional(),
});
export type LayerView = z.infer<typeof layerViewSchema>;

/** More curves over the epochs, beside loss and accuracy. */
export const chartViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** One sentence: how to read it. */
  describe: z.string(),
  unit: z.enum(["share", "number", "nats", "degrees"]),
  /** Figures of the epoch rows by name, with one `*` for all that begin and end so; or a measure of each layer. */
  draws: z.union([z.object({ figures: z.array(z.string()) }), z.object({ layers: z.literal("drift") })]),
  /** The arms it is drawn for. */
  arms: z.array(z.string()),
});
export type ChartView = z.infer<typeof chartViewSchema>;

export const runViewSchema = z.object({
  runId: z.string(),
  /** The experiment's name and file, and the method's title. */
  experiment: z.string(),
  experimentFile: z.string(),
  method: z.string(),
  state: runStateSchema,
  stage: stageSchema.optional(),
  /** The runtime the figures come from: `TensorFlow 2.21.0 (native)`. */
  runtime: z.string(),
  startedAt: z.string(),
  /** In the order in which they are drawn; the method's own arm first. */
  arms: z.array(z.object({ arm: z.string(), title: z.string() })),
  /** Whether it tries every cut between layers: its arms are then those that have rows so far. */
  sweep: z.boolean(),
  /** What the target is called beside the other tasks of the run. */
  target: z.string(),
  /** What the arms are judged by, on test examples; the curves show the same figure by epoch. */
  headline: headlineSchema,
  seeds: z.array(z.number().int()),
  /** Epochs each trial may take: the extent of the axis before the run is over. */
  epochs: z.number().int(),
  layers: z.array(layerViewSchema),
  charts: z.array(chartViewSchema),
  rows: z.array(metricRowSchema),
  /** What only this method shows, of the trials that have ended. */
  parts: z.array(reportPartSchema),
  report: reportSchema.optional(),
  /** Why it failed, and warnings. */
  problems: z.array(problemSchema),
});
export type RunView = z.infer<typeof runViewSchema>;

export const toViewSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("view"), view: runViewSchema }),
  z.object({ type: z.literal("rows"), rows: z.array(metricRowSchema) }),
  /** After a trial has ended. */
  z.object({ type: z.literal("parts"), parts: z.array(reportPartSchema) }),
  z.object({ type: z.literal("state"), state: runStateSchema, stage: stageSchema.optional() }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
  /** What the experiment file now says of the layers: what the next run would do with them. */
  z.object({ type: z.literal("next"), plan: layerPlanSchema }),
]);
export type ToView = z.infer<typeof toViewSchema>;

export const fromViewSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("control"), action: z.enum(["stop", "pause", "continue", "resume", "run-again"]) }),
  z.object({ type: z.literal("open-experiment") }),
  /** Shows the line of the experiment file that decides about this layer. */
  z.object({ type: z.literal("reveal-layer"), layer: z.string() }),
  setLayersSchema,
  /** Shows the test examples of a cell of the confusion matrix. */
  z.object({ type: z.literal("open-examples"), truth: z.string(), predicted: z.string() }),
]);
export type FromView = z.infer<typeof fromViewSchema>;
