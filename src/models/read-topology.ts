/**
 * Networks that others wrote, brought to the one form of `topology.ts`: TensorFlow.js layers models and Keras exports,
 * sequential and functional, with or without Keras' `model_config` wrapper, in the spelling of Keras 2 and 3.
 */
import type { LayerNode, TensorRef, Topology } from "./topology";

/**
 * @param json the `modelTopology` of a `model.json`
 * @returns undefined where it is not a layers model
 */
export function readTopology(json: unknown): Topology | undefined {
  if (!isRecord(json)) return undefined;
  const wrapped = json.model_config;
  if (wrapped !== undefined) return readTopology(wrapped);
  const { class_name: kind, config } = json;
  if (kind === "Sequential") return readSequential(config);
  return isRecord(config) && Array.isArray(config.layers) ? readFunctional(config) : undefined;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A sequential model has its layers in `config.layers`; very old ones have the list as `config`. */
function readSequential(config: unknown): Topology | undefined {
  const list = isRecord(config) ? config.layers : config;
  if (!Array.isArray(list)) return undefined;
  const layers: LayerNode[] = [];
  for (const item of list) {
    const previous = layers.at(-1);
    const layer = readLayer(item, previous === undefined ? [] : [[[...firstOutput(previous), {}]]]);
    if (layer === undefined) return undefined;
    layers.push(layer);
  }
  const [first, last] = [layers[0], layers.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const name = isRecord(config) ? config.name : undefined;
  return model(name, layers, [[first.name, 0, 0]], [firstOutput(last)]);
}

/** A model that is a layer was called once before, when it was built. */
const firstOutput = (layer: LayerNode): TensorRef => [layer.name, readTopology(layer) === undefined ? 0 : 1, 0];

function readFunctional(config: Readonly<Record<string, unknown>>): Topology | undefined {
  const layers: LayerNode[] = [];
  for (const item of Array.isArray(config.layers) ? config.layers : []) {
    const calls = isRecord(item) && Array.isArray(item.inbound_nodes) ? item.inbound_nodes : [];
    const nodes = calls.map((call: unknown) => tensorsIn(call).map((tensor) => [...tensor, {}] as const));
    const layer = readLayer(item, nodes);
    if (layer === undefined) return undefined;
    layers.push(layer);
  }
  return layers.length === 0
    ? undefined
    : model(config.name, layers, tensorsIn(config.input_layers), tensorsIn(config.output_layers));
}

function readLayer(item: unknown, inboundNodes: LayerNode["inbound_nodes"]): LayerNode | undefined {
  if (!isRecord(item)) return undefined;
  const { class_name: kind, config } = item;
  if (typeof kind !== "string" || !isRecord(config)) return undefined;
  const name = item.name ?? config.name;
  return typeof name === "string" ? { name, class_name: kind, config, inbound_nodes: inboundNodes } : undefined;
}

/** Every `[layer, node, tensor, …]` in a value, however deep: also Keras 3's `keras_history` of call arguments. */
function tensorsIn(value: unknown): TensorRef[] {
  if (Array.isArray(value)) {
    const [layer, node, tensor] = value as readonly unknown[];
    return typeof layer === "string" && typeof node === "number" && typeof tensor === "number"
      ? [[layer, node, tensor]]
      : value.flatMap(tensorsIn);
  }
  return isRecord(value) ? Object.values(value).flatMap(tensorsIn) : [];
}

const model = (
  name: unknown,
  layers: readonly LayerNode[],
  inputs: readonly TensorRef[],
  outputs: readonly TensorRef[],
): Topology => ({
  class_name: "Model",
  config: { name: typeof name === "string" ? name : "model", layers, input_layers: inputs, output_layers: outputs },
});
