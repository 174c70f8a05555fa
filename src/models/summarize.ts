/** Names, shapes and numbers of weights of a network's layers, worked out from its topology alone. */
import { countParameters, declaredInputShape, outputShape, type LayerConfig, type Shape } from "./layer-shapes";
import type { LayerSummary, ModelSummary } from "./layer-summary";
import { readTopology } from "./read-topology";
import type { LayerNode, Topology } from "./topology";

/** @returns shapes are empty and parameters 0 for kinds of layers that are not known */
export function summarizeTopology(topology: Topology): ModelSummary {
  const { layers: nodes, input_layers: inputs } = topology.config;
  const shapes = new Map<string, Shape>();
  const layers = nodes.map((node): LayerSummary => {
    const { name, class_name: kind, config } = node;
    const read = (node.inbound_nodes[0] ?? []).map(([input]) => shapes.get(input) ?? []);
    const layer = summarizeLayer(kind, config, read);
    shapes.set(name, layer.outputShape);
    const reads = (node.inbound_nodes[0] ?? []).map(([input]) => input);
    return { name, kind, ...layer, reads };
  });
  const first = nodes.find((node) => node.name === inputs[0]?.[0]) ?? nodes[0];
  const head = headOf(layers);
  return {
    inputShape: first === undefined ? [] : inputShapeOf(first),
    layers,
    head: head?.name ?? "",
    outputs: head?.outputShape.at(-1) ?? 0,
  };
}

/** What a first layer takes; it may be a model itself. */
export function inputShapeOf({ class_name: kind, config }: LayerNode): Shape {
  const nested = readTopology({ class_name: kind, config });
  return declaredInputShape(config) ?? (nested === undefined ? [] : summarizeTopology(nested).inputShape);
}

/** Names of the layers with weights, from input to head. */
export const weightedLayers = ({ layers }: Pick<ModelSummary, "layers">): string[] =>
  layers.filter(({ parameters }) => parameters > 0).map(({ name }) => name);

/** The last layer with weights. */
const headOf = (layers: readonly LayerSummary[]): LayerSummary | undefined =>
  layers.findLast((layer) => layer.parameters > 0);

/** A weight as the manifest of a model folder lists it. */
interface SavedWeight {
  name: string;
  shape: readonly number[];
}

/** Takes the numbers of weights from the saved ones rather than from the kinds of the layers, some of which are not known. */
export function summarizeSaved(topology: Topology, weights: readonly SavedWeight[]): ModelSummary {
  const summary = summarizeTopology(topology);
  const saved = (layer: LayerSummary) => weights.filter((weight) => weight.name.startsWith(`${layer.name}/`));
  const layers = summary.layers.map((layer) => {
    const own = saved(layer);
    if (own.length === 0) return layer;
    return { ...layer, parameters: own.reduce((total, weight) => total + size(weight.shape), 0) };
  });
  const head = headOf(layers);
  if (head === undefined) return { ...summary, layers };
  const outputs = head.outputShape.at(-1) ?? saved(head)[0]?.shape.at(-1) ?? 0;
  return { ...summary, layers, head: head.name, outputs };
}

const size = (shape: readonly number[]): number => shape.reduce((total, side) => total * side, 1);

function summarizeLayer(
  kind: string,
  config: LayerConfig,
  inputs: readonly Shape[],
): Pick<LayerSummary, "outputShape" | "parameters"> {
  const nested = readTopology({ class_name: kind, config });
  if (nested !== undefined) {
    const inner = summarizeTopology(nested);
    return {
      outputShape: inner.layers.at(-1)?.outputShape ?? [],
      parameters: inner.layers.reduce((total, layer) => total + layer.parameters, 0),
    };
  }
  const input = inputs[0] ?? declaredInputShape(config) ?? [];
  return { outputShape: outputShape(kind, config, inputs), parameters: countParameters(kind, config, input) };
}
