import assert from "node:assert/strict";
import fc from "fast-check";
import { RegressionTally } from "../../../src/math/regression";

const near = (actual: number | undefined, expected: number, tolerance = 1e-12) => {
  const close = actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
  assert.ok(close, `${String(actual)} is not ${expected}`);
};

/** @param pairs target and prediction */
function figuresOf(pairs: readonly (readonly [number, number])[]) {
  const tally = new RegressionTally();
  for (const [target, prediction] of pairs) tally.add(target, prediction);
  return tally.figures();
}

describe("RegressionTally", () => {
  it("gives the mean squared error, its root and the share of the variance that is explained", () => {
    // Errors 1, 0, 1; targets 1, 2, 3 around 2: 1 − 2/2.
    assert.deepEqual(
      figuresOf([
        [1, 2],
        [2, 2],
        [3, 2],
      ]),
      { mse: 2 / 3, rmse: Math.sqrt(2 / 3), r2: 0 },
    );
    near(
      figuresOf([
        [0, 1],
        [4, 4],
      ])?.r2,
      1 - 1 / 8,
    );
  });

  it("agrees with the formulas over the whole list, also far from 0", () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    const pairs = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(pairs, fc.constantFrom(0, 1e6), (list, shift) => {
        const shifted = list.map(([target, prediction]) => [target + shift, prediction + shift] as const);
        const mean = shifted.reduce((sum, [target]) => sum + target, 0) / list.length;
        const errors = shifted.reduce((sum, [target, prediction]) => sum + (target - prediction) ** 2, 0);
        const spread = shifted.reduce((sum, [target]) => sum + (target - mean) ** 2, 0);
        fc.pre(spread > 1e-3);
        const figures = figuresOf(shifted);
        near(figures?.mse, errors / list.length);
        near(figures?.r2, 1 - errors / spread, 1e-6);
      }),
    );
  });

  it("has an r2 of 1 for perfect predictions and none for constant targets", () => {
    assert.equal(
      figuresOf([
        [0.1, 0.1],
        [0.7, 0.7],
      ])?.r2,
      1,
    );
    assert.deepEqual(
      figuresOf([
        [0.1, 0.1],
        [0.1, 0.1],
        [0.1, 0.1],
      ]),
      { mse: 0, rmse: 0, r2: undefined },
    );
    assert.equal(figuresOf([[5, 4]])?.r2, undefined);
  });

  it("has no figures without examples", () => {
    assert.equal(new RegressionTally().figures(), undefined);
  });
});
