import assert from "node:assert/strict";
import { featurePlane } from "../../../src/math/feature-plane";
import { randomFor } from "../../../src/math/random";

describe("featurePlane", () => {
  it("keeps the distances of points that lie in a plane, whatever the number of their features", () => {
    const random = randomFor("plane");
    const flat = Array.from({ length: 60 }, () => [random.uniform(-3, 3), random.uniform(-1, 1)] as const);
    const rows = flat.map(([x, y]) => [x, y, x, -y, 7].map((value) => value / Math.SQRT2));
    const plane = featurePlane(rows, randomFor("search"));
    assert.ok(plane !== undefined);
    const between = (points: readonly (readonly [number, number])[], i: number, j: number) => {
      const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [points[i], points[j]];
      return Math.hypot(x1 - x2, y1 - y2);
    };
    for (const [i, j] of [
      [0, 1],
      [5, 40],
      [59, 12],
    ] as const) {
      assert.ok(Math.abs(between(plane.points, i, j) - between(flat, i, j)) < 1e-6);
    }
    assert.ok(Math.abs(plane.explained[0] + plane.explained[1] - 1) < 1e-9);
    assert.ok(plane.explained[0] > plane.explained[1]);
  });

  it("gives nothing of two examples, or of examples that are all the same", () => {
    assert.equal(featurePlane([[1], [2]], randomFor("search")), undefined);
    assert.equal(
      featurePlane(
        [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        randomFor("search"),
      ),
      undefined,
    );
  });

  it("places one feature on a line", () => {
    const plane = featurePlane([[0], [1], [5]], randomFor("search"));
    assert.deepEqual(
      plane?.points.map(([, y]) => y),
      [0, 0, 0],
    );
  });
});
