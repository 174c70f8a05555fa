/**
 * The networks of attribute embedding as plain data. In training there are two over two inputs: f maps an example, by the
 * layers of the chosen architecture, and g maps the signature of a class; both end in one space. What is kept answers by
 * itself: f, and a frozen layer whose kernel holds the g of every class that it chooses among.
 */
import { withClassLayer } from "../../models/class-layer";
import { inputShapeOf } from "../../models/summarize";
import { withLogits, withOutputs } from "../../models/topology-edits";
import type { LayerNode, Topology } from "../../models/topology";

/** The last layer of g. */
const CLASS_EMBEDDING = "class_embedding";
const SIGNATURE = "signature";

export interface Space {
  dimensions: number;
  attributes: number;
  /** Units of the hidden layer of g; 0 for a linear g. */
  hiddenUnits: number;
}

/** What f is made of: a classifier whose last layer is its head. */
export interface Classifier {
  topology: Topology;
  head: string;
}

/** f, the classifier with its head replaced by a linear layer into the space. */
const exampleTopology = ({ topology, head }: Classifier, dimensions: number): Topology =>
  withLogits(withOutputs(topology, head, dimensions), head);

/** f and g: inputs are examples and signatures, outputs are their embeddings, in this order. */
export function jointTopology(classifier: Classifier, { dimensions, attributes, hiddenUnits }: Space): Topology {
  const { config, ...rest } = exampleTopology(classifier, dimensions);
  const input: LayerNode = {
    name: SIGNATURE,
    class_name: "InputLayer",
    config: { batch_input_shape: [null, attributes], dtype: "float32", sparse: false, name: SIGNATURE },
    inbound_nodes: [],
  };
  const hidden =
    hiddenUnits === 0 ? [] : [dense("class_hidden", SIGNATURE, { units: hiddenUnits, activation: "relu" })];
  const last = dense(CLASS_EMBEDDING, hidden[0]?.name ?? SIGNATURE, { units: dimensions, use_bias: hiddenUnits > 0 });
  return {
    ...rest,
    config: {
      ...config,
      name: "attribute_embedding",
      layers: [...config.layers, input, ...hidden, last],
      input_layers: [...config.input_layers, [SIGNATURE, 0, 0]],
      output_layers: [...config.output_layers, [CLASS_EMBEDDING, 0, 0]],
    },
  };
}

/** f and what chooses among the classes. */
export const answeringTopology = (classifier: Classifier, dimensions: number, classes: number): Topology =>
  withClassLayer(exampleTopology(classifier, dimensions), classes);

/** The layer that ESZSL's V becomes: from the values of an example to what it says of each attribute. */
export const COMPATIBILITY = "compatibility";

/** A linear map of the values themselves, and what chooses among the classes. */
export function linearTopology({ config, ...rest }: Topology, attributes: number, classes: number): Topology {
  const [[name] = [""]] = config.input_layers;
  const input = config.layers.filter((layer) => layer.name === name);
  const flattening = input.some(isPicture) ? [flatten(name)] : [];
  const layers = [...input, ...flattening, dense(COMPATIBILITY, flattening[0]?.name ?? name, { units: attributes })];
  const compatibility: Topology = {
    ...rest,
    config: { ...config, name: "eszsl", layers, output_layers: [[COMPATIBILITY, 0, 0]] },
  };
  return withClassLayer(compatibility, classes);
}

const isPicture = (input: LayerNode): boolean => inputShapeOf(input).length > 1;

const flatten = (input: string): LayerNode => ({
  name: "values",
  class_name: "Flatten",
  config: { name: "values", trainable: true },
  inbound_nodes: [[[input, 0, 0, {}]]],
});

const dense = (name: string, input: string, settings: object): LayerNode => ({
  name,
  class_name: "Dense",
  config: {
    activation: "linear",
    use_bias: true,
    kernel_initializer: {
      class_name: "VarianceScaling",
      config: { scale: 1, mode: "fan_avg", distribution: "uniform", seed: null },
    },
    bias_initializer: { class_name: "Zeros", config: {} },
    ...settings,
    name,
    trainable: true,
  },
  inbound_nodes: [[[input, 0, 0, {}]]],
});
