import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { readTopology } from "../../../src/models/read-topology";
import { summarizeTopology } from "../../../src/models/summarize";

const summaryOf = (json: unknown) => {
  const topology = readTopology(json);
  assert.ok(topology);
  return summarizeTopology(topology);
};
const shapesOf = (json: unknown) =>
  summaryOf(json).layers.map(({ name, outputShape, parameters }) => [name, outputShape, parameters]);

/** What TensorFlow.js itself says of the layers. */
const saidBy = (model: tf.LayersModel) =>
  model.layers.map((layer) => [layer.name, (layer.outputShape as tf.Shape).slice(1), layer.countParams()]);

describe("summarizeTopology", () => {
  it("agrees with TensorFlow.js on a sequential model of many kinds of layers", () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [33, 30, 3], filters: 4, kernelSize: [3, 5], strides: 2, name: "a" }),
        tf.layers.zeroPadding2d({ padding: [[1, 2], [3, 4]], name: "b" }), // prettier-ignore
        tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: "same", name: "c" }),
        tf.layers.batchNormalization({ scale: false, name: "d" }),
        tf.layers.reLU({ name: "e" }),
        tf.layers.separableConv2d({ filters: 6, kernelSize: 3, useBias: false, name: "f" }),
        tf.layers.averagePooling2d({ poolSize: 2, padding: "same", name: "g" }),
        tf.layers.conv2d({ filters: 2, kernelSize: 3, dilationRate: 2, name: "h" }),
        tf.layers.upSampling2d({ size: [2, 3], name: "i" }),
        tf.layers.maxPooling2d({ poolSize: 3, strides: 2, name: "j" }),
        tf.layers.flatten({ name: "k" }),
        tf.layers.dense({ units: 12, name: "l" }),
        tf.layers.reshape({ targetShape: [2, 2, 3], name: "m" }),
        tf.layers.globalMaxPooling2d({ name: "n" }),
        tf.layers.dropout({ rate: 0.5, name: "o" }),
        tf.layers.dense({ units: 5, useBias: false, name: "p" }),
        tf.layers.softmax({ name: "q" }),
      ],
    });
    const json: unknown = model.toJSON(null, false);
    assert.deepEqual(shapesOf(json), saidBy(model));
    const { head, outputs, inputShape } = summaryOf(json);
    assert.deepEqual({ head, outputs, inputShape }, { head: "p", outputs: 5, inputShape: [33, 30, 3] });
  });

  it("agrees with TensorFlow.js on branches that are added and concatenated", () => {
    const input = tf.input({ shape: [8, 8, 3], name: "in" });
    const left = tf.layers.conv2d({ filters: 3, kernelSize: 1, name: "left" }).apply(input) as tf.SymbolicTensor;
    const sum = tf.layers.add({ name: "sum" }).apply([input, left]) as tf.SymbolicTensor;
    const both = tf.layers.concatenate({ name: "both" }).apply([sum, left]) as tf.SymbolicTensor;
    const rows = tf.layers.concatenate({ axis: 1, name: "rows" }).apply([sum, left]) as tf.SymbolicTensor;
    const pooled = tf.layers.globalAveragePooling2d({ name: "pooled" }).apply(both) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: [pooled, rows] });
    const byName = (layers: unknown[][]) => new Map(layers.map(([name, ...rest]) => [name, rest]));
    assert.deepEqual(byName(shapesOf(model.toJSON(null, false))), byName(saidBy(model)));
  });

  it("counts a model inside a model as one layer", () => {
    const base = tf.sequential({ name: "base", layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
    const model = tf.sequential({ layers: [base, tf.layers.dense({ units: 2, name: "top" })] });
    const { layers, inputShape } = summaryOf(model.toJSON(null, false));
    assert.deepEqual(
      layers.map(({ name, kind, outputShape, parameters }) => ({ name, kind, outputShape, parameters })),
      [
        { name: "base", kind: "Sequential", outputShape: [3], parameters: 15 },
        { name: "top", kind: "Dense", outputShape: [2], parameters: 8 },
      ],
    );
    assert.deepEqual(inputShape, [4]);
  });

  it("works out the side of a reshape that is left open", () => {
    const layers = [
      { class_name: "Reshape", config: { name: "a", target_shape: [2, -1, 3], batch_input_shape: [null, 12] } },
    ];
    assert.deepEqual(shapesOf({ class_name: "Sequential", config: { layers } }), [["a", [2, 2, 3], 0]]);
  });

  it("knows no shape and no weights of a layer of unknown kind, nor shapes after it", () => {
    const layers = [
      { class_name: "Dense", config: { name: "a", units: 3, batch_input_shape: [null, 4] } },
      { class_name: "Attention", config: { name: "b" } },
      { class_name: "Activation", config: { name: "c" } },
    ];
    assert.deepEqual(shapesOf({ class_name: "Sequential", config: { layers } }), [
      ["a", [3], 15],
      ["b", [], 0],
      ["c", [], 0],
    ]);
  });
});

describe("readTopology", () => {
  const dense = { class_name: "Dense", config: { name: "d", units: 3, batch_input_shape: [null, 4] } };

  it("looks into Keras' wrapper", () => {
    const model_config = { class_name: "Sequential", config: { name: "s", layers: [dense] } };
    assert.deepEqual(shapesOf({ keras_version: "2.15.0", backend: "tensorflow", model_config }), [["d", [3], 15]]);
  });

  it("reads a sequential model whose config is the list of layers", () => {
    assert.deepEqual(shapesOf({ class_name: "Sequential", config: [dense] }), [["d", [3], 15]]);
  });

  it("reads the call arguments and shapes of Keras 3", () => {
    const tensor = (name: string) => ({
      class_name: "__keras_tensor__",
      config: { shape: [null, 4], dtype: "float32", keras_history: [name, 0, 0] },
    });
    const functional = {
      class_name: "Functional",
      config: {
        name: "f",
        layers: [
          { class_name: "InputLayer", name: "in", config: { batch_shape: [null, 4], name: "in" }, inbound_nodes: [] },
          {
            class_name: "Dense",
            name: "d",
            config: { name: "d", units: 3 },
            inbound_nodes: [{ args: [tensor("in")], kwargs: {} }],
          },
          {
            class_name: "Concatenate",
            name: "c",
            config: { name: "c", axis: -1 },
            inbound_nodes: [{ args: [[tensor("in"), tensor("d")]], kwargs: {} }],
          },
        ],
        input_layers: ["in", 0, 0],
        output_layers: ["c", 0, 0],
      },
    };
    assert.deepEqual(shapesOf(functional), [
      ["in", [4], 0],
      ["d", [3], 15],
      ["c", [7], 0],
    ]);
    assert.deepEqual(summaryOf(functional).inputShape, [4]);
  });

  it("finds no layers model in other JSON", () => {
    for (const json of [null, 5, [], {}, { node: [] }, { class_name: "Sequential", config: { layers: [{}] } }]) {
      assert.equal(readTopology(json), undefined);
    }
  });
});
