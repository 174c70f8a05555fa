/** Made-up deep networks with the names that Keras gives its MobileNetV2 and ResNet50. */
import type { LayerPlan } from "../../src/protocol/layer-plan";
import type { LayerView } from "../../src/protocol/view";

type Kind = readonly [suffix: string, kind: string, parameters: number];

const inverted: readonly Kind[] = [
  ["expand", "Conv2D", 2304],
  ["expand_BN", "BatchNormalization", 384],
  ["expand_relu", "ReLU", 0],
  ["depthwise", "DepthwiseConv2D", 864],
  ["depthwise_BN", "BatchNormalization", 384],
  ["depthwise_relu", "ReLU", 0],
  ["project", "Conv2D", 2304],
  ["project_BN", "BatchNormalization", 96],
  ["add", "Add", 0],
];

function view(name: string, kind: string, parameters: number, isFrozen: boolean): LayerView {
  const weights = parameters > 0;
  return {
    name,
    kind,
    outputShape: [56, 56, 24],
    parameters,
    origin: weights ? "copied" : "none",
    training: weights ? (isFrozen ? "frozen" : "trained") : "none",
  };
}

/** Inverted residual blocks, the first half frozen: 9 layers each, and 5 around them. */
export function deepLayers(blocks: number): LayerView[] {
  const body = Array.from({ length: blocks }, (_, index) => {
    const block = `block_${index + 1}`;
    const layers = inverted.map(([suffix, kind, parameters]) =>
      view(`${block}_${suffix}`, kind, parameters, index < blocks / 2),
    );
    const before = index === 0 ? "Conv1_relu" : `block_${index}_add`;
    return layers.map((layer) => (layer.kind === "Add" ? { ...layer, reads: [before, `${block}_project_BN`] } : layer));
  });
  return [
    view("input_1", "InputLayer", 0, false),
    view("Conv1", "Conv2D", 864, true),
    view("Conv1_relu", "ReLU", 0, false),
    ...body.flat(),
    view("global_average_pooling2d", "GlobalAveragePooling2D", 0, false),
    { ...view("predictions", "Dense", 12_810, false), origin: "new" },
  ];
}

/** 300 layers that no block folds: every name and the order of kinds are their own. */
export function unlikeLayers(count: number): LayerView[] {
  return Array.from({ length: count }, (_, index) =>
    view(
      `layer${index.toString(36)}`,
      `Kind${(index * index) % 97}`,
      index % 3 === 0 ? 0 : 1000 + index,
      index < count / 2,
    ),
  );
}

/** Bottlenecks of ResNet50's first two stages. */
export function residualLayers(): LayerView[] {
  const bottleneck = (block: string, isFirst: boolean) =>
    [
      "1_conv",
      "1_bn",
      "1_relu",
      "2_conv",
      "2_bn",
      "2_relu",
      ...(isFirst ? ["0_conv"] : []),
      "3_conv",
      ...(isFirst ? ["0_bn"] : []),
      "3_bn",
      "add",
      "out",
    ].map((part) => view(`${block}_${part}`, part.endsWith("conv") ? "Conv2D" : "Other", 100, true));
  const stage = (name: string, blocks: number) =>
    Array.from({ length: blocks }, (_, index) => bottleneck(`${name}_block${index + 1}`, index === 0)).flat();
  return [
    view("input", "InputLayer", 0, false),
    ...stage("conv2", 3),
    ...stage("conv3", 4),
    view("head", "Dense", 10, false),
  ];
}

/** What a file would say of these layers. */
export const planOfLayers = (layers: readonly LayerView[]): LayerPlan => ({
  choices: layers.map(({ name, training, origin }) => {
    const reason = "has no weights, so there is nothing to freeze or train";
    if (training === "none") return { layer: name, refused: { frozen: reason, train: reason, new: reason } };
    if (training === "frozen") return { layer: name, state: "frozen" };
    if (origin !== "new") return { layer: name, state: "train" };
    const mustBeNew = "must be new, because the source model has other classes than the target";
    return { layer: name, state: "new", refused: { frozen: mustBeNew, train: mustBeNew } };
  }),
});
