/** Changes to a topology before it is built: logits instead of probabilities, another number of classes, seeds. */
import { isRecord } from "./read-topology";
import { inputShapeOf } from "./summarize";
import type { LayerNode, Topology } from "./topology";

function mapLayers(topology: Topology, change: (layer: LayerNode) => LayerNode): Topology {
  return { ...topology, config: { ...topology.config, layers: topology.config.layers.map(change) } };
}

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

/** Sets the seed of every random initialiser, one for each layer and weight; also in models that are layers. */
export function withSeeds(topology: Topology, seedFor: (layer: string, weight: string) => number): Topology {
  const seededIn = (value: unknown, place: string): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, index) => seededIn(item, `${place}/${index}`));
    return isRecord(value) ? seededConfig(value, place) : value;
  };
  const seededConfig = (config: Readonly<Record<string, unknown>>, place: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key,
        key.endsWith("_initializer") ? seeded(value, seedFor(place, key)) : seededIn(value, `${place}/${key}`),
      ]),
    );
  return mapLayers(topology, (layer) => ({ ...layer, config: seededConfig(layer.config, layer.name) }));
}

function seeded(initializer: unknown, seed: number): unknown {
  if (!isRecord(initializer) || !isRecord(initializer.config)) return initializer;
  return "seed" in initializer.config ? { ...initializer, config: { ...initializer.config, seed } } : initializer;
}
