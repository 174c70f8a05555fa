import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { MetricRow } from "../../../../src/protocol/metrics";
import { curvesOf } from "../../../../src/runs/comparison/run-curves";
import { thinOut } from "../../../../src/runs/comparison/thin-out";

describe("thinOut", () => {
  const curve = fc.array(fc.double({ noNaN: true, min: -10, max: 10 }), { minLength: 1, maxLength: 400 });
  const pointsOf = (values: readonly number[]) => values.map((value, index): [number, number] => [index, value]);

  it("keeps the first and the last point, the lowest and the highest value, and the order", () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 4, max: 60 }), (values, most) => {
        const points = pointsOf(values);
        const kept = thinOut(points, most);
        assert.ok(kept.length <= Math.max(most, 4));
        assert.equal(kept[0], points[0]);
        assert.equal(kept.at(-1), points.at(-1));
        const ys = kept.map(([, y]) => y);
        assert.equal(Math.max(...ys), Math.max(...values));
        assert.equal(Math.min(...ys), Math.min(...values));
        assert.ok(kept.every(([x], index) => index === 0 || x > (kept[index - 1]?.[0] ?? -1)));
      }),
    );
  });

  it("leaves few points as they are, and refuses room for fewer than four", () => {
    const points = pointsOf([1, 2, 3]);
    assert.equal(thinOut(points, 4), points);
    assert.throws(() => thinOut(points, 3), RangeError);
  });
});

describe("the curves of a run", () => {
  const epoch = (seed: number, at: number, accuracy: number, arm = "transfer"): MetricRow => ({
    type: "epoch",
    arm,
    seed,
    epoch: at,
    step: at,
    train: { lossNats: 1 - accuracy, accuracy },
    ...(arm === "transfer" && { validation: { accuracy: accuracy - 0.125 } }),
  });
  const rows = [epoch(1, 1, 0.5), epoch(1, 2, 0.75), epoch(2, 1, 0.25), epoch(1, 2, 0.75), epoch(1, 1, 0.1, "scratch")];
  const figures = ["lossNats", "loss", "accuracy"];

  it("are means over the seeds that reached an epoch; a repeated row counts once", () => {
    const [, accuracy] = curvesOf(rows, figures, { arm: "transfer", split: "train" });
    assert.deepEqual(accuracy?.points, [
      [1, 0.375],
      [2, 0.75],
    ]);
    assert.equal(accuracy.seeds, 2);
  });

  it("are those of validation where it is wanted and there, and otherwise of training", () => {
    const curves = curvesOf(rows, figures, { arm: "transfer", split: "validation" });
    assert.deepEqual(
      curves.map(({ figure, split }) => `${figure} ${split}`),
      ["lossNats train", "accuracy validation"],
    );
    assert.deepEqual(curvesOf(rows, figures, { arm: "linear-probe", split: "train" }), []);
  });
});
