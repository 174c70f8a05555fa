import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, it } from "mocha";
import { Network } from "../../../src/training/network";
import { tf } from "../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { planOf, toyExamples, toyPictures, toySource } from "../../support/engine-toys";

describe("layers in training", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;
  let network: Network;
  let x: tf.Tensor;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
    const examples = toyExamples(toyPictures(12));
    x = tf.tensor(await examples.read(Int32Array.from({ length: 12 }, (_, index) => index)), [12, 6, 6, 1]);
  });
  after(() => {
    source.dispose();
    x.dispose();
  });
  beforeEach(async () => {
    network = await Network.create({ source, outputs: 3, plan: planOf(source, "train"), seed: 1 });
  });
  afterEach(() => {
    network.dispose();
  });

  /** What a layer gives in a training step in which `layers` train. */
  const inTraining = (layers: readonly string[], upTo = "head", noise = [1, 0]): Float32Array => {
    network.trainOnly(layers);
    const part = tf.model({ inputs: network.model.inputs, outputs: network.model.getLayer(upTo).output });
    return tf.tidy(() =>
      network.withNoise(tf.tensor1d(noise, "int32"), () =>
        (part.apply(x, { training: true }) as tf.Tensor).dataSync<"float32">(),
      ),
    );
  };
  const atInference = (upTo = "head"): Float32Array => {
    const part = tf.model({ inputs: network.model.inputs, outputs: network.model.getLayer(upTo).output });
    return tf.tidy(() => (part.predict(x) as tf.Tensor).dataSync<"float32">());
  };

  it("a network with nothing in training gives what it gives at inference", () => {
    assert.deepEqual(inTraining([]), atInference());
  });

  it("frozen batch normalisation uses its moving statistics in a training step, and leaves them", () => {
    const before = network.hashOf("conv1_bn");
    assert.deepEqual(inTraining(["conv1", "dense1", "head"], "conv1_bn"), atInference("conv1_bn"));
    assert.equal(network.hashOf("conv1_bn"), before);
  });

  it("trained batch normalisation uses the statistics of the batch, and moves the moving ones towards them", () => {
    const moving = () => network.weights("conv1_bn").map(({ variable }) => Array.from(variable.dataSync()));
    const [gamma, beta, mean, variance] = moving();
    const normalised = inTraining(["conv1_bn"], "conv1_bn");
    const [gammaAfter, betaAfter, meanAfter, varianceAfter] = moving();
    assert.deepEqual([gammaAfter, betaAfter], [gamma, beta]);
    assert.notDeepEqual(meanAfter, mean);
    assert.notDeepEqual(varianceAfter, variance);
    const total = normalised.reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(total / normalised.length) < 1e-4, "a batch that is normalised by itself has mean 0");
  });

  it("dropout is off where the layer that it feeds is frozen, and on where that one trains", () => {
    assert.deepEqual(inTraining(["head"], "drop1"), atInference("drop1"));
    assert.notDeepEqual(inTraining(["dense1"], "drop1"), atInference("drop1"));
    assert.deepEqual(inTraining(["dense1"], "drop2"), inTraining(["dense1"], "dense1"));
    assert.notDeepEqual(inTraining(["head"], "drop2"), atInference("drop2"));
  });

  it("dropout draws the same noise for the same step, and another for the next one and for another seed", () => {
    const first = inTraining(["head"], "drop2");
    assert.deepEqual(inTraining(["head"], "drop2"), first);
    assert.notDeepEqual(inTraining(["head"], "drop2", [1, 1]), first);
    assert.notDeepEqual(inTraining(["head"], "drop2", [2, 0]), first);
  });

  it("dropout keeps the share of values that its rate leaves, scaled so that their expectation stays", () => {
    const kept = inTraining(["dense1"], "drop1");
    const whole = atInference("drop1");
    const positions = [...whole.keys()].filter((index) => whole[index] !== 0);
    const alive = positions.filter((index) => kept[index] !== 0);
    for (const index of alive) {
      assert.ok(Math.abs((kept[index] ?? 0) / (whole[index] ?? 0) - 1 / 0.75) < 1e-5);
    }
    const share = alive.length / positions.length;
    assert.ok(share > 0.65 && share < 0.85, `kept ${share}`);
  });
});
