/** Directions of the largest variance, eigenvectors, and random directions. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { principalComponents } from "../../../src/math/principal-components";
import { randomFor } from "../../../src/math/random";
import { randomDirections } from "../../../src/math/random-directions";
import { symmetricEigen } from "../../../src/math/symmetric-eigen";
import { dotProduct, squaredNorm } from "../../../src/math/vectors";
import { readSparseCoding } from "../../fixtures/sparse-coding";

const near = (actual: number, expected: number, tolerance: number) => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
};

/** The product with the covariance, over examples less one. */
function covarianceOf(examples: readonly number[][]) {
  const size = examples[0]?.length ?? 0;
  const mean = Array.from(
    { length: size },
    (_, i) => examples.reduce((sum, row) => sum + (row[i] ?? 0), 0) / examples.length,
  );
  const centred = examples.map((row) => row.map((value, i) => value - (mean[i] ?? 0)));
  return (vectors: readonly number[][]) =>
    vectors.map((vector) => {
      const along = centred.map((row) => dotProduct(row, vector) / (examples.length - 1));
      return mean.map((_, i) => centred.reduce((sum, row, n) => sum + (along[n] ?? 0) * (row[i] ?? 0), 0));
    });
}

describe("principalComponents", () => {
  const { examples, components, variances } = readSparseCoding().components;
  const random = () => randomFor("components", 1);

  it("gives the components and variances that scikit-learn gives, but for their sign", () => {
    const ours = principalComponents({ size: 5, count: 3, random: random(), covarianceTimes: covarianceOf(examples) });
    assert.equal(ours.components.length, 3);
    ours.components.forEach((component, i) => {
      near(Math.abs(dotProduct(component, components[i] ?? [])), 1, 1e-9);
      near(squaredNorm(component), 1, 1e-9);
      near(ours.variances[i] ?? NaN, variances[i] ?? NaN, 1e-8);
    });
  });

  it("points each component so that its largest entry is above 0", () => {
    const ours = principalComponents({ size: 5, count: 5, random: random(), covarianceTimes: covarianceOf(examples) });
    for (const component of ours.components) {
      const largest = component.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
      assert.ok(largest > 0);
    }
  });

  it("finds the first few of many directions", () => {
    const wide = randomDirections(60, 40, random()).map((row) => row.map((value, i) => value * 0.8 ** i));
    const few = principalComponents({ size: 40, count: 4, random: random(), covarianceTimes: covarianceOf(wide) });
    const all = principalComponents({ size: 40, count: 40, random: random(), covarianceTimes: covarianceOf(wide) });
    few.variances.forEach((variance, i) => {
      near(variance / (all.variances[i] ?? NaN), 1, 1e-5);
    });
  });

  it("has nothing to say of directions in which examples do not vary", () => {
    const flat = [
      [1, 2, 0],
      [2, 4, 0],
      [3, 6, 0],
    ];
    const ours = principalComponents({ size: 3, count: 3, random: random(), covarianceTimes: covarianceOf(flat) });
    near(ours.variances[0] ?? NaN, 5, 1e-9);
    assert.ok(ours.variances.slice(1).every((variance) => variance < 1e-12));
  });
});

describe("symmetricEigen", () => {
  it("is exact where entries are so small that their squares are 0", () => {
    const matrix = [
      [0, 0, -1.6e-162, 0],
      [0, 0, 0, 0],
      [-1.6e-162, 0, 0, -2.8e-9],
      [0, 0, -2.8e-9, 0],
    ];
    const { values, vectors } = symmetricEigen(matrix);
    near(values[0] ?? NaN, 2.8e-9, 1e-20);
    near(values[3] ?? NaN, -2.8e-9, 1e-20);
    vectors.forEach((vector) => {
      near(squaredNorm(vector), 1, 1e-12);
    });
  });

  it("takes a matrix apart so that its parts give it again", () => {
    const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(entries, (values) => {
        const at = (i: number, j: number) => values[4 * Math.min(i, j) + Math.max(i, j)] ?? 0;
        const matrix = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => at(i, j)));
        const eigen = symmetricEigen(matrix);
        matrix.forEach((row, i) => {
          row.forEach((value, j) => {
            const again = eigen.values.reduce(
              (sum, lambda, k) => sum + lambda * (eigen.vectors[k]?.[i] ?? 0) * (eigen.vectors[k]?.[j] ?? 0),
              0,
            );
            near(again, value, 1e-9);
          });
        });
        assert.deepEqual(
          eigen.values,
          eigen.values.toSorted((left, right) => right - left),
        );
      }),
    );
  });

  it("refuses a matrix that is not square", () => {
    assert.throws(() => symmetricEigen([[1, 2]]), RangeError);
  });
});

describe("randomDirections", () => {
  it("have length 1 and no direction that they like best", () => {
    const directions = randomDirections(4000, 3, randomFor("directions"));
    const sums = [0, 1, 2].map((i) => directions.reduce((sum, row) => sum + (row[i] ?? 0) ** 2, 0) / directions.length);
    for (const direction of directions) near(squaredNorm(direction), 1, 1e-12);
    for (const share of sums) near(share, 1 / 3, 0.02);
  });
});
