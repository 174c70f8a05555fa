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
    return { name, kind, ...layer };
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
function inputShapeOf({ class_name: kind, config }: LayerNode): Shape {
  const nested = readTopology({ class_name: kind, config });
  return declaredInputShape(config) ?? (nested === undefined ? [] : summarizeTopology(nested).inputShape);
}

/** The last layer with weights. */
export const headOf = (layers: readonly LayerSummary[]): LayerSummary | undefined =>
  layers.findLast((layer) => layer.parameters > 0);

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
