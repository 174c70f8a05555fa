import assert from "node:assert/strict";
import fc from "fast-check";
import { regularizedBeta } from "../../../src/math/incomplete-beta";
import { pairedDifference, studentQuantile } from "../../../src/math/interval";
import { pairedPValue, studentPValue } from "../../../src/math/paired-test";

/** Relative, so that tiny tails count too. */
const near = (actual: number | undefined, expected: number, tolerance = 1e-12) => {
  const close = actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  assert.ok(close, `${String(actual)} is not ${expected}`);
};

describe("regularizedBeta", () => {
  it("agrees with mpmath's betainc, computed to 40 digits", () => {
    near(regularizedBeta(0.3, 2, 3), 0.3483);
    near(regularizedBeta(0.9, 0.5, 5), 0.99999742941030077);
    near(regularizedBeta(0.5, 20, 20), 0.5);
    near(regularizedBeta(0.01, 0.5, 0.5), 0.063768560858519848);
    near(regularizedBeta(0.999, 300, 0.5), 0.4386542688700912);
  });

  it("rises from 0 to 1", () => {
    assert.deepEqual([regularizedBeta(0, 2, 3), regularizedBeta(1, 2, 3)], [0, 1]);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const shape = fc.double({ min: 0.5, max: 50, noNaN: true });
    fc.assert(
      fc.property(share, share, shape, shape, (left, right, a, b) => {
        const [low, high] = [Math.min(left, right), Math.max(left, right)];
        assert.ok(regularizedBeta(low, a, b) <= regularizedBeta(high, a, b) + 1e-12);
      }),
    );
  });

  it("is x^a for b = 1", () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 0.5, max: 50, noNaN: true }), (x, a) => {
        near(regularizedBeta(x, a, 1), x ** a, 1e-11);
      }),
    );
  });

  it("refuses parameters outside their range", () => {
    assert.throws(() => regularizedBeta(1.1, 1, 1), RangeError);
    assert.throws(() => regularizedBeta(0.5, 0, 1), RangeError);
  });
});

describe("studentPValue", () => {
  it("agrees with mpmath, computed to 40 digits", () => {
    const known: readonly (readonly [t: number, degrees: number, p: number])[] = [
      [0.5, 3, 0.65144796484815099],
      [2.5, 4, 0.066766544811988145],
      [1.96, 9, 0.08164440546041664],
      [12.3, 6, 1.7600009168803991e-5],
      [40, 14, 7.7687908002285535e-16],
      [0.001, 29, 0.99920896297836224],
      [3.2, 999, 0.0014175819980928278],
      [2, 3.7, 0.12181720190523401],
      [1e-9, 5, 0.99999999924078662],
      [250, 60, 2.9301638542197088e-92],
    ];
    for (const [t, degrees, p] of known) near(studentPValue(t, degrees), p, 1e-11);
  });

  it("is 1 − 2/π arctan t for one degree of freedom and 1 − t/√(2 + t²) for two", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (t) => {
        assert.ok(Math.abs(studentPValue(t, 1) - (1 - (2 / Math.PI) * Math.atan(t))) < 1e-14);
        assert.ok(Math.abs(studentPValue(t, 2) - (1 - t / Math.sqrt(2 + t * t))) < 1e-14);
      }),
    );
  });

  it("undoes studentQuantile", () => {
    const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 200 }), (inside, degrees) => {
        near(studentPValue(studentQuantile(inside, degrees), degrees), 1 - inside, 1e-10);
      }),
    );
  });

  it("is the same for both signs, 1 at 0 and 0 at infinity", () => {
    assert.equal(studentPValue(-2.5, 4), studentPValue(2.5, 4));
    assert.equal(studentPValue(0, 4), 1);
    assert.equal(studentPValue(Infinity, 4), 0);
  });

  it("refuses what is no number of degrees and what is no t", () => {
    assert.throws(() => studentPValue(1, 0), RangeError);
    assert.throws(() => studentPValue(NaN, 4), RangeError);
  });
});

describe("pairedPValue", () => {
  const left = [0.71, 0.68, 0.74, 0.7, 0.66, 0.73, 0.69];
  const right = [0.66, 0.66, 0.7, 0.67, 0.67, 0.69, 0.65];

  it("agrees with SciPy's ttest_rel", () => {
    near(pairedPValue(left, right), 0.0073785404610883926);
    near(pairedPValue(right, left), 0.0073785404610883926);
  });

  it("is below 0.05 exactly where the 95 % interval of the difference does not hold 0", () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    const pairs = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [lefts, rights] = [list.map(([one]) => one), list.map(([, other]) => other)];
        const { low = NaN, high = NaN } = pairedDifference(lefts, rights);
        const p = pairedPValue(lefts, rights) ?? NaN;
        fc.pre(Math.abs(p - 0.05) > 1e-9);
        assert.equal(p < 0.05, low > 0 || high < 0);
      }),
    );
  });

  it("is 0 for one and the same difference in every pair, and 1 for none", () => {
    assert.equal(pairedPValue([1, 2, 3], [0.5, 1.5, 2.5]), 0);
    assert.equal(pairedPValue([1, 2, 3], [1, 2, 3]), 1);
  });

  it("is undefined for fewer than two pairs, and refuses lists that are no pairs", () => {
    assert.equal(pairedPValue([1], [2]), undefined);
    assert.throws(() => pairedPValue([1, 2], [1]), RangeError);
  });
});
