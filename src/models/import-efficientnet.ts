/**
 * Makes a model folder of EfficientNet-Lite0 from the weights that PyTorch saved of it: the same numbers under the names
 * and in the order of TensorFlow.js, with class names and preprocessing, so that it is used like any other source model.
 */
import { ProblemError } from "../protocol/problem";
import { EFFICIENTNET_LITE_SIDE, efficientNetLite0 } from "./efficientnet-lite";
import { writeModelFiles, type ModelFiles } from "./model-files";
import type { WeightSpec } from "./model-json";
import { readPytorchWeights, type Weight } from "./pytorch-weights/read-weights";
import { positionsOf, rowMajorStrides, sizeOf } from "./pytorch-weights/strided";
import { summarizeTopology } from "./summarize";
import type { LayerNode, Topology } from "./topology";

/** (x − 127) / 128 of bytes, for values in 0..1: what the network was trained with. */
const preprocessing = { mean: [127 / 255], std: [128 / 255] };

export interface EfficientNetImport {
  /** The weights, absolute. */
  file: string;
  /** The file as the person knows it, for messages. */
  shown?: string;
  /** In the order of the outputs. */
  classes: readonly string[];
  /** Where from, by whom and under which licence; kept with the model. */
  origin: Readonly<Record<string, string>>;
}

/**
 * @param folder absolute; an older model in its place is replaced as a whole
 * @throws ProblemError of `readPytorchWeights`; `weights-file/unfit` where it holds the weights of another network
 */
export async function importEfficientNetLite0(
  folder: string,
  { file, shown = file, classes, origin }: EfficientNetImport,
): Promise<void> {
  const topology = efficientNetLite0(classes.length);
  const saved = await readPytorchWeights(file, shown);
  const inputShape = [EFFICIENTNET_LITE_SIDE, EFFICIENTNET_LITE_SIDE, 3];
  await writeModelFiles(folder, {
    topology,
    ...converted(topology, saved, shown),
    metadata: { transferLab: { version: 1, classes, inputShape, preprocessing }, origin },
  });
}

/** One weight of a layer, here and there. */
interface Part {
  /** As TensorFlow.js calls it. */
  ours: string;
  /** As PyTorch calls it. */
  theirs: string;
  shape: readonly number[];
  /** Which of their axes is each of ours. */
  order: readonly number[];
}

function converted(
  topology: Topology,
  saved: ReadonlyMap<string, Weight>,
  shown: string,
): Pick<ModelFiles, "weights" | "weightSpecs"> {
  const parts = partsOf(topology);
  const known = new Set(parts.map(({ theirs }) => theirs));
  for (const name of saved.keys())
    if (!known.has(name) && !name.endsWith(".num_batches_tracked")) throw strange(shown, name);
  const weightSpecs = parts.map(({ ours, shape }): WeightSpec => ({ name: ours, shape: [...shape], dtype: "float32" }));
  const values = new Float32Array(parts.reduce((total, { shape }) => total + sizeOf(shape), 0));
  let at = 0;
  for (const part of parts) {
    const weight = weightFor(part, saved, shown);
    values.set(reordered(weight, part), at);
    at += sizeOf(part.shape);
  }
  return { weightSpecs, weights: new Uint8Array(values.buffer) };
}

/** All weights, from input to output. */
function partsOf(topology: Topology): Part[] {
  const { layers } = summarizeTopology(topology);
  const channels = new Map(layers.map(({ name, outputShape }) => [name, outputShape.at(-1) ?? 0]));
  return topology.config.layers.flatMap((layer) => {
    const inputs = channels.get(layer.inbound_nodes[0]?.[0]?.[0] ?? "") ?? 0;
    return partsOfLayer(layer, inputs, channels.get(layer.name) ?? 0);
  });
}

function partsOfLayer({ name, class_name: kind, config }: LayerNode, inputs: number, outputs: number): Part[] {
  const [height = 1, width = 1] = Array.isArray(config.kernel_size) ? (config.kernel_size as number[]) : [];
  const theirs = pytorchNameOf(name);
  const part = (our: string, their: string, shape: readonly number[], order: readonly number[]): Part => ({
    ours: `${name}/${our}`,
    theirs: `${theirs}.${their}`,
    shape,
    order,
  });
  switch (kind) {
    case "Conv2D":
      return [part("kernel", "weight", [height, width, inputs, outputs], [2, 3, 1, 0])];
    case "DepthwiseConv2D":
      return [part("depthwise_kernel", "weight", [height, width, inputs, 1], [2, 3, 0, 1])];
    case "Dense":
      return [part("kernel", "weight", [inputs, outputs], [1, 0]), part("bias", "bias", [outputs], [0])];
    case "BatchNormalization":
      return [
        part("gamma", "weight", [outputs], [0]),
        part("beta", "bias", [outputs], [0]),
        part("moving_mean", "running_mean", [outputs], [0]),
        part("moving_variance", "running_var", [outputs], [0]),
      ];
    default:
      return [];
  }
}

const outerNames: Readonly<Record<string, string>> = {
  stem_conv: "_conv_stem",
  stem_bn: "_bn0",
  top_conv: "_conv_head",
  top_bn: "_bn1",
  head: "_fc",
};
const normalizations: Readonly<Record<string, string>> = { expand: "_bn0", depthwise: "_bn1", project: "_bn2" };

function pytorchNameOf(layer: string): string {
  const [, block, place = "", what] = /^block(\d+)_(\w+)_(conv|bn)$/.exec(layer) ?? [];
  if (block === undefined) return outerNames[layer] ?? layer;
  return `_blocks.${block}.${what === "conv" ? `_${place}_conv` : (normalizations[place] ?? "")}`;
}

function weightFor({ theirs, shape, order }: Part, saved: ReadonlyMap<string, Weight>, shown: string): Weight {
  const weight = saved.get(theirs);
  const expected = order.map((_, axis) => shape[order.indexOf(axis)] ?? 0);
  const text = `must have ${theirs} of shape ${expected.join(" × ")}, as EfficientNet-Lite0 has it, got`;
  if (weight === undefined) throw unfit(shown, `${text} none`);
  if (weight.shape.join() !== expected.join()) throw unfit(shown, `${text} ${weight.shape.join(" × ")}`);
  if (!(weight.values instanceof Float32Array)) throw unfit(shown, `${text} whole numbers`);
  return weight;
}

/** The values with the axes in another order. */
function reordered({ shape: theirs, values }: Weight, { shape, order }: Part): Float32Array {
  const strides = rowMajorStrides(theirs);
  const positions = positionsOf({ offset: 0, shape, strides: order.map((axis) => strides[axis] ?? 0) });
  return Float32Array.from(positions, (position) => Number(values[position] ?? 0));
}

const strange = (shown: string, name: string): ProblemError =>
  unfit(shown, `must hold the weights of EfficientNet-Lite0 and nothing else, got ${name}`);

const unfit = (file: string, message: string): ProblemError =>
  new ProblemError({ severity: "error", code: "weights-file/unfit", file, message });
