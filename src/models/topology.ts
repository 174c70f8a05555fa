/**
 * A network as plain data, in the form in which TensorFlow.js layers writes and reads it (`model.toJSON(null, false)`,
 * `tf.models.modelFromJSON`): a Keras functional model. Without weights, and without loading TensorFlow.
 */
import type { Architecture, LayerSpec } from "./architectures";

/** Layer name, index of the call of a shared layer, index of its output. */
export type TensorRef = readonly [layer: string, node: number, tensor: number];

export interface LayerNode {
  name: string;
  /** Keras class name: `Conv2D`, `Dense`, … */
  class_name: string;
  /** The layer's settings, snake_case. */
  config: Readonly<Record<string, unknown>>;
  /** One entry a call of the layer, each the list of its inputs; empty for an input layer. */
  inbound_nodes: readonly (readonly (readonly [string, number, number, object])[])[];
}

export interface Topology {
  class_name: "Model";
  config: {
    name: string;
    /** Inputs first; a layer comes after the layers it reads. */
    layers: readonly LayerNode[];
    input_layers: readonly TensorRef[];
    output_layers: readonly TensorRef[];
  };
}

/** The layer that maps features to classes, in every architecture. */
const HEAD = "head";

/**
 * @param inputShape [height, width, channels] for pictures, [columns] for tables
 * @param outputs classes; the head is a dense layer with softmax
 * @returns a topology whose every random initialiser carries a `seed` of null, for the engine to fill in
 * @throws RangeError if the shape does not suit the architecture
 */
export function architectureTopology(
  architecture: Architecture,
  inputShape: readonly number[],
  outputs: number,
): Topology {
  const rank = architecture.input === "image" ? 3 : 1;
  if (inputShape.length !== rank) {
    throw new RangeError(`${architecture.id} takes ${rank} input dimensions, got [${inputShape.join(", ")}]`);
  }
  const chain = new Chain(inputShape);
  for (const layer of architecture.layers) addLayer(chain, layer);
  chain.add(HEAD, "Dense", dense(outputs, "softmax", glorotUniform));
  return {
    class_name: "Model",
    config: {
      name: architecture.id.replaceAll("-", "_"),
      layers: architecture.kernels === undefined ? chain.layers : chain.layers.map(withSmallKernel),
      input_layers: [["input", 0, 0]],
      output_layers: [[HEAD, 0, 0]],
    },
  };
}

const withSmallKernel = (layer: LayerNode): LayerNode =>
  "kernel_initializer" in layer.config
    ? { ...layer, config: { ...layer.config, kernel_initializer: glorotUniform } }
    : layer;

/** Layers one after the other, each reading the last one unless told otherwise. */
export class Chain {
  readonly layers: LayerNode[];
  /** Name of the layer added last. */
  last = "input";
  /** Channels that it gives, where it is a picture. */
  channels: number;

  constructor(inputShape: readonly number[]) {
    this.channels = inputShape.at(-1) ?? 1;
    const config = { batch_input_shape: [null, ...inputShape], dtype: "float32", sparse: false, name: "input" };
    this.layers = [{ name: "input", class_name: "InputLayer", config, inbound_nodes: [] }];
  }

  add(name: string, kind: string, config: object, inputs: readonly string[] = [this.last]): void {
    this.layers.push({
      name,
      class_name: kind,
      config: { ...config, name, trainable: true },
      inbound_nodes: [inputs.map((input) => [input, 0, 0, {}] as const)],
    });
    this.last = name;
  }
}

function addLayer(chain: Chain, layer: LayerSpec): void {
  switch (layer.kind) {
    case "conv": {
      const { name, filters, kernel, stride = 1, batchNorm = false, padding = "same" } = layer;
      chain.add(name, "Conv2D", { ...conv({ filters, kernel, stride, bare: batchNorm }), padding });
      if (batchNorm) {
        chain.add(`${name}_bn`, "BatchNormalization", batchNormalization);
        chain.add(`${name}_relu`, "Activation", relu);
      }
      chain.channels = filters;
      return;
    }
    case "residual":
      addResidual(chain, layer);
      return;
    case "max-pool": {
      const size = [layer.size, layer.size];
      const config = { pool_size: size, strides: size, padding: "valid", data_format: "channels_last" };
      chain.add(layer.name, "MaxPooling2D", config);
      return;
    }
    case "global-average-pool":
      chain.add(layer.name, "GlobalAveragePooling2D", { data_format: "channels_last" });
      return;
    case "flatten":
      chain.add(layer.name, "Flatten", {});
      return;
    case "dense":
      chain.add(layer.name, "Dense", dense(layer.units, "relu", heNormal));
      return;
    case "dropout":
      chain.add(layer.name, "Dropout", { rate: layer.rate, noise_shape: null, seed: null });
      return;
  }
}

/**
 * Two 3×3 convolutions beside a shortcut: relu(shortcut(x) + F(x)). The shortcut is a 1×1 convolution where the shape
 * changes and x itself elsewhere.
 *
 * @see He et al., Deep Residual Learning for Image Recognition, CVPR 2016, section 3.3
 */
function addResidual(chain: Chain, layer: Extract<LayerSpec, { kind: "residual" }>): void {
  const { name, filters, stride } = layer;
  const input = chain.last;
  chain.add(`${name}_conv1`, "Conv2D", conv({ filters, kernel: 3, stride, bare: true }));
  chain.add(`${name}_bn1`, "BatchNormalization", batchNormalization);
  chain.add(`${name}_relu1`, "Activation", relu);
  chain.add(`${name}_conv2`, "Conv2D", conv({ filters, kernel: 3, stride: 1, bare: true }));
  chain.add(`${name}_bn2`, "BatchNormalization", batchNormalization);
  const branch = chain.last;
  let shortcut = input;
  if (stride !== 1 || chain.channels !== filters) {
    chain.add(`${name}_shortcut`, "Conv2D", conv({ filters, kernel: 1, stride, bare: true }), [input]);
    chain.add(`${name}_shortcut_bn`, "BatchNormalization", batchNormalization);
    shortcut = chain.last;
  }
  chain.add(`${name}_add`, "Add", {}, [shortcut, branch]);
  chain.add(`${name}_relu`, "Activation", relu);
  chain.channels = filters;
}

const initializer = (className: string, config: object = {}) => ({ class_name: className, config });
const zeros = initializer("Zeros");
const ones = initializer("Ones");
/** For layers with ReLU. He et al., Delving Deep into Rectifiers, ICCV 2015. */
export const heNormal = initializer("VarianceScaling", {
  scale: 2,
  mode: "fan_in",
  distribution: "normal",
  seed: null,
});
/** For the head. Glorot & Bengio, AISTATS 2010. */
export const glorotUniform = initializer("VarianceScaling", {
  scale: 1,
  mode: "fan_avg",
  distribution: "uniform",
  seed: null,
});

export const unconstrained = {
  kernel_regularizer: null,
  bias_regularizer: null,
  activity_regularizer: null,
  kernel_constraint: null,
  bias_constraint: null,
};
const relu = { activation: "relu" };

/** A convolution that keeps the size but for its stride; `bare` is linear and without bias, for batch normalisation. */
export function conv({
  filters,
  kernel,
  stride,
  bare,
}: {
  filters: number;
  kernel: number;
  stride: number;
  bare: boolean;
}) {
  return {
    filters,
    kernel_size: [kernel, kernel],
    strides: [stride, stride],
    padding: "same",
    data_format: "channels_last",
    dilation_rate: [1, 1],
    activation: bare ? "linear" : "relu",
    use_bias: !bare,
    kernel_initializer: heNormal,
    bias_initializer: zeros,
    ...unconstrained,
  };
}

export const dense = (units: number, activation: string, kernelInitializer: object) => ({
  units,
  activation,
  use_bias: true,
  kernel_initializer: kernelInitializer,
  bias_initializer: zeros,
  ...unconstrained,
});

export const batchNormalization = {
  axis: -1,
  // Keras' 0.99 needs hundreds of steps until the moving statistics are those of the data; trainings here have dozens.
  momentum: 0.9,
  epsilon: 0.001,
  center: true,
  scale: true,
  beta_initializer: zeros,
  gamma_initializer: ones,
  moving_mean_initializer: zeros,
  moving_variance_initializer: ones,
  beta_regularizer: null,
  gamma_regularizer: null,
  beta_constraint: null,
  gamma_constraint: null,
};
