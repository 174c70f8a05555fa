import assert from "node:assert/strict";
import { convexCombination } from "../../../src/math/convex-combination";
import { cosine, rankingOf, unitVector } from "../../../src/math/cosine-ranking";
import { chanceAt, hitAt, hitAtPerClass } from "../../../src/math/hit-at";

describe("convexCombination", () => {
  const vectors = [
    [1, 0],
    [0, 1],
    [-1, 0],
  ];

  it("mixes the words of the best labels by their probabilities, which it brings to a sum of 1", () => {
    assert.deepEqual(convexCombination([0.5, 0.25, 0.1], vectors, 2), [0.5 / 0.75, 0.25 / 0.75]);
  });

  it("is the word of the best label for T = 1", () => {
    assert.deepEqual(convexCombination([0.2, 0.5, 0.3], vectors, 1), [0, 1]);
  });

  it("is the mean under p for all labels", () => {
    assert.deepEqual(convexCombination([0.5, 0.25, 0.25], vectors, 1000), [0.25, 0.25]);
  });

  it("passes over labels that no word stands for", () => {
    assert.deepEqual(convexCombination([0.1, 0.9, 0.05], [[1, 0], undefined, [0, 1]], 1), [1, 0]);
  });

  it("takes the label that comes first of two that are alike", () => {
    assert.deepEqual(convexCombination([0.4, 0.4, 0.2], vectors, 1), [1, 0]);
  });

  it("points nowhere where no label has any probability", () => {
    assert.deepEqual(convexCombination([0, 0, 0], vectors, 2), [0, 0]);
  });

  it("refuses lists that do not belong together, a T below 1, and labels without any word", () => {
    assert.throws(() => convexCombination([1], vectors, 1), RangeError);
    assert.throws(() => convexCombination([1, 0, 0], vectors, 0), RangeError);
    assert.throws(() => convexCombination([1], [undefined], 1), RangeError);
  });
});

describe("cosine", () => {
  it("is 1 for one direction, 0 for a right angle, −1 for the opposite, whatever the lengths", () => {
    assert.equal(cosine([2, 0], [5, 0]), 1);
    assert.equal(cosine([2, 0], [0, 3]), 0);
    assert.equal(cosine([2, 0], [-1, 0]), -1);
  });

  it("is 0 where a vector points nowhere", () => {
    assert.equal(cosine([0, 0], [1, 1]), 0);
  });

  it("refuses vectors of different lengths", () => {
    assert.throws(() => cosine([1], [1, 2]), RangeError);
  });
});

describe("unitVector", () => {
  it("brings a vector to length 1 and leaves one that points nowhere", () => {
    assert.deepEqual(unitVector([3, 4]), [0.6, 0.8]);
    assert.deepEqual(unitVector([0, 0]), [0, 0]);
  });
});

describe("rankingOf", () => {
  it("has the best candidate first, and ties in their own order", () => {
    assert.deepEqual(rankingOf([0.1, 0.7, 0.1, 0.9]), [3, 1, 0, 2]);
  });
});

describe("hitAt", () => {
  const rankings = [
    [0, 1, 2],
    [1, 0, 2],
    [2, 1, 0],
    [2, 0, 1],
  ];
  const labels = [0, 0, 0, 1];

  it("counts the examples whose label is among the first k", () => {
    assert.equal(hitAt(rankings, labels, 1), 1 / 4);
    assert.equal(hitAt(rankings, labels, 2), 2 / 4);
    assert.equal(hitAt(rankings, labels, 3), 1);
  });

  it("weighs classes alike where it is taken per class", () => {
    assert.equal(hitAtPerClass(rankings, labels, 2), (2 / 3 + 0) / 2);
  });

  it("has no value without examples", () => {
    assert.ok(Number.isNaN(hitAt([], [], 1)));
    assert.ok(Number.isNaN(hitAtPerClass([], [], 1)));
  });

  it("refuses lists of different lengths and a k below 1", () => {
    assert.throws(() => hitAt(rankings, [0], 1), RangeError);
    assert.throws(() => hitAt(rankings, labels, 0), RangeError);
  });

  it("is k of the candidates by chance, and never above 1", () => {
    assert.equal(chanceAt(5, 45), 1 / 9);
    assert.equal(chanceAt(5, 3), 1);
  });
});
