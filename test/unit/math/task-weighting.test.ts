/** Multitask learning: weights of losses by uncertainty and by GradNorm. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { gradNorm, type GradNormTasks, renormalizedTaskWeights, steppedTaskWeights } from "../../../src/math/gradnorm";
import { uncertaintyWeighted } from "../../../src/math/uncertainty-weighting";
import { readObjectives } from "../../fixtures/objectives";

const near = (actual: number | undefined, expected: number, tolerance = 2e-9) => {
  const close = actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
  assert.ok(close, `${String(actual)} is not ${expected}`);
};
const nearAll = (actual: readonly number[], expected: readonly number[]) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    near(value, expected[i] ?? NaN);
  });
};
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
const kind = fc.constantFrom("regression" as const, "classification" as const);
const objectives = readObjectives();

describe("uncertaintyWeighted", () => {
  it("gives the totals and derivatives that PyTorch gives", () => {
    for (const { kind: form, loss, s, total, factor, slope } of objectives.uncertaintyWeighting.cases) {
      const ours = uncertaintyWeighted(form, loss, s);
      nearAll([ours.total, ours.factor, ours.slope], [total, factor, slope]);
    }
  });

  it("is least at s = log L for a regression and at s = log 2L for a classification", () => {
    fc.assert(
      fc.property(positive, (loss) => {
        near(uncertaintyWeighted("regression", loss, Math.log(loss)).slope, 0, 1e-12);
        near(uncertaintyWeighted("classification", loss, Math.log(2 * loss)).slope, 0, 1e-12);
      }),
    );
  });

  it("has derivatives that agree with finite differences", () => {
    const step = 1e-5;
    fc.assert(
      fc.property(kind, positive, fc.double({ min: -3, max: 3, noNaN: true }), (form, loss, s) => {
        const total = (l: number, at: number) => uncertaintyWeighted(form, l, at).total;
        const { factor, slope } = uncertaintyWeighted(form, loss, s);
        near(factor, (total(loss + step, s) - total(loss - step, s)) / (2 * step), 1e-5);
        near(slope, (total(loss, s + step) - total(loss, s - step)) / (2 * step), 1e-5);
      }),
    );
  });

  it("may be negative", () => {
    assert.ok(uncertaintyWeighted("classification", 0.01, -4).total < 0);
  });
});

describe("gradNorm", () => {
  it("gives the targets, loss, gradient and next weights that PyTorch gives", () => {
    assert.ok(objectives.gradNorm.cases.length > 0);
    for (const expected of objectives.gradNorm.cases) {
      const ours = gradNorm(expected, expected.alpha);
      nearAll(ours.targetNorms, expected.targetNorms);
      near(ours.loss, expected.loss);
      nearAll(ours.gradient, expected.weightsGradient);
      const stepped = expected.weights.map((weight, i) => weight - 0.0005 * (ours.gradient[i] ?? NaN));
      nearAll(renormalizedTaskWeights(stepped), expected.steppedWeights);
    }
  });

  const tasks = fc.integer({ min: 1, max: 5 }).chain((count) => {
    const list = fc.array(positive, { minLength: count, maxLength: count });
    return fc.record({ weights: list, gradientNorms: list, losses: list, initialLosses: list });
  });

  it("has a gradient that agrees with finite differences while the targets stand still", () => {
    const step = 1e-7;
    fc.assert(
      fc.property(tasks, fc.double({ min: 0, max: 2, noNaN: true }), (state, alpha) => {
        const { targetNorms, gradient } = gradNorm(state, alpha);
        const distance = (i: number, weight: number) =>
          Math.abs(weight * (state.gradientNorms[i] ?? NaN) - (targetNorms[i] ?? NaN));
        state.weights.forEach((weight, i) => {
          // At the target itself the distance has a kink.
          fc.pre(distance(i, weight) > 1e-4);
          const slope = (distance(i, weight + step) - distance(i, weight - step)) / (2 * step);
          near(gradient[i], slope, 1e-4);
        });
      }),
    );
  });

  it("asks nothing of tasks that train at one rate with one norm", () => {
    const state: GradNormTasks = { weights: [1, 1], gradientNorms: [2, 2], losses: [1, 3], initialLosses: [2, 6] };
    assert.deepEqual(gradNorm(state, 1.5), { targetNorms: [2, 2], loss: 0, gradient: [0, 0] });
  });

  it("gives weight to a task that is behind", () => {
    const state: GradNormTasks = { weights: [1, 1], gradientNorms: [2, 2], losses: [1, 5], initialLosses: [2, 6] };
    const [ahead = NaN, behind = NaN] = gradNorm(state, 1.5).gradient;
    assert.ok(ahead > 0 && behind < 0, "a step down the gradient takes from the one and gives to the other");
  });

  it("takes tasks whose losses have all come to 0 as level", () => {
    const state: GradNormTasks = { weights: [1, 1], gradientNorms: [1, 3], losses: [0, 0], initialLosses: [2, 6] };
    assert.deepEqual(gradNorm(state, 1.5).targetNorms, [2, 2]);
  });

  it("refuses lists of other lengths and values outside their range", () => {
    const state: GradNormTasks = { weights: [1, 1], gradientNorms: [1, 3], losses: [1, 1], initialLosses: [2, 6] };
    assert.throws(() => gradNorm({ ...state, losses: [1] }, 1), RangeError);
    assert.throws(() => gradNorm({ ...state, weights: [-1, 3] }, 1), RangeError);
    assert.throws(() => gradNorm({ ...state, initialLosses: [0, 6] }, 1), RangeError);
    assert.throws(() => gradNorm(state, -1), RangeError);
  });
});

describe("renormalizedTaskWeights", () => {
  it("sum to the number of tasks and keep their proportions", () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 8 }), (weights) => {
        const scaled = renormalizedTaskWeights(weights);
        near(sumOf(scaled), weights.length, 1e-12);
        scaled.forEach((weight, i) => {
          near(weight * sumOf(weights), (weights[i] ?? NaN) * weights.length, 1e-12);
        });
      }),
    );
  });

  it("are 0 for a weight that has become negative", () => {
    assert.deepEqual(renormalizedTaskWeights([-0.5, 1, 3]), [0, 0.75, 2.25]);
  });

  it("are refused where none is above 0", () => {
    assert.throws(() => renormalizedTaskWeights([0, -1]), RangeError);
  });
});

describe("steppedTaskWeights", () => {
  const tasks = { weights: [1, 1], gradientNorms: [10, 1], losses: [1, 1], initialLosses: [1, 1] };

  it("follows its formula", () => {
    // G = (10, 1), both rates are 1, so that both targets are their mean of 5.5 and the gradient is (10, −1).
    const raw = [Math.exp((-0.1 * 10) / 5.5), Math.exp(0.1 / 5.5)];
    nearAll(steppedTaskWeights(tasks, 1.5, 0.1), renormalizedTaskWeights(raw));
  });

  it("stays above 0 and evens out gradients that differ by a factor of 100", () => {
    let weights: readonly number[] = [1, 1];
    const gradientNorms = [100, 1];
    for (let step = 0; step < 300; step++) {
      weights = steppedTaskWeights({ ...tasks, weights, gradientNorms }, 0, 0.1);
      assert.ok(weights.every((weight) => weight > 0));
    }
    const [large = 0, small = 1] = weights.map((weight, i) => weight * (gradientNorms[i] ?? 0));
    assert.ok(Math.abs(Math.log(large / small)) < 0.3, `${large} and ${small}`);
  });

  it("leaves weights alone where no task has a gradient", () => {
    nearAll(steppedTaskWeights({ ...tasks, gradientNorms: [0, 0] }, 1.5, 0.1), [1, 1]);
  });
});
