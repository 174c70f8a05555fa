import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { OptimizerSettings } from "../../../../src/experiment/types";
import { readTopology } from "../../../../src/models/read-topology";
import { Network } from "../../../../src/training/network";
import { Optimizer, type Slot } from "../../../../src/training/optimizers";
import { sourceModel } from "../../../../src/training/source-weights";
import { tf } from "../../../../src/training/tf";
import { trainingStep, type StepInputs } from "../../../../src/training/training-step";
import { TrialState } from "../../../../src/training/trial-state";
import { agreement, numbers, type Scenario } from "../../../support/compile-steps";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { planOf } from "../../../support/engine-toys";

const { layers } = tf;
const SIDE = 9;
const CHANNELS = 2;
const CLASSES = 3;
const STEPS = 20;
const optimizers = ["sgd", "momentum", "adam", "adamw", "rmsprop"] as const;

type Body = (x: tf.SymbolicTensor) => tf.SymbolicTensor;

const through = (x: tf.SymbolicTensor, ...list: tf.layers.Layer[]): tf.SymbolicTensor =>
  list.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, x);
const relu6 = () => layers.activation({ activation: "relu6" });
const conv = (filters = 4, more: object = {}) => layers.conv2d({ filters, kernelSize: 3, padding: "same", ...more });

/** What stands between the pictures and the head. */
const bodies: Record<string, Body> = {
  "a dense layer": (x) => through(x, layers.flatten(), layers.dense({ units: 8, activation: "relu" })),
  "dense layers with other activations": (x) =>
    through(
      x,
      layers.flatten(),
      layers.dense({ units: 8, activation: "tanh" }),
      layers.dense({ units: 8, activation: "sigmoid" }),
      layers.dense({ units: 8, activation: "elu" }),
    ),
  "a convolution": (x) => through(x, conv(4, { activation: "relu" }), layers.flatten()),
  "a strided convolution without padding and bias": (x) =>
    through(x, conv(4, { padding: "valid", strides: 2, useBias: false }), layers.reLU(), layers.flatten()),
  "a depthwise convolution and ReLU6": (x) =>
    through(x, layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), relu6(), layers.flatten()),
  "a separable convolution": (x) =>
    through(x, layers.separableConv2d({ filters: 4, kernelSize: 3, activation: "relu" }), layers.flatten()),
  "batch normalisation of pictures": (x) =>
    through(x, conv(), layers.batchNormalization({ name: "norm" }), layers.reLU(), layers.flatten()),
  "batch normalisation of rows": (x) =>
    through(
      x,
      layers.flatten(),
      layers.dense({ units: 6 }),
      layers.batchNormalization({ name: "norm" }),
      layers.reLU(),
    ),
  "pooling of maxima": (x) => through(x, conv(), layers.maxPooling2d({ poolSize: 2 }), layers.flatten()),
  "pooling of means": (x) =>
    through(x, conv(), layers.averagePooling2d({ poolSize: 3, padding: "same" }), layers.flatten()),
  "global pooling of means": (x) => through(x, conv(4, { activation: "relu" }), layers.globalAveragePooling2d({})),
  "global pooling of maxima": (x) => through(x, conv(), layers.globalMaxPooling2d({})),
  "ReLU with a largest value": (x) => through(x, conv(), layers.reLU({ maxValue: 6 }), layers.flatten()),
  "a residual block": (x) => {
    const start = through(x, conv(), layers.batchNormalization({}), layers.reLU());
    const inner = through(start, conv(), layers.batchNormalization({}));
    return through(
      layers.add().apply([start, inner]) as tf.SymbolicTensor,
      layers.reLU(),
      layers.globalAveragePooling2d({}),
    );
  },
  "branches that are joined": (x) => {
    const branches = [
      through(x, conv(3)),
      through(x, layers.maxPooling2d({ poolSize: 3, strides: 1, padding: "same" })),
    ];
    return through(layers.concatenate().apply(branches) as tf.SymbolicTensor, relu6(), layers.flatten());
  },
  dropout: (x) => through(x, conv(), layers.dropout({ rate: 0.25 }), layers.flatten(), layers.dropout({ rate: 0.5 })),
};

const settingsOf = (name: OptimizerSettings["name"]): OptimizerSettings => {
  return { name, learningRate: 0.01, momentum: 0.9, weightDecay: 0.05 };
};
const exact = { graph: STEPS, plain: 0, reasons: [], difference: 0 };

describe("20 compiled steps with a rate that changes, weight decay and rate factors", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const [what, body] of Object.entries(bodies)) {
    it(`train ${what} to the bits of the plain steps, with every optimizer`, async () => {
      for (const name of optimizers) assert.deepEqual(await trained(body, settingsOf(name)), exact, name);
    });
  }

  it("train around a batch normalisation that is frozen to the bits of the plain steps", async () => {
    for (const what of ["batch normalisation of pictures", "batch normalisation of rows"]) {
      const body = bodies[what];
      assert.ok(body);
      assert.deepEqual(await trained(body, settingsOf("adam"), ["norm"]), exact, what);
    }
  });
});

async function trained(body: Body, settings: OptimizerSettings, frozen: readonly string[] = []) {
  const source = await sourceOf(body);
  const plan = planOf(source, "train", {
    ...Object.fromEntries(frozen.map((layer) => [layer, "frozen" as const])),
  });
  const make = () => Network.create({ source, outputs: CLASSES, plan, seed: 1 });
  const networks = [await make(), await make()];
  const result = agreement(() => {
    const network = networks.shift();
    if (network === undefined) throw new Error("a training is run twice");
    return scenarioOf(network, settings);
  }, STEPS);
  tf.dispose([...source.weights.values()]);
  return result;
}

function scenarioOf(network: Network, settings: OptimizerSettings): Scenario<StepInputs> {
  const slots = network.trainedLayers.flatMap((layer, depth) =>
    network.trainableWeights(layer).map(({ name, variable }): Slot => {
      return { name, variable, rateFactor: depth === 0 ? 0.3 : 1, decays: name.endsWith("kernel") };
    }),
  );
  const optimizer = new Optimizer(settings, slots, new TrialState());
  return {
    step: (inputs) => trainingStep({ network, part: network.model, slots, optimizer }, inputs),
    inputs: (index) => batch(index, settings.learningRate),
    variables: network.allWeights().map(({ variable }) => variable),
    dispose: () => {
      optimizer.dispose();
      network.dispose();
    },
  };
}

/** Seven pictures: a number by which a division is not exact. */
function batch(index: number, rate: number, rows = 7): StepInputs {
  return tf.tidy(() => {
    const x0 = numbers([rows, SIDE, SIDE, CHANNELS], `pictures ${index}`);
    const labels = tf.tensor1d(
      Array.from({ length: rows }, (_, row) => (row * index) % CLASSES),
      "int32",
    );
    return {
      x0,
      targets: tf.oneHot(labels, CLASSES).toFloat().as2D(rows, CLASSES),
      weights: tf.ones([rows]),
      rate: tf.scalar(rate / (1 + index)),
      noise: tf.tensor1d([11, index], "int32"),
    };
  });
}

/** The network as a source model, with weights from its name. */
async function sourceOf(body: Body) {
  const input = tf.input({ shape: [SIDE, SIDE, CHANNELS] });
  const outputs = through(body(input), layers.dense({ units: CLASSES, name: "head", activation: "softmax" }));
  const model = tf.model({ inputs: input, outputs });
  const topology = readTopology(model.toJSON(null, false));
  assert.ok(topology);
  const named = model.weights.map((weight, index) => {
    const value = weight.read();
    const isVariance = weight.originalName.endsWith("moving_variance");
    const values = tf.tidy(() => numbers(value.shape, `weight ${index}`, 0.4).add(isVariance ? 1 : 0));
    return { name: weight.originalName, tensor: values };
  });
  const { data, specs } = await tf.io.encodeWeights(named);
  tf.dispose(named.map(({ tensor }) => tensor));
  model.dispose();
  const weightSpecs = specs.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  return sourceModel({ topology, weightSpecs, weights: new Uint8Array(data), metadata: {} });
}
