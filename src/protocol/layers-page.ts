/**
 * Messages between the editor host and the page "Layers" of an experiment. The page says `ready` and gets the `network`
 * as the file stands, and again after each change of the file, saved or not; a `fault` where the file cannot say it,
 * until it can again.
 */
import { z } from "zod";
import { layerPlanSchema, setLayersSchema } from "./layer-plan";
import { layerViewSchema } from "./view";

export const toLayersSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("network"),
    experiment: z.string(),
    /** The method's title. */
    method: z.string(),
    layers: z.array(layerViewSchema),
    plan: layerPlanSchema,
  }),
  /** A sentence. What the page shows stays, and cannot be changed. */
  z.object({ type: z.literal("fault"), experiment: z.string(), reason: z.string() }),
]);
export type ToLayers = z.infer<typeof toLayersSchema>;

export const fromLayersSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("open-experiment") }),
  z.object({ type: z.literal("reveal-layer"), layer: z.string() }),
  setLayersSchema,
]);
export type FromLayers = z.infer<typeof fromLayersSchema>;
