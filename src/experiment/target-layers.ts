/** The layers as the target will have them: a new head has an output for each of its classes, as far as they are known. */
import type { LayerSummary } from "../models/layer-summary";
import type { KnownNetwork } from "./known-network";
import type { LayerState } from "./types";

/** @param stateOf what becomes of a layer with weights */
export function layersOfTarget(
  known: KnownNetwork,
  stateOf: (layer: string) => LayerState | undefined,
): readonly LayerSummary[] {
  const { layers, head } = known.network;
  if (stateOf(head) !== "new") return layers;
  const first = layers.findIndex(({ name }) => name === head);
  return layers.map((layer, index) => (index < first ? layer : withOutputs(layer, known)));
}

/** The head, or what only passes its outputs on. */
function withOutputs(layer: LayerSummary, { network: { outputs }, targetClasses }: KnownNetwork): LayerSummary {
  const wanted = targetClasses?.length;
  const outputShape = [...layer.outputShape.slice(0, -1), wanted ?? null];
  if (layer.parameters === 0) return { ...layer, outputShape };
  if (wanted === undefined || outputs === 0 || layer.isEstimate === true)
    return { ...layer, outputShape, isEstimate: true };
  return { ...layer, outputShape, parameters: (layer.parameters / outputs) * wanted };
}
