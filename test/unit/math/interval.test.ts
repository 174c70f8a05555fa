import assert from "node:assert/strict";
import fc from "fast-check";
import { interval, pairedDifference, studentQuantile } from "../../../src/math/interval";

/** Two-sided 95 % quantiles for 1 to 29 degrees of freedom, as tables print them. */
const TABLE = [
  12.70620474, 4.30265273, 3.18244631, 2.77644511, 2.57058184, 2.44691185, 2.36462425, 2.30600414, 2.26215716,
  2.22813885, 2.20098516, 2.17881283, 2.16036866, 2.14478669, 2.13144955, 2.1199053, 2.10981558, 2.10092204, 2.09302405,
  2.08596345, 2.07961384, 2.07387307, 2.06865761, 2.06389856, 2.05953855, 2.05552944, 2.05183052, 2.04840714,
  2.04522964,
];

const near = (actual: number | undefined, expected: number, tolerance = 1e-12) => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${String(actual)} is not ${expected}`);
};

describe("studentQuantile", () => {
  it("agrees with the table for 1 to 29 degrees of freedom to 1e-6", () => {
    TABLE.forEach((expected, index) => {
      near(studentQuantile(0.95, index + 1), expected, 1e-6);
    });
  });

  it("approaches the normal distribution's 1.96", () => {
    near(studentQuantile(0.95, 100_000), 1.959964, 1e-4);
  });

  it("is 1 at one half for one degree of freedom", () => {
    near(studentQuantile(0.5, 1), 1);
  });

  it("rejects what is no probability and what is no number of degrees", () => {
    assert.throws(() => studentQuantile(1, 3), RangeError);
    assert.throws(() => studentQuantile(0.95, 0), RangeError);
    assert.throws(() => studentQuantile(0.95, 2.5), RangeError);
  });
});

describe("interval", () => {
  it("is mean ± t · s / √n", () => {
    const { mean, low, high, n } = interval([1, 2, 3]);
    near(mean, 2);
    near(low, 2 - 4.30265273 / Math.sqrt(3), 1e-6);
    near(high, 2 + 4.30265273 / Math.sqrt(3), 1e-6);
    assert.equal(n, 3);
  });

  it("of one value has no ends", () => {
    assert.deepEqual(interval([0.5]), { mean: 0.5, n: 1 });
  });

  it("of equal values is that value", () => {
    assert.deepEqual(interval([0.5, 0.5]), { mean: 0.5, low: 0.5, high: 0.5, n: 2 });
  });

  it("moves with its values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (values, shift) => {
          const [plain, shifted] = [interval(values), interval(values.map((value) => value + shift))];
          near(shifted.mean, plain.mean + shift, 1e-9);
          near(shifted.low, (plain.low ?? NaN) + shift, 1e-6);
        },
      ),
    );
  });

  it("of nothing is refused", () => {
    assert.throws(() => interval([]), RangeError);
  });
});

describe("pairedDifference", () => {
  it("cancels what both sides of a pair share", () => {
    const { mean, low, high } = pairedDifference([0.5, 0.9, 0.7], [0.4, 0.8, 0.6]);
    near(mean, 0.1);
    near(low, 0.1, 1e-9);
    near(high, 0.1, 1e-9);
  });

  it("refuses lists that are no pairs", () => {
    assert.throws(() => pairedDifference([1, 2], [1]), RangeError);
  });
});
