/**
 * The named architectures a source model can be trained on, as plain data: the editor shows their layers without
 * loading TensorFlow, the engine builds them. The last layer is always called `head`.
 */

/** A layer with its settings. Activations are ReLU unless said; `residual` adds a shortcut around two convolutions. */
export type LayerSpec =
  | {
      kind: "conv";
      name: string;
      filters: number;
      kernel: number;
      stride?: number;
      batchNorm?: boolean;
      /** Zeros around the picture keep its size; without them it loses kernel − 1 pixels a side. Kept where left out. */
      padding?: "same" | "valid";
    }
  | { kind: "max-pool"; name: string; size: number }
  | { kind: "residual"; name: string; filters: number; stride: number }
  | { kind: "global-average-pool"; name: string }
  | { kind: "flatten"; name: string }
  | { kind: "dense"; name: string; units: number }
  | { kind: "dropout"; name: string; rate: number };

export interface Architecture {
  id: string;
  title: string;
  /** One sentence: what it is good for. */
  summary: string;
  input: "image" | "table";
  /** How the kernels of hidden layers begin: as suits ReLU (He) where left out, or smaller, as in Keras (Glorot). */
  kernels?: "glorot-uniform";
  layers: readonly LayerSpec[];
}

export const architectures: readonly Architecture[] = [
  {
    id: "small-convnet",
    title: "Small convolutional network",
    summary: "Three convolutions and a dense layer; trains in seconds on small pictures.",
    input: "image",
    layers: [
      { kind: "conv", name: "conv1", filters: 16, kernel: 3 },
      { kind: "max-pool", name: "pool1", size: 2 },
      { kind: "conv", name: "conv2", filters: 32, kernel: 3 },
      { kind: "max-pool", name: "pool2", size: 2 },
      { kind: "conv", name: "conv3", filters: 64, kernel: 3 },
      { kind: "flatten", name: "flatten" },
      { kind: "dense", name: "dense1", units: 64 },
    ],
  },
  {
    id: "convnet-6",
    title: "Six-layer convolutional network",
    summary:
      "Four convolutions, their average and a dense layer; deep enough to ask which layers to copy, still quick.",
    input: "image",
    layers: [
      { kind: "conv", name: "conv1", filters: 16, kernel: 3 },
      { kind: "max-pool", name: "pool1", size: 2 },
      { kind: "conv", name: "conv2", filters: 32, kernel: 3 },
      { kind: "max-pool", name: "pool2", size: 2 },
      { kind: "conv", name: "conv3", filters: 32, kernel: 3 },
      { kind: "conv", name: "conv4", filters: 64, kernel: 3 },
      { kind: "global-average-pool", name: "average" },
      { kind: "dense", name: "dense1", units: 64 },
    ],
  },
  {
    id: "dann-convnet",
    title: "Convolutional network for domains",
    summary:
      "Two wide convolutions and two dense layers: the network for digits of the authors of domain-adversarial training.",
    input: "image",
    kernels: "glorot-uniform",
    layers: [
      { kind: "conv", name: "conv1", filters: 32, kernel: 5, padding: "valid" },
      { kind: "max-pool", name: "pool1", size: 2 },
      { kind: "conv", name: "conv2", filters: 48, kernel: 5, padding: "valid" },
      { kind: "max-pool", name: "pool2", size: 2 },
      { kind: "flatten", name: "flatten" },
      { kind: "dense", name: "dense1", units: 100 },
      { kind: "dense", name: "dense2", units: 100 },
    ],
  },
  {
    id: "dann-convnet-bn",
    title: "Convolutional network for domains, normalised",
    summary:
      "The same with batch normalisation after each convolution, which domain-adversarial training can keep for each domain.",
    input: "image",
    kernels: "glorot-uniform",
    layers: [
      { kind: "conv", name: "conv1", filters: 32, kernel: 5, padding: "valid", batchNorm: true },
      { kind: "max-pool", name: "pool1", size: 2 },
      { kind: "conv", name: "conv2", filters: 48, kernel: 5, padding: "valid", batchNorm: true },
      { kind: "max-pool", name: "pool2", size: 2 },
      { kind: "flatten", name: "flatten" },
      { kind: "dense", name: "dense1", units: 100 },
      { kind: "dense", name: "dense2", units: 100 },
    ],
  },
  {
    id: "small-resnet",
    title: "Small residual network",
    summary: "Three residual blocks with batch normalisation; stronger on pictures with texture, slower to train.",
    input: "image",
    layers: [
      { kind: "conv", name: "conv1", filters: 16, kernel: 3, batchNorm: true },
      { kind: "residual", name: "block1", filters: 16, stride: 1 },
      { kind: "residual", name: "block2", filters: 32, stride: 2 },
      { kind: "residual", name: "block3", filters: 64, stride: 2 },
      { kind: "global-average-pool", name: "pool" },
    ],
  },
  {
    id: "mlp",
    title: "Multilayer perceptron",
    summary: "Two dense layers; for tables.",
    input: "table",
    layers: [
      { kind: "dense", name: "dense1", units: 64 },
      { kind: "dense", name: "dense2", units: 64 },
    ],
  },
];

/** The simplest network there is, for methods whose features are made elsewhere. */
export const linearClassifier = (input: Architecture["input"]): Architecture => ({
  id: "linear",
  title: "Linear classifier",
  summary: "The values themselves, weighted.",
  input,
  layers: input === "image" ? [{ kind: "flatten", name: "flatten" }] : [],
});

export const architectureById = (id: string): Architecture | undefined =>
  architectures.find((architecture) => architecture.id === id);
