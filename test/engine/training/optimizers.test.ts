import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { OptimizerSettings } from "../../../src/experiment/types";
import { optimizerStep, type OptimizedWeight } from "../../../src/math/optimizers";
import { Optimizer } from "../../../src/training/optimizers";
import { tf } from "../../../src/training/tf";
import { TrialState } from "../../../src/training/trial-state";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";

const names = ["sgd", "momentum", "adam", "adamw", "rmsprop"] as const;
const start = [0.5, -1.25, 3, 0];
/** One row a step. */
const gradients = [
  [0.1, -0.2, 5, 0],
  [0.3, 0.2, -4, 1e-4],
  [-0.1, 0, 3, 0],
  [0.05, -2, 0.5, -1e-3],
  [0.2, 0.1, -7, 0.5],
];

/** The weights after all steps, by the tensor code. */
function trained(settings: OptimizerSettings, slot: { rateFactor: number; decays: boolean }): number[] {
  const variable = tf.variable(tf.tensor1d(start));
  const optimizer = new Optimizer(settings, [{ name: "kernel", variable, ...slot }], new TrialState());
  for (const gradient of gradients) {
    tf.tidy(() => {
      optimizer.apply({ [variable.name]: tf.tensor1d(gradient) }, tf.scalar(settings.learningRate));
    });
  }
  const weights = Array.from(variable.dataSync());
  optimizer.dispose();
  variable.dispose();
  return weights;
}

/** The weights after all steps, by the twin over plain numbers. */
function expected(settings: OptimizerSettings): number[] {
  return start.map((weight, index) => {
    const first: OptimizedWeight = { weight, first: 0, second: 0, steps: 0 };
    return gradients.reduce((state, gradient) => optimizerStep(state, gradient[index] ?? 0, settings), first).weight;
  });
}

function assertClose(received: number[], wanted: number[]): void {
  wanted.forEach((value, index) => {
    const difference = Math.abs((received[index] ?? NaN) - value);
    assert.ok(difference <= 2e-6 * Math.max(1, Math.abs(value)), `weight ${index}: ${received[index]} for ${value}`);
  });
}

describe("Optimizer", function () {
  this.timeout(trainingMs);
  before(startNativeBackend);

  for (const name of names) {
    const settings = { name, learningRate: 0.05, momentum: 0.8, weightDecay: 0.1 };

    it(`${name} gives the weights that its twin over plain numbers gives, with weight decay`, () => {
      assertClose(trained(settings, { rateFactor: 1, decays: true }), expected(settings));
    });

    it(`${name} multiplies the rate with the factor of the layer, and decays no weight that is not to decay`, () => {
      const slower = { ...settings, learningRate: 0.05 * 0.25, weightDecay: 0 };
      assertClose(trained(settings, { rateFactor: 0.25, decays: false }), expected(slower));
    });
  }

  it("leaves no tensor behind, and no accumulator in the state of the trial", () => {
    const state = new TrialState();
    const variable = tf.variable(tf.tensor1d(start));
    const { numTensors } = tf.memory();
    const settings = { name: "adam" as const, learningRate: 0.1, momentum: 0, weightDecay: 0.1 };
    const slots = [{ name: "kernel", variable, rateFactor: 0.5, decays: true }];
    const optimizer = new Optimizer(settings, slots, state);
    assert.deepEqual(
      state.snapshot().tensors.map(({ name }) => name),
      ["optimizer/beta1Power", "optimizer/beta2Power", "optimizer/kernel/m", "optimizer/kernel/v"],
    );
    tf.tidy(() => {
      optimizer.apply({ [variable.name]: tf.onesLike(variable) }, tf.scalar(0.1));
    });
    optimizer.dispose();
    assert.equal(tf.memory().numTensors, numTensors);
    assert.deepEqual(state.snapshot().tensors, []);
    variable.dispose();
  });
});
