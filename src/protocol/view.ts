/**
 * Messages between the editor host and the run panel, and the page state that a saved HTML report carries.
 *
 * The panel says `ready` and gets the whole `view`; from then on it gets what changes. A panel that is closed and
 * reopened, or shown again, starts the same way, so nothing it shows lives only in the panel.
 */
import { z } from "zod";
import { metricRowSchema, runStateSchema, stageSchema } from "./metrics";
import { problemSchema } from "./problem";
import { reportSchema } from "./report";

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
});
export type LayerView = z.infer<typeof layerViewSchema>;

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
  seeds: z.array(z.number().int()),
  /** Epochs each trial may take: the extent of the axis before the run is over. */
  epochs: z.number().int(),
  layers: z.array(layerViewSchema),
  rows: z.array(metricRowSchema),
  report: reportSchema.optional(),
  /** Why it failed, and warnings. */
  problems: z.array(problemSchema),
});
export type RunView = z.infer<typeof runViewSchema>;

export const toViewSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("view"), view: runViewSchema }),
  z.object({ type: z.literal("rows"), rows: z.array(metricRowSchema) }),
  z.object({ type: z.literal("state"), state: runStateSchema, stage: stageSchema.optional() }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type ToView = z.infer<typeof toViewSchema>;

export const fromViewSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("control"), action: z.enum(["stop", "pause", "continue", "resume", "run-again"]) }),
  z.object({ type: z.literal("open-experiment") }),
  /** Shows the line of the experiment file that decides about this layer. */
  z.object({ type: z.literal("reveal-layer"), layer: z.string() }),
]);
export type FromView = z.infer<typeof fromViewSchema>;
