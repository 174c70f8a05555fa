/**
 * What a run measures. A run is a list of trials; a trial is one arm (the method itself or one of its controls)
 * trained with one seed. Rows are appended to `metrics.jsonl` in the order in which they happen, and the same rows
 * travel to the editor: a panel opened later shows what one opened earlier shows.
 */
import { z } from "zod";
import { reportPartSchema } from "./part";

/** `transfer` for the method itself, or the id of a control, for example `scratch`. */
export const TRANSFER_ARM = "transfer";

/** Figures by name, units in the names: `lossNats` (mean per example), `accuracy` (0..1). */
export const figuresSchema = z.record(z.string(), z.number());
export type Figures = z.infer<typeof figuresSchema>;

/** How a layer fares. */
export const layerHealthSchema = z.object({
  /** ‖w − w_start‖ / ‖w_start‖ over the layer's weights, 0 or above; w_start are the source weights where copied. */
  drift: z.number(),
  /** ‖g‖ over the layer's weights in the last step of the epoch; left out where it did not train the layer, or was not looked at. */
  gradientNorm: z.number().optional(),
  /** ‖Δw‖ / ‖w‖ of the last step of the epoch. */
  updateRatio: z.number().optional(),
  /** Share of the layer's units, 0..1, that gave 0 for every example of a sample; in epochs that were probed. */
  deadUnits: z.number().optional(),
  /** Share of the layer's units, 0..1, that hardly left the flat part of their activation on that sample. */
  saturatedUnits: z.number().optional(),
});
export type LayerHealth = z.infer<typeof layerHealthSchema>;

const trialFields = { arm: z.string(), seed: z.number().int() };

export const metricRowSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("step"),
    ...trialFields,
    /** Steps done in this trial, from 1. */
    step: z.number().int(),
    /** From 1. */
    epoch: z.number().int(),
    train: figuresSchema,
  }),
  z.object({
    type: z.literal("epoch"),
    ...trialFields,
    step: z.number().int(),
    epoch: z.number().int(),
    /** What is being trained, where a trial has phases, for example `head`. */
    phase: z.string().optional(),
    train: figuresSchema,
    validation: figuresSchema.optional(),
    layers: z.record(z.string(), layerHealthSchema).optional(),
  }),
  z.object({
    type: z.literal("trial"),
    ...trialFields,
    epochs: z.number().int(),
    steps: z.number().int(),
    /** On the held-out test examples, once, after training. */
    test: figuresSchema,
    /** On validation examples, of the weights that were kept. */
    validation: figuresSchema.optional(),
    /** What the method measured on its training examples when it had ended. */
    measured: figuresSchema.optional(),
    /** The epoch whose weights were kept, where early stopping restored them. */
    bestEpoch: z.number().int().optional(),
    /** The first epoch of overfitting, where it was found. */
    overfittingFrom: z.number().int().optional(),
    /** Training ended while its loss was still falling: the figure is a lower bound. */
    stillLearning: z.literal(true).optional(),
    /** Counts of test examples. Rows: true class; columns: predicted class. */
    confusion: z.array(z.array(z.number().int())).optional(),
    /** Pictures of this trial that only its method has. */
    parts: z.array(reportPartSchema).optional(),
    /** SHA-256 of each frozen layer's weights before and after training. */
    frozen: z.array(z.object({ layer: z.string(), before: z.string(), after: z.string() })),
  }),
]);
export type MetricRow = z.infer<typeof metricRowSchema>;
export type EpochRow = Extract<MetricRow, { type: "epoch" }>;
export type TrialRow = Extract<MetricRow, { type: "trial" }>;

/** The life of a run. `interrupted` is never written: it is what `running` or `paused` means when the engine is gone. */
export const runStateSchema = z.enum(["starting", "running", "paused", "stopped", "finished", "failed", "interrupted"]);
export type RunState = z.infer<typeof runStateSchema>;

/** What the engine is busy with, for people: `Training the source model`, 3 of 10 epochs. */
export const stageSchema = z.object({
  text: z.string(),
  done: z.number().optional(),
  total: z.number().optional(),
  /** What `done` counts: `epochs`, `examples`, `trials`. */
  unit: z.string().optional(),
});
export type Stage = z.infer<typeof stageSchema>;
