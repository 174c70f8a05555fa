/** The layers that a rule of the file means, with what they give and how many weights they have. */
import picomatch from "picomatch";
import type { LayerSummary } from "../models/layer-summary";
import type { KnownNetwork } from "./known-network";
import { layersOfTarget } from "./target-layers";
import type { Experiment, LayerState } from "./types";

export interface LayersHint {
  kind: "layers";
  /** What the rule says becomes of them. */
  state: LayerState;
  layers: readonly HintedLayer[];
}

interface HintedLayer {
  name: string;
  /** Null where a side is not known, empty where nothing is. */
  outputShape: readonly (number | null)[];
  /** Undefined where they depend on what is not known yet. */
  parameters: number | undefined;
  /** What becomes of it, which another rule may decide. */
  state: LayerState;
}

type Plan = readonly { name: string; state: LayerState }[];

/** @returns undefined where the rule means no layer with weights */
export function layersHint(
  { pattern, state: asked }: Experiment["layers"][number],
  known: KnownNetwork,
  plan: Plan,
): LayersHint | undefined {
  const matches = picomatch(pattern);
  const meant = plan.filter(({ name }) => name === pattern || matches(name));
  if (meant.length === 0) return undefined;
  const layers = layersOfTarget(known, (layer) => plan.find(({ name }) => name === layer)?.state);
  return {
    kind: "layers",
    state: asked,
    layers: meant.flatMap(({ name, state }) => {
      const layer = layers.find((one) => one.name === name);
      return layer === undefined ? [] : [hinted(layer, state)];
    }),
  };
}

const hinted = ({ name, outputShape, parameters, isEstimate }: LayerSummary, state: LayerState): HintedLayer => ({
  name,
  state,
  outputShape,
  parameters: isEstimate === true ? undefined : parameters,
});
