import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { ModelFiles } from "../../../src/models/model-files";
import { readTopology } from "../../../src/models/read-topology";
import { withInputLayer } from "../../../src/models/topology-edits";
import { buildFault } from "../../../src/training/build-fault";
import { Network, type SourceModel } from "../../../src/training/network";
import { sourceModel } from "../../../src/training/source-weights";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { planOf } from "../../support/engine-toys";

const { layers } = tf;
const inputShape = [6, 6, 1];
const conv = () => layers.conv2d({ inputShape, filters: 3, kernelSize: 3, activation: "relu", name: "conv" });
const pool = () => layers.globalAveragePooling2d({ name: "pool" });
const dense = (activation?: "softmax" | "sigmoid") =>
  layers.dense({ units: 4, name: "head", ...(activation && { activation }) });

/** Networks as others make them, each with four classes. */
const networks: Record<string, () => tf.layers.Layer[]> = {
  "a softmax layer of its own": () => [conv(), pool(), dense(), layers.softmax({ name: "out" })],
  "a sigmoid head": () => [conv(), pool(), dense("sigmoid")],
  "logits as its output": () => [conv(), pool(), dense()],
  "a convolution as its head": () => [
    conv(),
    pool(),
    layers.reshape({ targetShape: [1, 1, 3] }),
    layers.conv2d({ filters: 4, kernelSize: 1, name: "head" }),
    layers.activation({ activation: "softmax", name: "out" }),
    layers.reshape({ targetShape: [4], name: "flat" }),
  ],
  "a model as its first layer": () => [
    tf.sequential({ name: "base", layers: [conv(), layers.batchNormalization({ name: "norm" }), pool()] }),
    layers.dropout({ rate: 0.5, name: "drop" }),
    dense("softmax"),
  ],
  "layers whose weights only the file tells": () => [
    layers.reshape({ inputShape, targetShape: [6, 6], name: "rows" }),
    layers.gru({ units: 3, name: "gru" }),
    layers.layerNormalization({ name: "norm" }),
    dense("softmax"),
  ],
};

describe("a network made elsewhere", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  /** What a model folder of it would hold. */
  const filesOf = async (list: tf.layers.Layer[]): Promise<ModelFiles> => {
    const model = tf.sequential({ layers: list });
    const topology = readTopology(model.toJSON(null, false));
    assert.ok(topology);
    const { data, specs } = await tf.io.encodeWeights(
      model.weights.map((weight) => ({ name: weight.originalName, tensor: weight.read() })),
    );
    model.dispose();
    const weightSpecs = specs.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
    return { topology: withInputLayer(topology), weightSpecs, weights: new Uint8Array(data), metadata: {} };
  };
  const hashesOf = async (source: SourceModel, seed: number) => {
    const network = await Network.create({ source, outputs: 3, plan: planOf(source, "new"), seed });
    const hashes = network.plan.map(({ name }) => network.hashOf(name));
    network.dispose();
    return hashes;
  };

  for (const [what, make] of Object.entries(networks)) {
    describe(`with ${what}`, () => {
      let files: ModelFiles;
      let source: SourceModel;
      before(async () => {
        files = await filesOf(make());
        source = sourceModel(files);
      });

      it("keeps all its weights in the layers that are copied", async () => {
        assert.equal(await buildFault(files), undefined);
        const network = await Network.create({ source, outputs: 4, plan: planOf(source, "frozen"), seed: 1 });
        const kept = network.allWeights();
        assert.equal(kept.length, files.weightSpecs.length);
        for (const { name, variable } of kept) {
          assert.deepEqual(variable.dataSync(), source.weights.get(name)?.dataSync(), name);
        }
        network.dispose();
      });

      it("gets the target's classes, and decides as saved what it decides in training", async () => {
        const plan = planOf(source, "train", { head: "new" });
        const network = await Network.create({ source, outputs: 7, plan, seed: 1 });
        const { weightSpecs, weights } = await network.weightFiles();
        const saved = await tf.loadLayersModel(
          tf.io.fromMemory({ modelTopology: network.topology, weightSpecs, weightData: weights.buffer }),
        );
        tf.tidy(() => {
          const x = tf.randomUniform([20, ...inputShape], 0, 1, "float32", 1);
          const [outputs, logits] = [saved.predict(x) as tf.Tensor, network.model.predict(x) as tf.Tensor];
          assert.deepEqual(outputs.shape, [20, 7]);
          assert.deepEqual(outputs.argMax(1).dataSync(), logits.argMax(1).dataSync());
        });
        saved.dispose();
        network.dispose();
      });

      it("draws fresh weights from the seed", async () => {
        assert.deepEqual(await hashesOf(source, 1), await hashesOf(source, 1));
        assert.notDeepEqual(await hashesOf(source, 1), await hashesOf(source, 2));
      });
    });
  }

  it("must consist of layers that TensorFlow.js knows", async () => {
    const files = await filesOf([conv(), pool(), dense()]);
    const [input, first, ...rest] = files.topology.config.layers;
    assert.ok(input && first);
    const config = { ...files.topology.config, layers: [input, { ...first, class_name: "MyConv" }, ...rest] };
    assert.equal(
      await buildFault({ ...files, topology: { class_name: "Model", config } }),
      "must consist of layers that TensorFlow.js knows, got: Unknown layer: MyConv",
    );
  });

  it("must have weights of the shapes of its layers", async () => {
    const files = await filesOf([conv(), pool(), dense()]);
    const weightSpecs = files.weightSpecs.map((spec) =>
      spec.name === "head/kernel" ? { ...spec, shape: [4, 3] } : spec,
    );
    assert.equal(
      await buildFault({ ...files, weightSpecs }),
      "must have the weight head/kernel of shape 3 × 4, got 4 × 3",
    );
  });
});
