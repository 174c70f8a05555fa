import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Network, type LayerPlan } from "../../../src/training/network";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { planOf, toySource } from "../../support/engine-toys";

type ToySource = Awaited<ReturnType<typeof toySource>>;

describe("Network", function () {
  this.timeout(trainingMs);
  let source: ToySource;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
  });
  after(() => {
    source.dispose();
  });

  const hashes = async (plan: LayerPlan, seed: number, outputs = 3): Promise<Record<string, string>> => {
    const network = await Network.create({ source, outputs, plan, seed });
    const found = Object.fromEntries(plan.map(({ name }) => [name, network.hashOf(name)]));
    network.dispose();
    return found;
  };

  it("copies the weights of frozen and of trained layers bit for bit", async () => {
    const network = await Network.create({
      source,
      outputs: 3,
      plan: planOf(source, "train", { conv1: "frozen" }),
      seed: 1,
    });
    for (const { name, variable } of network.allWeights()) {
      assert.deepEqual(variable.dataSync(), source.weights.get(name)?.dataSync(), name);
    }
    network.dispose();
  });

  it("draws new layers from the seed: the same seed gives the same bits, another seed others", async () => {
    const plan = planOf(source, "new");
    const [first, again, other, copied] = await Promise.all([
      hashes(plan, 1),
      hashes(plan, 1),
      hashes(plan, 2),
      hashes(planOf(source, "train"), 1),
    ]);
    assert.deepEqual(first, again);
    for (const layer of ["conv1", "dense1", "head"]) {
      assert.notEqual(first[layer], other[layer], layer);
      assert.notEqual(first[layer], copied[layer], layer);
    }
  });

  it("draws each new layer from its own numbers, whatever the other layers do", async () => {
    const all = await hashes(planOf(source, "new"), 1);
    const headOnly = await hashes(planOf(source, "train", { head: "new" }), 1);
    assert.equal(all.head, headOnly.head);
  });

  it("takes seed 0 for a seed", async () => {
    const plan = planOf(source, "new");
    assert.deepEqual(await hashes(plan, 0), await hashes(plan, 0));
  });

  it("gives a new head one output a class and keeps the softmax in the topology that is saved", async () => {
    const network = await Network.create({
      source,
      outputs: 5,
      plan: planOf(source, "train", { head: "new" }),
      seed: 1,
    });
    assert.deepEqual(network.model.outputs[0]?.shape, [null, 5]);
    assert.equal(network.model.getLayer("head").getConfig().activation, "linear");
    const head = network.topology.config.layers.find(({ name }) => name === "head");
    assert.equal(head?.config.activation, "softmax");
    assert.equal(head.config.units, 5);
    network.dispose();
  });

  it("writes weights that a plain model of its topology takes, and which then gives the softmax of its logits", async () => {
    const network = await Network.create({ source, outputs: 3, plan: planOf(source, "train"), seed: 1 });
    const { weightSpecs, weights } = await network.weightFiles();
    const model = await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology: network.topology, weightSpecs, weightData: weights.buffer }),
    );
    tf.tidy(() => {
      const x = tf.randomUniform([4, 6, 6, 1], 0, 1, "float32", 1);
      const probabilities = model.predict(x) as tf.Tensor;
      const logits = network.model.predict(x) as tf.Tensor;
      assert.deepEqual(probabilities.dataSync(), tf.softmax(logits).dataSync());
    });
    model.dispose();
    network.dispose();
  });

  it("leaves no tensor behind", async () => {
    const { numTensors } = tf.memory();
    await hashes(planOf(source, "train", { head: "new" }), 1, 4);
    assert.equal(tf.memory().numTensors, numTensors);
  });
});
