/** Multitask learning: PCGrad and the angle between tasks' gradients. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { gradientAngle } from "../../../src/math/gradient-angle";
import { pcGrad, projectedGradients, projectionOrders } from "../../../src/math/pcgrad";
import { randomFor } from "../../../src/math/random";
import { dotProduct, squaredNorm } from "../../../src/math/vectors";
import { readObjectives } from "../../fixtures/objectives";

const near = (actual: number | undefined, expected: number, tolerance = 2e-9) => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${String(actual)} is not ${expected}`);
};
const component = fc.double({ min: -10, max: 10, noNaN: true });
const vector = fc.array(component, { minLength: 3, maxLength: 3 }).filter((values) => squaredNorm(values) > 1e-3);

describe("pcGrad", () => {
  it("gives the directions that torchjd gives, in each order", () => {
    const { cases } = readObjectives().pcGrad;
    assert.ok(cases.length > 0);
    for (const { gradients, orders, direction } of cases) {
      const ours = pcGrad(gradients, orders);
      assert.equal(ours.length, direction.length);
      ours.forEach((value, i) => {
        near(value, direction[i] ?? NaN);
      });
    }
  });

  it("turns (1, 0) and (−1, 1) into (½, ½) and (0, 1), together (½, 1½)", () => {
    const gradients = [
      [1, 0],
      [-1, 1],
    ];
    assert.deepEqual(projectedGradients(gradients, [[1], [0]]), [
      [0.5, 0.5],
      [0, 1],
    ]);
    assert.deepEqual(pcGrad(gradients, [[1], [0]]), [0.5, 1.5]);
  });

  it("leaves no conflict between two tasks", () => {
    fc.assert(
      fc.property(vector, vector, (left, right) => {
        const [first = [], second = []] = projectedGradients([left, right], [[1], [0]]);
        const direction = pcGrad([left, right], [[1], [0]]);
        for (const [one, other] of [
          [first, right],
          [second, left],
          [first, second],
          [direction, left],
          [direction, right],
        ] as const) {
          assert.ok(dotProduct(one, other) >= -1e-9, `${one.join()} and ${other.join()} conflict`);
        }
      }),
    );
  });

  it("changes nothing where no gradients conflict, and where there is one task", () => {
    const component = fc.double({ min: 0, max: 10, noNaN: true });
    const gradients = fc.array(fc.array(component, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(gradients, fc.integer(), (rows, seed) => {
        assert.deepEqual(projectedGradients(rows, projectionOrders(rows.length, randomFor(seed))), rows);
      }),
    );
  });

  it("leaves a task alone with one whose gradient is 0", () => {
    assert.deepEqual(
      pcGrad(
        [
          [1, 2],
          [0, 0],
        ],
        [[1], [0]],
      ),
      [1, 2],
    );
  });

  it("refuses orders that do not fit the tasks, and gradients of other lengths", () => {
    assert.throws(() => pcGrad([[1], [2]], [[1]]), RangeError);
    assert.throws(() => pcGrad([[1], [2]], [[2], [0]]), /meets task 2/);
    assert.throws(() => pcGrad([[1], [2, 3]], [[1], [0]]), RangeError);
  });
});

describe("projectionOrders", () => {
  it("let each task meet each other task once, in an order that the seed decides", () => {
    const orders = projectionOrders(5, randomFor(7, "projection order", 3));
    orders.forEach((order, task) => {
      const others = [0, 1, 2, 3, 4].filter((other) => other !== task);
      assert.deepEqual(order.toSorted(), others);
    });
    assert.deepEqual(projectionOrders(5, randomFor(7, "projection order", 3)), orders);
    assert.notDeepEqual(projectionOrders(5, randomFor(7, "projection order", 4)), orders);
  });
});

describe("gradientAngle", () => {
  it("is 0, 45, 90, 135 and 180 degrees where it should be", () => {
    near(gradientAngle([2, 0], [1, 0]), 0);
    near(gradientAngle([2, 0], [3, 3]), 45);
    near(gradientAngle([2, 0], [0, 5]), 90);
    near(gradientAngle([1, 0], [-1, 1]), 135);
    near(gradientAngle([0.1, 0.3], [-0.2, -0.6]), 180);
  });

  it("stays a number where rounding takes the cosine past 1", () => {
    fc.assert(
      fc.property(vector, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, scale) => {
        const scaled = values.map((value) => scale * value);
        near(gradientAngle(values, scaled), 0, 1e-5);
        const opposite = values.map((value) => -value);
        near(gradientAngle(values, opposite), 180, 1e-5);
      }),
    );
  });

  it("is the same from both sides", () => {
    fc.assert(
      fc.property(vector, vector, (left, right) => {
        assert.equal(gradientAngle(left, right), gradientAngle(right, left));
      }),
    );
  });

  it("is undefined for a gradient without a direction", () => {
    assert.equal(gradientAngle([0, 0], [1, 0]), undefined);
    assert.equal(gradientAngle([1, 0], [NaN, 0]), undefined);
  });

  it("refuses gradients of other lengths", () => {
    assert.throws(() => gradientAngle([1, 0], [1]), RangeError);
  });
});
