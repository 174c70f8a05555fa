/** Changes to a topology before it is built: logits instead of probabilities, another number of classes, seeds. */
import { isRecord } from "./read-topology";
import type { LayerNode, Topology } from "./topology";

const SOFTMAX_LAYERS = new Set(["Softmax", "Activation"]);

function mapLayers(topology: Topology, change: (layer: LayerNode) => LayerNode): Topology {
  return { ...topology, config: { ...topology.config, layers: topology.config.layers.map(change) } };
}

/** Gives the network an input layer of its own where its first layer doubles as one, as in Keras' sequential models. */
export function withInputLayer(topology: Topology): Topology {
  const [input] = topology.config.input_layers;
  const first = topology.config.layers.find((layer) => layer.name === input?.[0]);
  if (first === undefined || first.class_name === "InputLayer") return topology;
  const shape = first.config.batch_input_shape ?? first.config.batch_shape;
  const name = `${first.name}_input`;
  const inputLayer: LayerNode = {
    name,
    class_name: "InputLayer",
    config: { batch_input_shape: shape, dtype: "float32", sparse: false, name },
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

/**
 * The same network with logits as its output: a softmax at its end, in the head or as a layer of its own, is taken
 * off. Losses are computed from logits because they stay finite there.
 */
export function withLogits(topology: Topology, head: string): Topology {
  const output = topology.config.output_layers[0]?.[0];
  const last = topology.config.layers.find((layer) => layer.name === output);
  if (last !== undefined && last.name !== head && SOFTMAX_LAYERS.has(last.class_name)) {
    const before = last.inbound_nodes[0]?.[0];
    if (before === undefined) return topology;
    const layers = topology.config.layers.filter((layer) => layer !== last);
    return {
      ...topology,
      config: { ...topology.config, layers, output_layers: [[before[0], before[1], before[2]]] },
    };
  }
  return mapLayers(topology, (layer) =>
    layer.name === head ? { ...layer, config: { ...layer.config, activation: "linear" } } : layer,
  );
}

/** The same network with another number of classes; the head is a dense layer. */
export function withOutputs(topology: Topology, head: string, outputs: number): Topology {
  return mapLayers(topology, (layer) =>
    layer.name === head ? { ...layer, config: { ...layer.config, units: outputs } } : layer,
  );
}

/** Sets the seed of every random initialiser, one for each layer and weight. */
export function withSeeds(topology: Topology, seedFor: (layer: string, weight: string) => number): Topology {
  return mapLayers(topology, (layer) => ({
    ...layer,
    config: Object.fromEntries(
      Object.entries(layer.config).map(([key, value]) => [
        key,
        key.endsWith("_initializer") ? seeded(value, seedFor(layer.name, key)) : value,
      ]),
    ),
  }));
}

function seeded(initializer: unknown, seed: number): unknown {
  if (!isRecord(initializer) || !isRecord(initializer.config)) return initializer;
  return "seed" in initializer.config ? { ...initializer, config: { ...initializer.config, seed } } : initializer;
}
