/** What an experiment file says of each layer of its network, and which of that can be changed. */
import { z } from "zod";

/** `frozen` and `train` copy the source weights; `new` starts from fresh weights and trains. */
export const layerStateSchema = z.enum(["frozen", "train", "new"]);
export type LayerState = z.infer<typeof layerStateSchema>;

const layerChoiceSchema = z.object({
  layer: z.string(),
  /** Nothing for a layer without weights. */
  state: layerStateSchema.optional(),
  /** Why it cannot have a state, by state: what follows its name, such as `has no weights`. */
  refused: z.partialRecord(layerStateSchema, z.string()).optional(),
});
export type LayerChoice = z.infer<typeof layerChoiceSchema>;

export const layerPlanSchema = z.object({
  choices: z.array(layerChoiceSchema),
  /** Why nothing of it can be changed: a sentence. */
  refused: z.string().optional(),
});
export type LayerPlan = z.infer<typeof layerPlanSchema>;

/** Asks the editor to give layers a state in the experiment file. */
export const setLayersSchema = z.object({
  type: z.literal("set-layers"),
  layers: z.array(z.string()),
  state: layerStateSchema,
});
export type SetLayers = z.infer<typeof setLayersSchema>;
