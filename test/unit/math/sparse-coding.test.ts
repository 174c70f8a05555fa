/** Sparse codes, the bases that suit them best, and when a code cannot be better. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { objectiveOf, updatedBases, withinBall, type CodeSums } from "../../../src/math/dictionary";
import { lassoCode, sparseCodingObjective } from "../../../src/math/lasso";
import { optimalityGap } from "../../../src/math/optimality";
import { softThreshold } from "../../../src/math/soft-threshold";
import { squaredNorm } from "../../../src/math/vectors";
import { readSparseCoding } from "../../fixtures/sparse-coding";

/** The fixture's numbers have 9 decimals. */
const nearAll = (actual: readonly number[], expected: readonly number[], tolerance = 5e-9) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - (expected[i] ?? NaN)) <= tolerance, `${value} is not ${String(expected[i])}`);
  });
};

const { lasso, dictionary } = readSparseCoding();
const number = fc.double({ min: -2, max: 2, noNaN: true });
const vectorOf = (length: number) => fc.array(number, { minLength: length, maxLength: length });
const rowsOf = (count: number, length: number) => fc.array(vectorOf(length), { minLength: count, maxLength: count });

/** The sums that a step needs of the data. */
function sumsOf(examples: readonly number[][], codes: readonly number[][]): CodeSums {
  const products = (left: readonly number[][], right: readonly number[][]) =>
    (left[0] ?? []).map((_, j) =>
      (right[0] ?? []).map((__, l) => left.reduce((sum, row, i) => sum + (row[j] ?? 0) * (right[i]?.[l] ?? 0), 0)),
    );
  return {
    gram: products(codes, codes),
    cross: products(codes, examples),
    square: squaredNorm(examples.flat()),
    absolute: codes.flat().reduce((sum, value) => sum + Math.abs(value), 0),
  };
}

describe("softThreshold", () => {
  it("minimises half the squared distance and the absolute value", () => {
    fc.assert(
      fc.property(number, fc.double({ min: 0, max: 2, noNaN: true }), number, (value, threshold, other) => {
        const cost = (a: number) => (a - value) ** 2 / 2 + threshold * Math.abs(a);
        assert.ok(cost(softThreshold(value, threshold)) <= cost(other) + 1e-12);
      }),
    );
  });

  it("refuses a threshold below 0", () => {
    assert.throws(() => softThreshold(1, -0.1), RangeError);
  });
});

describe("lassoCode", () => {
  for (const { beta, codes, objectives } of lasso.cases) {
    it(`gives the codes and objectives that scikit-learn gives at β = ${beta}`, () => {
      const ours = lasso.examples.map((example) => lassoCode(example, lasso.bases, beta));
      nearAll(
        ours.map((code, i) => sparseCodingObjective(lasso.examples[i] ?? [], lasso.bases, code, beta)),
        objectives,
      );
      // Bases may share an example in more than one way; the objective tells.
      nearAll(ours.flat(), codes.flat(), 1e-6);
    });
  }

  it("meets the conditions of the best code", () => {
    fc.assert(
      fc.property(vectorOf(4), rowsOf(6, 4), fc.double({ min: 0.01, max: 2, noNaN: true }), (example, bases, beta) => {
        const code = lassoCode(example, bases, beta, 1e-9);
        assert.ok(optimalityGap(example, bases, code, beta) < 1e-6);
      }),
    );
  });

  it("meets them where two bases are nearly parallel, between which single steps would crawl", () => {
    const [example, bases] = [
      [0, -0.0324],
      [
        [-0.0035, -1.9995],
        [0, -1.9997],
      ],
    ];
    assert.ok(optimalityGap(example, bases, lassoCode(example, bases, 0.01, 1e-9), 0.01) < 1e-6);
  });

  it("is empty where β is as large as the steepest slope at 0, and no longer just below it", () => {
    const [example, bases] = [[0.5, -1], [[0.6, 0.8]]];
    const slope = 2 * Math.abs(0.5 * 0.6 - 0.8);
    assert.deepEqual(lassoCode(example, bases, slope), [0]);
    assert.notDeepEqual(lassoCode(example, bases, slope - 0.01), [0]);
  });

  it("leaves out a basis of length 0, and refuses one of another length than the example", () => {
    assert.deepEqual(
      lassoCode(
        [1, 0],
        [
          [0, 0],
          [1, 0],
        ],
        0.2,
      ),
      [0, 0.9],
    );
    assert.throws(() => lassoCode([1, 0], [[1]], 0.2), RangeError);
  });
});

describe("optimalityGap", () => {
  it("tells by how much a code misses the conditions", () => {
    // The best code of 1 by a basis of 1 at β = 0.4 is 0.8; the slope at 0 is 2, and moves by twice the code.
    assert.equal(optimalityGap([1], [[1]], [0], 0.4), 1.6);
    assert.ok(Math.abs(optimalityGap([1], [[1]], [0.7], 0.4) - 0.2) < 1e-12);
    assert.ok(optimalityGap([1], [[1]], [0.8], 0.4) < 1e-12);
  });
});

describe("updatedBases", () => {
  it("gives the bases that scikit-learn gives, and leaves one that no code uses as it is", () => {
    const sums = sumsOf(dictionary.examples, dictionary.codes);
    const ours = updatedBases(dictionary.bases, sums);
    nearAll(ours.flat(), dictionary.updated.flat());
    nearAll(
      [objectiveOf(dictionary.bases, sums, 0), objectiveOf(ours, sums, 0)],
      [dictionary.errorBefore, dictionary.errorAfter],
    );
  });

  it("never raises the objective, and holds every basis within length 1", () => {
    fc.assert(
      fc.property(rowsOf(8, 3), rowsOf(8, 4), rowsOf(4, 3), (examples, codes, rows) => {
        const bases = rows.map(withinBall);
        const sums = sumsOf(examples, codes);
        const next = updatedBases(bases, sums, 2);
        assert.ok(objectiveOf(next, sums, 0.3) <= objectiveOf(bases, sums, 0.3) + 1e-9);
        assert.ok(next.every((basis) => squaredNorm(basis) <= 1 + 1e-12));
      }),
    );
  });
});

describe("objectiveOf", () => {
  it("is the sum of the objectives of the examples", () => {
    fc.assert(
      fc.property(rowsOf(5, 3), rowsOf(5, 4), rowsOf(4, 3), (examples, codes, bases) => {
        const each = examples.map((example, i) => sparseCodingObjective(example, bases, codes[i] ?? [], 0.3));
        const together = each.reduce((sum, value) => sum + value, 0);
        assert.ok(Math.abs(objectiveOf(bases, sumsOf(examples, codes), 0.3) - together) < 1e-8);
      }),
    );
  });
});
