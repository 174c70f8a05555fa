/**
 * Output shape and number of weights of a Keras layer, from its settings. Shapes are without the batch dimension and
 * channels last; null is a dimension that is not known before a run, an empty shape one that cannot be told at all.
 */

export type Shape = readonly (number | null)[];
export type LayerConfig = Readonly<Record<string, unknown>>;

/**
 * @param kind Keras class name
 * @param inputs shapes of what the layer reads; several for a merging layer
 */
export function outputShape(kind: string, config: LayerConfig, inputs: readonly Shape[]): Shape {
  const declared = declaredInputShape(config);
  if (kind === "InputLayer") return declared ?? [];
  const input = inputs[0] ?? declared ?? [];
  if (input.length === 0) return [];
  return rules[kind]?.(config, input, inputs) ?? [];
}

/** The `batch_input_shape` (Keras 3: `batch_shape`) of an input or first layer, without the batch dimension. */
export function declaredInputShape(config: LayerConfig): Shape | undefined {
  const shape = config.batch_input_shape ?? config.batch_shape;
  return Array.isArray(shape)
    ? shape.slice(1).map((side: unknown) => (typeof side === "number" ? side : null))
    : undefined;
}

/** All weights of a layer, also those that training does not change; 0 where they cannot be told. */
export function countParameters(kind: string, config: LayerConfig, input: Shape): number {
  if (input.length === 0) return 0;
  const channels = input.at(-1) ?? 0;
  const bias = config.use_bias === false ? 0 : 1;
  const [kernelHeight, kernelWidth] = pair(config.kernel_size, 1);
  const area = kernelHeight * kernelWidth;
  const multiplier = numeric(config.depth_multiplier, 1);
  switch (kind) {
    case "Dense":
      return (channels + bias) * numeric(config.units, 0);
    case "Conv2D":
      return (area * channels + bias) * numeric(config.filters, 0);
    case "DepthwiseConv2D":
      return (area + bias) * channels * multiplier;
    case "SeparableConv2D":
      return area * channels * multiplier + (channels * multiplier + bias) * numeric(config.filters, 0);
    case "BatchNormalization":
      return channels * (2 + Number(config.scale !== false) + Number(config.center !== false));
    default:
      return 0;
  }
}

type Rule = (config: LayerConfig, input: Shape, inputs: readonly Shape[]) => Shape;

const same: Rule = (_config, input) => input;
const globalPool: Rule = (config, input) => {
  const channels = input.at(-1) ?? null;
  return config.keepdims === true ? [1, 1, channels] : [channels];
};
const window =
  (sizeKey: string, channelsOf: (config: LayerConfig, channels: number | null) => number | null): Rule =>
  (config, input) => {
    const size = pair(config[sizeKey], 2);
    const strides = pair(config.strides ?? (sizeKey === "pool_size" ? size : 1), 1);
    const dilation = pair(config.dilation_rate, 1);
    const [height = null, width = null, channels = null] = input;
    const along = (side: number | null, axis: 0 | 1) =>
      slide(side, (size[axis] - 1) * dilation[axis] + 1, strides[axis], config.padding === "same");
    return [along(height, 0), along(width, 1), channelsOf(config, channels)];
  };
const filters = (config: LayerConfig) => numeric(config.filters, 0);
const unchanged = (_config: LayerConfig, channels: number | null) => channels;
const multiplied = (config: LayerConfig, channels: number | null) =>
  channels === null ? null : channels * numeric(config.depth_multiplier, 1);
const merge: Rule = (_config, _input, inputs) => inputs.reduce((widest, shape) => broadcast(widest, shape));

const rules: Readonly<Record<string, Rule>> = {
  Activation: same,
  ReLU: same,
  LeakyReLU: same,
  Softmax: same,
  Dropout: same,
  SpatialDropout2D: same,
  GaussianNoise: same,
  BatchNormalization: same,
  LayerNormalization: same,
  Rescaling: same,
  Dense: (config, input) => [...input.slice(0, -1), numeric(config.units, 0)],
  Conv2D: window("kernel_size", filters),
  SeparableConv2D: window("kernel_size", filters),
  DepthwiseConv2D: window("kernel_size", multiplied),
  MaxPooling2D: window("pool_size", unchanged),
  AveragePooling2D: window("pool_size", unchanged),
  GlobalAveragePooling2D: globalPool,
  GlobalMaxPooling2D: globalPool,
  Flatten: (_config, input) => [product(input)],
  Reshape: (config, input) => reshape(config.target_shape, input),
  Add: merge,
  Multiply: merge,
  Average: merge,
  Maximum: merge,
  Concatenate: (config, input, inputs) => concatenate(numeric(config.axis, -1), input, inputs),
  ZeroPadding2D: (config, input) => {
    const [[top, bottom], [left, right]] = padding(config.padding);
    const [height = null, width = null, channels = null] = input;
    return [plus(height, top + bottom), plus(width, left + right), channels];
  },
  UpSampling2D: (config, input) => {
    const [rows, columns] = pair(config.size, 2);
    const [height = null, width = null, channels = null] = input;
    return [height === null ? null : height * rows, width === null ? null : width * columns, channels];
  },
};

const numeric = (value: unknown, fallback: number): number => (typeof value === "number" ? value : fallback);
const plus = (side: number | null, more: number): number | null => (side === null ? null : side + more);

/** A setting that is one number for both directions or [vertical, horizontal]. */
function pair(value: unknown, fallback: number): readonly [number, number] {
  if (Array.isArray(value)) return [numeric(value[0], fallback), numeric(value[1], fallback)];
  const both = numeric(value, fallback);
  return [both, both];
}

/** `1`, `[1, 2]` or `[[top, bottom], [left, right]]`. */
function padding(value: unknown): readonly [readonly [number, number], readonly [number, number]] {
  if (Array.isArray(value)) return [pair(value[0], 1), pair(value[1], 1)];
  return [pair(value, 1), pair(value, 1)];
}

function slide(side: number | null, reach: number, stride: number, padded: boolean): number | null {
  if (side === null) return null;
  return padded ? Math.ceil(side / stride) : Math.max(0, Math.floor((side - reach) / stride) + 1);
}

function product(shape: Shape): number | null {
  return shape.reduce((total, side) => (total === null || side === null ? null : total * side), 1);
}

function reshape(target: unknown, input: Shape): Shape {
  if (!Array.isArray(target)) return [];
  const sides = target.map((side: unknown) => numeric(side, -1));
  const known = sides.filter((side) => side >= 0).reduce((total, side) => total * side, 1);
  const total = product(input);
  return sides.map((side) => (side >= 0 ? side : total === null ? null : total / known));
}

function broadcast(left: Shape, right: Shape): Shape {
  if (left.length !== right.length) return [];
  return left.map((side, axis) => (side === 1 ? (right[axis] ?? null) : side));
}

function concatenate(axis: number, first: Shape, inputs: readonly Shape[]): Shape {
  // Keras counts the batch dimension, a negative axis counts from the end.
  const position = axis < 0 ? first.length + axis : axis - 1;
  if (inputs.some((shape) => shape.length !== first.length)) return [];
  const along = inputs.map((shape) => shape[position] ?? null);
  const sum = along.reduce((total, side) => (total === null || side === null ? null : total + side), 0);
  return first.map((side, index) => (index === position ? sum : side));
}
