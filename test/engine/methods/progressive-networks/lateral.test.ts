/** A layer of a column as TensorFlow computes it, against the formula over plain numbers and against PyTorch. */
import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { progressiveLayer, type Activation } from "../../../../src/math/progressive-layer";
import { addColumn } from "../../../../src/models/columns";
import type { LayerSpec } from "../../../../src/models/architectures";
import { architectureTopology, type Topology } from "../../../../src/models/topology";
import { planOf } from "../../../../src/methods/progressive-networks/grown";
import { Network } from "../../../../src/training/network";
import { tf } from "../../../../src/training/tf";
import { readObjectives, type Objectives } from "../../../fixtures/objectives";
import { startNativeBackend } from "../../../support/engine-runtime";

type Case = Objectives["progressiveLayer"]["cases"][number];
type Weights = Case["weights"];

const dense = (name: string, units: number): LayerSpec => ({ kind: "dense", name, units });
const named = { id: "one", title: "One", summary: "For tests." };

/** Layers `below` and `layer`, and a head; `layer` has the activation of the case. */
function network(below: number, units: number, activation: Activation): Topology {
  const topology = architectureTopology(
    { ...named, input: "table", layers: [dense("below", below), dense("layer", units)] },
    [2],
    2,
  );
  const layers = topology.config.layers.map((layer) =>
    layer.name === "layer" ? { ...layer, config: { ...layer.config, activation } } : layer,
  );
  return { ...topology, config: { ...topology.config, layers } };
}

/** Columns whose layers below are as wide as those of the case, the last one with its weights. */
async function columnsOf({ own, earlier, weights, activation }: Case): Promise<Network> {
  const units = weights.bias.length;
  let grown: Topology | undefined;
  for (const [index, rows] of [...earlier, own].entries()) {
    const base = network(rows[0]?.length ?? 0, units, activation);
    grown = addColumn(grown, { task: `t${index}`, network: base, classes: 2, scale: 1 });
  }
  assert.ok(grown !== undefined);
  const built = await Network.create({ source: { topology: grown, weights: new Map() }, plan: allNew(grown), seed: 1 });
  const last = `t${earlier.length}`;
  const values = padded(weights);
  for (const [weight, value] of Object.entries(namesIn(last, earlier.length, values))) {
    const [layer = ""] = /^.*(?=\/)/.exec(weight) ?? [];
    const found = built.weights(layer).find(({ name }) => name === weight);
    assert.ok(found !== undefined, weight);
    tf.tidy(() => {
      found.variable.assign(tf.tensor(value, found.variable.shape));
    });
  }
  return built;
}

const allNew = (topology: Topology) => planOf(topology).map(({ name }) => ({ name, state: "new" as const }));

/** Our adapter is as wide as the layer: the units that the case lacks have no way out, so they change nothing. */
function padded(weights: Weights): Weights {
  const width = weights.bias.length;
  const zeros = Array.from({ length: width - weights.adapterBias.length }, () => 0);
  return {
    ...weights,
    adapterKernel: weights.adapterKernel.map((row) => [...row, ...zeros]),
    adapterBias: [...weights.adapterBias, ...zeros],
    outputKernel: [...weights.outputKernel, ...zeros.map(() => Array.from({ length: width }, () => 0))],
  };
}

const namesIn = (task: string, earlier: number, weights: Weights): Record<string, number[]> => ({
  [`${task}/layer/kernel`]: weights.kernel.flat(),
  [`${task}/layer/bias`]: weights.bias,
  ...Object.fromEntries(
    Array.from({ length: earlier }, (_, j) => [`${task}/layer_from_t${j}_scale/kernel`, [weights.scales[j] ?? 0]]),
  ),
  [`${task}/layer_adapter/kernel`]: weights.adapterKernel.flat(),
  [`${task}/layer_adapter/bias`]: weights.adapterBias,
  [`${task}/layer_lateral/kernel`]: weights.outputKernel.flat(),
});

/** What the layer gives for the activations below. @returns the caller disposes it */
function outputs(built: Network, { own, earlier }: Case): tf.Tensor {
  const tensors = [...earlier, own].map((_, j) => [`t${j}/below`, 0, 0] as const);
  const part = built.before({ tensors: [[`t${earlier.length}/layer_out`, 0, 0]], after: { tensors } });
  return tf.tidy(() => {
    const called = part.call(
      [...earlier, own].map((rows) => tf.tensor2d(rows)),
      {},
    );
    const [first] = Array.isArray(called) ? called : [called];
    assert.ok(first !== undefined);
    return first.clone();
  });
}

function near(actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-5): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, index) => {
    assert.ok(
      Math.abs((actual[index] ?? NaN) - value) <= tolerance * Math.max(1, Math.abs(value)),
      `${actual[index]} is not ${value}`,
    );
  });
}

describe("a layer of a column", () => {
  before(startNativeBackend);
  const { cases } = readObjectives().progressiveLayer;

  for (const one of cases) {
    const what = `${one.earlier.length} earlier columns and ${one.activation}`;

    it(`gives with ${what} what the formula and PyTorch give`, async () => {
      const built = await columnsOf(one);
      const given = outputs(built, one);
      const { kernel, bias, ...lateral } = one.weights;
      const { activation, adapterActivation } = one;
      const expected = progressiveLayer(one.own, one.earlier, {
        ...{ kernel, bias, activation },
        lateral: { ...lateral, adapterActivation },
      });
      near(given.dataSync(), expected.flat());
      near(given.dataSync(), one.outputs.flat());
      given.dispose();
      built.dispose();
    });

    it(`has with ${what} the gradients that PyTorch has`, async () => {
      const built = await columnsOf(one);
      const task = `t${one.earlier.length}`;
      const expected = namesIn(task, one.earlier.length, padded(one.gradients));
      const variables = built.allWeights().filter(({ name }) => name in expected);
      const { grads, value } = tf.variableGrads(
        () => outputs(built, one).mul(tf.tensor2d(one.upstream)).sum().asScalar(),
        variables.map(({ variable }) => variable),
      );
      near(value.dataSync(), [one.loss]);
      for (const { name, variable } of variables) {
        const gradient = Array.from(grads[variable.name]?.dataSync() ?? []);
        near(gradient, expected[name] ?? [], 1e-4);
      }
      tf.dispose([grads, value]);
      built.dispose();
    });
  }

  it("of a convolution is f(W∗h + b + U∗σ(V∗[α₁h₁, α₂h₂] + c)), with V of one pixel", async () => {
    const layers: LayerSpec[] = [
      { kind: "conv", name: "below", filters: 2, kernel: 1 },
      { kind: "conv", name: "layer", filters: 4, kernel: 3, stride: 2 },
      { kind: "flatten", name: "flatten" },
    ];
    const base = architectureTopology({ ...named, input: "image", layers }, [5, 6, 1], 2);
    let grown: Topology | undefined;
    for (const task of ["t0", "t1", "t2"]) grown = addColumn(grown, { task, network: base, classes: 2, scale: 0.7 });
    assert.ok(grown !== undefined);
    const built = await Network.create({
      source: { topology: grown, weights: new Map() },
      plan: allNew(grown),
      seed: 1,
    });
    const weight = (name: string) => {
      const found = built.allWeights().find((one) => one.name === `t2/${name}`);
      assert.ok(found !== undefined, name);
      return found.variable as tf.Variable & tf.Tensor4D;
    };
    const tensors = ["t0", "t1", "t2"].map((task) => [`${task}/below`, 0, 0] as const);
    const part = built.before({ tensors: [["t2/layer_out", 0, 0]], after: { tensors } });
    tf.tidy(() => {
      weight("layer/bias").assign(tf.tensor1d([0.1, -0.2, 0.3, 0]));
      weight("layer_adapter/bias").assign(tf.tensor1d([0.2, -0.1]));
      const below = [1, 2, 3].map((seed) => tf.randomNormal<tf.Rank.R4>([3, 5, 6, 2], 0, 1, "float32", seed));
      const [h0, h1, h2] = below;
      assert.ok(h0 !== undefined && h1 !== undefined && h2 !== undefined);
      const joined = tf.concat<tf.Tensor4D>([h0.mul(weight("layer_from_t0_scale/kernel").asScalar()), h1.mul(0.7)], 3);
      const hidden = tf
        .conv2d(joined, weight("layer_adapter/kernel"), 1, "same")
        .add(weight("layer_adapter/bias"))
        .relu();
      const lateral = tf.conv2d(hidden as tf.Tensor4D, weight("layer_lateral/kernel"), 2, "same");
      const own = tf.conv2d(h2, weight("layer/kernel"), 2, "same").add(weight("layer/bias"));
      const called = part.call(below, {});
      near(
        (Array.isArray(called) ? called[0] : called)?.dataSync() ?? [],
        Array.from(own.add(lateral).relu().dataSync()),
      );
    });
    built.dispose();
  });
});
