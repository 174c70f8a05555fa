import assert from "node:assert/strict";
import fc from "fast-check";
import {
  accuracyOf,
  confusionMatrix,
  logSoftmax,
  perClassAccuracy,
  softmaxCrossEntropy,
} from "../../../src/math/classification";

const near = (actual: number, expected: number) => {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
};

describe("logSoftmax", () => {
  it("gives probabilities that sum to 1, whatever the logits", () => {
    const logits = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(logits, (row) => {
        const total = logSoftmax(row).reduce((sum, value) => sum + Math.exp(value), 0);
        assert.ok(Math.abs(total - 1) < 1e-9);
      }),
    );
  });

  it("does not overflow", () => {
    assert.deepEqual(logSoftmax([1000, 0]), [0, -1000]);
  });
});

describe("softmaxCrossEntropy", () => {
  it("is log of the number of classes for equal logits", () => {
    near(softmaxCrossEntropy([[0, 0, 0]], [[0, 1, 0]]), Math.log(3));
  });

  it("is the mean over the examples by their weights", () => {
    // −log(3/4) = log(4/3) and −log(1/4) = log 4
    const logits = [
      [Math.log(3), 0],
      [Math.log(3), 0],
    ];
    const targets = [
      [1, 0],
      [0, 1],
    ];
    near(softmaxCrossEntropy(logits, targets), (Math.log(4 / 3) + Math.log(4)) / 2);
    near(softmaxCrossEntropy(logits, targets, [3, 1]), (3 * Math.log(4 / 3) + Math.log(4)) / 4);
  });

  it("takes a distribution as a target", () => {
    near(softmaxCrossEntropy([[Math.log(3), 0]], [[0.5, 0.5]]), (Math.log(4 / 3) + Math.log(4)) / 2);
  });
});

describe("confusionMatrix", () => {
  it("counts true classes in rows and predicted ones in columns", () => {
    const matrix = confusionMatrix([0, 0, 1, 1, 1], [0, 1, 1, 1, 0], 3);
    assert.deepEqual(matrix, [
      [1, 1, 0],
      [1, 2, 0],
      [0, 0, 0],
    ]);
    assert.equal(accuracyOf(matrix), 3 / 5);
    assert.deepEqual(perClassAccuracy(matrix), [1 / 2, 2 / 3, undefined]);
  });

  it("refuses a class that does not exist, and lists that are no pairs", () => {
    assert.throws(() => confusionMatrix([0], [2], 2), RangeError);
    assert.throws(() => confusionMatrix([-1], [0], 2), RangeError);
    assert.throws(() => confusionMatrix([0, 1], [0], 2), RangeError);
  });
});
