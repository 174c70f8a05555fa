import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { OptimizerSettings } from "../../../src/experiment/types";
import { optimizerStep, type OptimizedWeight } from "../../../src/math/optimizers";
import { stepFigures, type OptimizedTensor } from "../../../src/math/step-health";

const START = [0.5, -1.25, 2];
/** Of the three steps that are taken. */
const GRADIENTS = [
  [0.1, 0.2, -0.3],
  [-0.05, 0.4, 0.1],
  [0.25, -0.15, 0.35],
];

const settingsOf = (name: OptimizerSettings["name"], weightDecay = 0): OptimizerSettings => {
  return { name, learningRate: 0.02, momentum: 0.9, weightDecay };
};

const tensorOf = (weights: readonly OptimizedWeight[]): OptimizedTensor => ({
  weight: weights.map(({ weight }) => weight),
  first: weights.map(({ first }) => first),
  second: weights.map(({ second }) => second),
});

/** The tensor before and after the last of the steps. */
function lastStep(settings: OptimizerSettings) {
  const start = START.map((weight): OptimizedWeight => ({ weight, first: 0, second: 0, steps: 0 }));
  const advance = (weights: readonly OptimizedWeight[], gradient: readonly number[]) =>
    weights.map((weight, index) => optimizerStep(weight, gradient[index] ?? 0, settings));
  const before = GRADIENTS.slice(0, -1).reduce(advance, start);
  const after = advance(before, GRADIENTS.at(-1) ?? []);
  return { before: tensorOf(before), after: tensorOf(after), decays: true };
}

const norm = (values: readonly number[]): number => Math.hypot(...values);
const close = (actual: number | undefined, expected: number) => {
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-9 * expected, `${actual} instead of ${expected}`);
};

describe("stepFigures", () => {
  const optimizers = [
    settingsOf("sgd"),
    settingsOf("sgd", 0.1),
    settingsOf("momentum", 0.1),
    settingsOf("adam"),
    settingsOf("adamw", 0.01),
    settingsOf("rmsprop"),
  ];
  for (const settings of optimizers) {
    it(`finds the gradient of the last step in what ${settings.name} keeps, with a decay of ${settings.weightDecay}`, () => {
      const { gradientNorm } = stepFigures([lastStep(settings)], settings, settings.learningRate);
      close(gradientNorm, norm(GRADIENTS.at(-1) ?? []));
    });
  }

  it("takes all tensors of a layer as one", () => {
    const settings = settingsOf("adam");
    const step = lastStep(settings);
    const { gradientNorm, updateRatio } = stepFigures([step, step], settings, settings.learningRate);
    close(gradientNorm, Math.SQRT2 * norm(GRADIENTS.at(-1) ?? []));
    close(updateRatio, stepFigures([step], settings, settings.learningRate).updateRatio ?? NaN);
  });

  it("gives the size of the step in units of the weights before it", () => {
    const settings = settingsOf("sgd");
    const step = { before: { weight: [3, 4] }, after: { weight: [3, 4.5] }, decays: false };
    assert.equal(stepFigures([step], settings, 1).updateRatio, 0.1);
  });

  it("leaves out what is not known: the gradient without accumulators, the ratio of weights that are 0", () => {
    const step = { before: { weight: [0, 0] }, after: { weight: [1, 0] }, decays: false };
    assert.deepEqual(stepFigures([step], settingsOf("adam"), 0.02), {});
  });
});
