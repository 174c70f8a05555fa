import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { activations, countUnits, unitShares } from "../../../src/math/unit-health";
import type { Training } from "../../../src/experiment/types";
import { softmaxCrossEntropy } from "../../../src/training/losses";
import { Network } from "../../../src/training/network";
import { inputsFor } from "../../../src/training/inputs";
import { tf } from "../../../src/training/tf";
import { UnitProbe } from "../../../src/training/unit-probe";
import { epochsOf, toyFit } from "../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { plainToyArchitecture, planOf, toyExamples, toyPictures, toySource } from "../../support/engine-toys";

type Source = Awaited<ReturnType<typeof toySource>>;

const optimizerOf = (name: Training["optimizer"]["name"]): Training["optimizer"] => {
  return { name, learningRate: 0.01, momentum: 0.9, weightDecay: 0 };
};

describe("the health of a layer", function () {
  this.timeout(trainingMs);
  let plain: Source;
  let source: Source;

  before(async () => {
    await startNativeBackend();
    plain = await toySource(plainToyArchitecture);
    source = await toySource();
  });
  after(() => {
    plain.dispose();
    source.dispose();
  });

  /** ‖g‖ of the first batch, which is all examples, before the first step; by tfjs. */
  const gradientNorms = async (): Promise<Record<string, number>> => {
    const network = await Network.create({
      source: plain,
      outputs: 3,
      plan: planOf(plain, "train", { head: "new" }),
      seed: 3,
    });
    const pictures = toyPictures(45);
    const examples = toyExamples(pictures, 0, 30);
    const values = await examples.read(Int32Array.from({ length: 30 }, (_, index) => index));
    const norms = tf.tidy(() => {
      const targets = tf.oneHot(tf.tensor1d(examples.labels, "int32"), 3).toFloat() as tf.Tensor2D;
      const { grads } = tf.variableGrads(() =>
        softmaxCrossEntropy(
          network.model.apply(tf.tensor(values, [30, 6, 6, 1])) as tf.Tensor2D,
          targets,
          tf.ones<tf.Rank.R1>([30]),
        ),
      );
      const squares = (layer: string) =>
        network
          .trainableWeights(layer)
          .reduce((sum, { variable }) => sum + (grads[variable.name]?.square().sum().dataSync()[0] ?? NaN), 0);
      return Object.fromEntries(network.trainedLayers.map((layer) => [layer, Math.sqrt(squares(layer))]));
    });
    network.dispose();
    return norms;
  };

  for (const name of ["sgd", "momentum", "adam", "rmsprop"] as const) {
    it(`has the norm of the gradient that tfjs computes, with ${name}`, async () => {
      const training = { epochs: 1, batchSize: 30, optimizer: optimizerOf(name) };
      const { reports } = await toyFit({ source: plain, training });
      for (const [layer, expected] of Object.entries(await gradientNorms())) {
        const actual = epochsOf(reports)[0]?.layers?.[layer]?.gradientNorm ?? NaN;
        assert.ok(Math.abs(actual - expected) < 2e-3 * expected, `${layer}: ${actual} instead of ${expected}`);
      }
    });
  }

  it("has the size of the step: with one step an epoch it is the drift of the first epoch", async () => {
    const { reports } = await toyFit({ source: plain, training: { epochs: 1, batchSize: 30 } });
    const { conv1 } = epochsOf(reports)[0]?.layers ?? {};
    const [ratio, drift] = [conv1?.updateRatio ?? NaN, conv1?.drift ?? NaN];
    assert.ok(Math.abs(ratio - drift) < 1e-3 * drift, `${ratio} and ${drift}`);
  });

  it("has no gradient and no step where the layer does not train: frozen, or not in this phase", async () => {
    const plan = planOf(source, "train", { conv1: "frozen", conv1_bn: "frozen", head: "new" });
    const phaseOf = (epoch: number) => ({ layers: epoch === 1 ? ["head"] : ["dense1", "head"] });
    const { reports } = await toyFit({ source, plan, phaseOf, training: { epochs: 2 } });
    const [first, second] = epochsOf(reports).map(({ layers }) => layers);
    assert.deepEqual(first?.conv1, { drift: 0 });
    assert.equal(first.dense1?.gradientNorm, undefined);
    const { gradientNorm = 0, updateRatio = 0 } = second?.dense1 ?? {};
    assert.ok(gradientNorm > 0 && updateRatio > 0);
  });

  it("has the dead units that the plain formulas find in the activations", async () => {
    const network = await Network.create({ source, outputs: 3, plan: planOf(source, "train"), seed: 3 });
    const dense = network.model.getLayer("dense1");
    const [kernel, bias] = dense.getWeights().map((weight) => weight.clone());
    assert.ok(kernel !== undefined && bias !== undefined);
    dense.setWeights([kernel, tf.tensor1d([-1e3, -1e3, -1e3, 0, 0, 0, 0, 0])]);
    const inputs = await inputsFor({ examples: toyExamples(toyPictures(50)), augmentation: null, seed: 1 });
    const weighted = new Set(network.plan.map(({ name }) => name));
    const training = { epochs: 1, batchSize: 8 };
    const probe = new UnitProbe({ part: network.after(undefined), weighted, inputs, training });
    const { numTensors } = tf.memory();
    const measured = await probe.measure(1, 0);
    assert.equal(tf.memory().numTensors, numTensors, "no tensor is left behind");
    const [values = new Float32Array()] = await inputs.read(
      Int32Array.from({ length: 50 }, (_, index) => index),
      0,
    );
    const until = (layer: string) =>
      tf.model({ inputs: network.model.inputs, outputs: network.model.getLayer(layer).output });
    for (const [owner, layer, units] of [
      ["conv1_bn", "conv1_relu", 4],
      ["dense1", "dense1", 8],
    ] as const) {
      const outputs = tf.tidy(() => (until(layer).predict(tf.tensor(values, [50, 6, 6, 1])) as tf.Tensor).dataSync());
      const relu = activations.relu ?? { dies: false };
      assert.deepEqual(measured[owner], unitShares(countUnits([...outputs], units, relu), relu), layer);
    }
    assert.ok((measured.dense1?.deadUnits ?? 0) >= 3 / 8);
    assert.deepEqual(Object.keys(measured), ["conv1_bn", "dense1"], "a head has no activation");
    network.dispose();
  });

  it("has saturated units where an activation is bounded", async () => {
    const bounded = await toySource();
    const layers = bounded.topology.config.layers.map((layer) =>
      layer.name === "dense1" ? { ...layer, config: { ...layer.config, activation: "tanh" } } : layer,
    );
    const topology = { ...bounded.topology, config: { ...bounded.topology.config, layers } };
    const weights = new Map(
      [...bounded.weights].map(([name, weight]) => [name, name === "dense1/kernel" ? weight.mul(1e4) : weight]),
    );
    const training = { epochs: 1, optimizer: { ...optimizerOf("sgd"), learningRate: 1e-9 } };
    const { reports } = await toyFit({ source: { ...bounded, topology, weights }, training });
    assert.ok((epochsOf(reports)[0]?.layers?.dense1?.saturatedUnits ?? 0) > 0.5);
    weights.get("dense1/kernel")?.dispose();
    bounded.dispose();
  });

  it("looks at the units of a part behind a cut, and not at what lies before it", async () => {
    const plan = planOf(source, "frozen", { dense1: "train", head: "new" });
    const { reports } = await toyFit({ source, plan, training: { epochs: 1 } });
    const layers = epochsOf(reports)[0]?.layers;
    assert.equal(layers?.conv1_bn?.deadUnits, undefined);
    assert.equal(typeof layers?.dense1?.deadUnits, "number");
  });
});
