/** Changes to a topology before it is built: logits instead of probabilities, another number of classes, seeds. */
import { isRecord } from "./read-topology";
import { inputShapeOf } from "./summarize";
import type { LayerNode, Topology } from "./topology";

function mapLayers(topology: Topology, change: (layer: LayerNode) => LayerNode): Topology {
  return { ...topology, config: { ...topology.config, layers: topology.config.layers.map(change) } };
}

/** A layer under another name, which reads layers under theirs. */
export const renamed = (layer: LayerNode, nameOf: (name: string) => string): LayerNode => ({
  ...layer,
  name: nameOf(layer.name),
  config: { ...layer.config, name: nameOf(layer.name) },
  inbound_nodes: layer.inbound_nodes.map((call) =>
    call.map(([from, node, tensor, settings]) => [nameOf(from), node, tensor, settings] as const),
  ),
});

/** Gives the network an input layer of its own where its first layer doubles as one, as in Keras' sequential models. */
export function withInputLayer(topology: Topology): Topology {
  const [input] = topology.config.input_layers;
  const first = topology.config.layers.find((layer) => layer.name === input?.[0]);
  if (first === undefined || first.class_name === "InputLayer") return topology;
  const shape = inputShapeOf(first);
  if (shape.length === 0) return topology;
  const name = `${first.name}_input`;
  const inputLayer: LayerNode = {
    name,
    class_name: "InputLayer",
    config: { batch_input_shape: [null, ...shape], dtype: "float32", sparse: false, name },
    inbound_nodes: [],
  };
  const fed = mapLayers(topology, (layer) =>
    layer === first ? { ...layer, inbound_nodes: [[[name, 0, 0, {}]]] } : layer,
  );
  return {
    ...fed,
    config: { ...fed.config, layers: [inputLayer, ...fed.config.layers], input_layers: [[name, 0, 0]] },
  };
}

/** The layer whose activation gives the outputs: the last one with an activation from the head on, if there is one. */
export function outputActivation({ config: { layers } }: Topology, head: string): LayerNode | undefined {
  return layers.slice(layers.findIndex(({ name }) => name === head)).findLast(hasActivation);
}

const hasActivation = ({ class_name: kind, config: { activation } }: LayerNode): boolean =>
  kind === "Softmax" || (typeof activation === "string" && activation !== "linear");

function withOutputActivation(topology: Topology, head: string, activation: string): Topology {
  const last = outputActivation(topology, head);
  return mapLayers(topology, (layer) => {
    if (layer !== last) return layer;
    return layer.class_name === "Softmax"
      ? { ...layer, class_name: "Activation", config: { name: layer.name, activation } }
      : { ...layer, config: { ...layer.config, activation } };
  });
}

/** The same network with logits as its output. Losses are computed from logits because they stay finite there. */
export const withLogits = (topology: Topology, head: string): Topology =>
  withOutputActivation(topology, head, "linear");

/** The same for a network with several heads: each output is that of a layer which may squash it. */
export function withAllLogits(topology: Topology): Topology {
  const outputs = new Set(topology.config.output_layers.map(([layer]) => layer));
  return mapLayers(topology, (layer) =>
    outputs.has(layer.name) && hasActivation(layer)
      ? { ...layer, config: { ...layer.config, activation: "linear" } }
      : layer,
  );
}

/**
 * The same network for another number of classes, of which an example has one: what squashes the outputs becomes
 * softmax; logits stay logits.
 *
 * @param head a dense layer or a convolution; a layer that reshapes its outputs follows
 */
export function withOutputs(topology: Topology, head: string, outputs: number): Topology {
  const node = topology.config.layers.find(({ name }) => name === head);
  const key = node?.class_name === "Conv2D" ? "filters" : "units";
  const before = node?.config[key];
  const resized = mapLayers(topology, (layer) => {
    const { target_shape: sides } = layer.config;
    if (layer === node) return { ...layer, config: { ...layer.config, [key]: outputs } };
    if (!isAfter(topology, layer, node) || !Array.isArray(sides)) return layer;
    const target = sides.map((side: unknown) => (side === before ? outputs : side));
    return { ...layer, config: { ...layer.config, target_shape: target } };
  });
  return withOutputActivation(resized, head, "softmax");
}

const isAfter = ({ config: { layers } }: Topology, layer: LayerNode, other: LayerNode | undefined): boolean =>
  other !== undefined && layers.indexOf(layer) > layers.indexOf(other);

/**
 * Decides how each weight begins; also in models that are layers.
 *
 * @param beginningOf of a layer of the network: the seed of its initialiser, or `zeros` where its weights are copied
 *   anyway; `weight` is the place of the initialiser in the layer
 */
export function withInitializers(
  topology: Topology,
  beginningOf: (layer: string, weight: string) => number | "zeros",
): Topology {
  const changedIn = (value: unknown, layer: string, place: string): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, index) => changedIn(item, layer, `${place}/${index}`));
    return isRecord(value) ? changedConfig(value, layer, place) : value;
  };
  const changedConfig = (config: Readonly<Record<string, unknown>>, layer: string, place: string) =>
    Object.fromEntries(
      Object.entries(config).map(([key, value]): [string, unknown] => {
        const at = place === "" ? key : `${place}/${key}`;
        const isInitializer = key.endsWith("_initializer");
        return [key, isInitializer ? beginning(value, beginningOf(layer, at)) : changedIn(value, layer, at)];
      }),
    );
  return mapLayers(topology, (layer) => ({ ...layer, config: changedConfig(layer.config, layer.name, "") }));
}

function beginning(initializer: unknown, how: number | "zeros"): unknown {
  if (!isRecord(initializer)) return initializer;
  if (how === "zeros") return { class_name: "Zeros", config: {} };
  if (!isRecord(initializer.config)) return initializer;
  return "seed" in initializer.config ? { ...initializer, config: { ...initializer.config, seed: how } } : initializer;
}
