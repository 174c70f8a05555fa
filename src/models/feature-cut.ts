/**
 * Where a classifier's features end and its label predictor begins: before its first dense layer, which maps what the
 * convolutions see to what the classes need; before its head where no layer with weights lies before that.
 */
import { summarizeTopology, weightedLayers } from "./summarize";
import type { TensorRef, Topology } from "./topology";

export interface FeatureCut {
  /** What the label predictor takes. */
  tensor: TensorRef;
  /** Layers with weights before it, from the input on. */
  extractor: readonly string[];
  /** Values of an example there. */
  size: number;
}

/**
 * @param topology a chain at its end: what lies behind the cut reads nothing else
 * @returns undefined where no layer with weights lies before the head
 */
export function featureCut(topology: Topology): FeatureCut | undefined {
  const summary = summarizeTopology(topology);
  const weighted = weightedLayers(summary);
  const dense = topology.config.layers.find(({ class_name: kind }) => kind === "Dense")?.name;
  const before = (layer: string | undefined) => weighted.slice(0, Math.max(0, weighted.indexOf(layer ?? "")));
  const first = [dense, summary.head].find((layer) => before(layer).length > 0);
  const input = topology.config.layers.find(({ name }) => name === first)?.inbound_nodes[0]?.[0];
  if (input === undefined) return undefined;
  const shape = summary.layers.find(({ name }) => name === input[0])?.outputShape ?? [];
  return {
    tensor: [input[0], input[1], input[2]],
    extractor: before(first),
    size: shape.reduce<number>((product, side) => product * (side ?? 0), 1),
  };
}
