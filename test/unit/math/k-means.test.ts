import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { kMeansLoss, kMeansStart, kMeansStep, type Points } from "../../../src/math/k-means";
import { randomFor } from "../../../src/math/random";

const pointsOf = (rows: readonly (readonly number[])[]): Points => {
  return { values: Float32Array.from(rows.flat()), width: rows[0]?.length ?? 1 };
};

describe("k-means", () => {
  it("finds groups that lie apart, from any start", () => {
    const groups = [
      [0, 0],
      [10, 0],
      [0, 10],
    ];
    const points = pointsOf(groups.flatMap(([x = 0, y = 0]) => [0, 1, 2, 3].map((i) => [x + (i % 2), y + i / 4])));
    for (let seed = 1; seed <= 10; seed++) {
      let clusters = kMeansStart(points, 3, randomFor(seed, "start"));
      for (let round = 0; round < 5; round++) clusters = kMeansStep(points, clusters, 3);
      const [a, , , , b, , , , c] = clusters;
      assert.deepEqual([...clusters], [a, a, a, a, b, b, b, b, c, c, c, c]);
      assert.equal(new Set(clusters).size, 3);
    }
  });

  it("never raises the sum of squared distances", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 5,
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), fc.nat(), (given, clusters, seed) => {
        const points = pointsOf(given);
        let now = kMeansStart(points, clusters, randomFor(seed, "start"));
        let before = kMeansLoss(points, now, clusters);
        for (let round = 0; round < 5; round++) {
          now = kMeansStep(points, now, clusters);
          const after = kMeansLoss(points, now, clusters);
          assert.ok(after <= before + 1e-6);
          before = after;
        }
      }),
    );
  });

  it("gives a cluster that has no point the one that lies farthest from its centre", () => {
    const points = pointsOf([[0], [1], [9]]);
    assert.deepEqual([...kMeansStep(points, Int32Array.of(0, 0, 0), 2)], [0, 0, 1]);
  });

  it("gives each point a cluster of its own where there are as many clusters, also of equal points", () => {
    const apart = kMeansStart(pointsOf([[1], [2], [3]]), 3, randomFor(1, "start"));
    assert.equal(new Set(apart).size, 3);
    const equal = kMeansStart(pointsOf([[1], [1], [1]]), 3, randomFor(1, "start"));
    assert.equal(equal.length, 3);
  });
});
