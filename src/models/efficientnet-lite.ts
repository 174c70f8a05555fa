/**
 * EfficientNet-Lite0 as plain data: EfficientNet-B0 without squeeze-and-excitation and with ReLU6 in place of swish, so
 * that it runs everywhere. Its input are pictures of 224 × 224 × 3.
 *
 * Every convolution pads as TensorFlow's "same" does; so does the network whose weights are imported. Layers are called
 * after their block: `block3_depthwise_conv`, from `block0` to `block15`.
 *
 * @see Tan & Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, ICML 2019, table 1
 */
import {
  batchNormalization,
  Chain,
  conv,
  dense,
  glorotUniform,
  heNormal,
  unconstrained,
  type Topology,
} from "./topology";

export const EFFICIENTNET_LITE_SIDE = 224;

interface Stage {
  blocks: number;
  kernel: number;
  /** Of the first block; the others keep the size. */
  stride: number;
  /** By how much a block widens its input before the depthwise convolution. */
  expansion: number;
  filters: number;
}

const STEM_FILTERS = 32;
const TOP_FILTERS = 1280;

const stages: readonly Stage[] = [
  { blocks: 1, kernel: 3, stride: 1, expansion: 1, filters: 16 },
  { blocks: 2, kernel: 3, stride: 2, expansion: 6, filters: 24 },
  { blocks: 2, kernel: 5, stride: 2, expansion: 6, filters: 40 },
  { blocks: 3, kernel: 3, stride: 2, expansion: 6, filters: 80 },
  { blocks: 3, kernel: 5, stride: 1, expansion: 6, filters: 112 },
  { blocks: 4, kernel: 5, stride: 2, expansion: 6, filters: 192 },
  { blocks: 1, kernel: 3, stride: 1, expansion: 6, filters: 320 },
];

/** @param outputs classes; the head is a dense layer with softmax */
export function efficientNetLite0(outputs: number): Topology {
  const chain = new Chain([EFFICIENTNET_LITE_SIDE, EFFICIENTNET_LITE_SIDE, 3]);
  addConv(chain, "stem", { filters: STEM_FILTERS, kernel: 3, stride: 2 });
  addRelu6(chain, "stem");
  let index = 0;
  for (const { blocks, stride, ...stage } of stages) {
    for (let block = 0; block < blocks; block++) {
      addBlock(chain, `block${index}`, { ...stage, stride: block === 0 ? stride : 1 });
      index += 1;
    }
  }
  addConv(chain, "top", { filters: TOP_FILTERS, kernel: 1, stride: 1 });
  addRelu6(chain, "top");
  chain.add("average", "GlobalAveragePooling2D", { data_format: "channels_last" });
  chain.add("head", "Dense", dense(outputs, "softmax", glorotUniform));
  return {
    class_name: "Model",
    config: {
      name: "efficientnet_lite0",
      layers: chain.layers,
      input_layers: [["input", 0, 0]],
      output_layers: [["head", 0, 0]],
    },
  };
}

/** Widened, filtered channel by channel, narrowed without an activation; a shortcut where the shape stays. */
function addBlock(chain: Chain, name: string, { kernel, stride, expansion, filters }: Omit<Stage, "blocks">): void {
  const { last: input, channels } = chain;
  if (expansion !== 1) {
    addConv(chain, `${name}_expand`, { filters: channels * expansion, kernel: 1, stride: 1 });
    addRelu6(chain, `${name}_expand`);
  }
  chain.add(`${name}_depthwise_conv`, "DepthwiseConv2D", depthwise(kernel, stride));
  chain.add(`${name}_depthwise_bn`, "BatchNormalization", batchNormalization);
  addRelu6(chain, `${name}_depthwise`);
  addConv(chain, `${name}_project`, { filters, kernel: 1, stride: 1 });
  if (stride === 1 && channels === filters) chain.add(`${name}_add`, "Add", {}, [input, chain.last]);
}

/** A linear convolution and its batch normalisation. */
function addConv(chain: Chain, name: string, settings: { filters: number; kernel: number; stride: number }): void {
  chain.add(`${name}_conv`, "Conv2D", conv({ ...settings, bare: true }));
  chain.add(`${name}_bn`, "BatchNormalization", batchNormalization);
  chain.channels = settings.filters;
}

const addRelu6 = (chain: Chain, name: string): void => {
  chain.add(`${name}_relu6`, "Activation", { activation: "relu6" });
};

/** Without bias, one filter a channel. */
function depthwise(kernel: number, stride: number) {
  const { bias_regularizer, activity_regularizer, bias_constraint } = unconstrained;
  return {
    kernel_size: [kernel, kernel],
    strides: [stride, stride],
    padding: "same",
    data_format: "channels_last",
    dilation_rate: [1, 1],
    depth_multiplier: 1,
    activation: "linear",
    use_bias: false,
    depthwise_initializer: heNormal,
    depthwise_regularizer: null,
    depthwise_constraint: null,
    bias_regularizer,
    activity_regularizer,
    bias_constraint,
  };
}
