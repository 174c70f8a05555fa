import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { OptimizerSettings } from "../../../src/experiment/types";
import { optimizerStep, type OptimizedWeight } from "../../../src/math/optimizers";

const settings = (name: OptimizerSettings["name"], weightDecay = 0): OptimizerSettings => ({
  name,
  learningRate: 0.1,
  momentum: 0.9,
  weightDecay,
});
const start: OptimizedWeight = { weight: 2, first: 0, second: 0, steps: 0 };

/** Minimises w² from 2 for a number of steps. */
function descend(chosen: OptimizerSettings, steps: number): number {
  let state = start;
  for (let step = 0; step < steps; step++) state = optimizerStep(state, 2 * state.weight, chosen);
  return state.weight;
}

const near = (actual: number, expected: number, tolerance = 1e-12) => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
};

describe("optimizerStep", () => {
  it("moves by the rate times the gradient in sgd", () => {
    near(optimizerStep(start, 3, settings("sgd")).weight, 2 - 0.3);
  });

  it("keeps a share of the last step in momentum", () => {
    const once = optimizerStep(start, 3, settings("momentum"));
    near(optimizerStep(once, 1, settings("momentum")).weight, 2 - 0.3 - 0.1 * (0.9 * 3 + 1));
  });

  it("moves by almost the rate in Adam's first step, however small the gradient", () => {
    near(optimizerStep(start, 0.01, settings("adam")).weight, 2 - 0.1, 1e-5);
  });

  it("takes weight decay off apart from the direction", () => {
    near(optimizerStep(start, 3, settings("sgd", 0.5)).weight, 2 - 0.1 * 0.5 * 2 - 0.3);
    const decayed = optimizerStep(start, 3, settings("adamw", 0.5)).weight;
    near(decayed, optimizerStep(start, 3, settings("adam")).weight - 0.1 * 0.5 * 2);
  });

  it("does not change the state that it is given", () => {
    optimizerStep(start, 3, settings("adam"));
    assert.deepEqual(start, { weight: 2, first: 0, second: 0, steps: 0 });
  });

  const peers: readonly [OptimizerSettings["name"], () => tf.Optimizer][] = [
    ["sgd", () => tf.train.sgd(0.1)],
    ["momentum", () => tf.train.momentum(0.1, 0.9)],
    ["rmsprop", () => tf.train.rmsprop(0.1, 0.9, 0, 1e-7)],
    ["adam", () => tf.train.adam(0.1, 0.9, 0.999, 1e-7)],
  ];
  for (const [name, peer] of peers) {
    it(`goes the way of TensorFlow.js' own ${name} for 20 steps`, () => {
      const weight = tf.variable(tf.scalar(2));
      const optimizer = peer();
      for (let step = 0; step < 20; step++) optimizer.minimize(() => weight.square().asScalar());
      near(descend(settings(name), 20), weight.dataSync()[0] ?? NaN, 1e-4);
    });
  }
});
