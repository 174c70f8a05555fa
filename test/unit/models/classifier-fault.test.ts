import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { classifierFault } from "../../../src/models/classifier-fault";
import { readTopology } from "../../../src/models/read-topology";
import { summarizeTopology } from "../../../src/models/summarize";

const { layers } = tf;

describe("classifierFault", () => {
  const faultOf = (model: tf.LayersModel): string | undefined => {
    const topology = readTopology(model.toJSON(null, false));
    assert.ok(topology);
    return classifierFault(topology, summarizeTopology(topology));
  };
  const pictures = { inputShape: [6, 6, 1], name: "first" };
  const sequential = (...list: tf.layers.Layer[]) => tf.sequential({ layers: list });

  it("finds nothing in networks that end in one number a class", () => {
    const dense = layers.dense({ ...pictures, inputShape: [3], units: 2, activation: "softmax" });
    const conv = layers.conv2d({ ...pictures, filters: 2, kernelSize: 3 });
    assert.equal(faultOf(sequential(dense)), undefined);
    assert.equal(faultOf(sequential(conv, layers.globalAveragePooling2d({}), layers.softmax())), undefined);
  });

  const says = (what: string, model: () => tf.LayersModel, expected: string) => {
    it(`says ${what}`, () => {
      assert.equal(faultOf(model()), expected);
    });
  };

  const a = tf.input({ shape: [3], name: "a" });
  const b = tf.input({ shape: [3], name: "b" });
  const head = (name: string, from: tf.SymbolicTensor) =>
    layers.dense({ units: 2, name }).apply(from) as tf.SymbolicTensor;

  says(
    "that there are two inputs",
    () =>
      tf.model({ inputs: [a, b], outputs: layers.add().apply([head("o1", a), head("o2", b)]) as tf.SymbolicTensor }),
    "must have one input, got 2 (a, b); export the part of it that is one classifier",
  );
  says(
    "that there are two outputs",
    () => tf.model({ inputs: a, outputs: [head("o3", a), head("o4", a)] }),
    "must have one output, got 2 (o3, o4); export the part of it that is one classifier",
  );
  says(
    "that the size of the pictures is open",
    () => sequential(layers.conv2d({ inputShape: [null, null, 1], filters: 2, kernelSize: 3 })),
    "must say the whole shape of its input, got ? × ? × 1; export it with a fixed input shape",
  );
  says(
    "that the input is neither pictures nor a table",
    () => sequential(layers.lstm({ inputShape: [5, 3], units: 2 })),
    "must take pictures (height × width × channels) or rows of a table (columns), got an input of 5 × 3",
  );
  says(
    "that the last weights are no classifier's",
    () => sequential(layers.dense({ inputShape: [3], units: 2 }), layers.batchNormalization({ name: "norm" })),
    "must end in a Dense or Conv2D layer, which can be given the classes of the target, got norm, a BatchNormalization; export the part of it that is one classifier",
  );
  says(
    "that every pixel has outputs of its own",
    () => sequential(layers.conv2d({ ...pictures, filters: 2, kernelSize: 3 })),
    "must give one number a class, got an output of 4 × 4 × 2; export the part of it that is one classifier",
  );
  says(
    "that probabilities are averaged",
    () =>
      sequential(
        layers.conv2d({ ...pictures, filters: 2, kernelSize: 3, activation: "softmax" }),
        layers.globalAveragePooling2d({ name: "pool" }),
      ),
    "must give its classes by the activation of first, got another layer after it, pool, a GlobalAveragePooling2D; export the part of it that is one classifier",
  );
});
