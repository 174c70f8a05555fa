import assert from "node:assert/strict";
import fc from "fast-check";
import { bestCut, type CutPoint } from "../../../src/math/best-cut";

/** Points of one cut, one a seed. */
const cut = (frozenLayers: number, ...validation: number[]): CutPoint[] =>
  validation.map((value, seed) => ({ frozenLayers, seed, validation: value }));

describe("bestCut", () => {
  it("is the cut with the highest mean over seeds", () => {
    const points = [...cut(1, 0.5, 1), ...cut(2, 0.75, 1), ...cut(3, 1, 0.25)];
    assert.deepEqual(bestCut(points), { frozenLayers: 2, validation: 0.875, seeds: 2 });
  });

  it("is the one with the most frozen layers where cuts are equally good", () => {
    // The same figures in another order may have a sum that differs by rounding.
    const points = [
      ...cut(1, 0.1, 0.2, 0.3),
      ...cut(3, 0.3, 0.2, 0.1),
      ...cut(2, 0.2, 0.1, 0.3),
      ...cut(4, 0.1, 0.1, 0.1),
    ];
    assert.equal(bestCut(points)?.frozenLayers, 3);
  });

  it("freezes more where that costs no more than the tolerance", () => {
    const points = [...cut(1, 0.9), ...cut(2, 0.89), ...cut(3, 0.885), ...cut(4, 0.8)];
    assert.equal(bestCut(points)?.frozenLayers, 1);
    assert.equal(bestCut(points, { tolerance: 0.01 })?.frozenLayers, 2);
    assert.equal(bestCut(points, { tolerance: 0.02 })?.frozenLayers, 3);
  });

  it("does not depend on the order in which trials ended", () => {
    const figure = fc.double({ min: 0, max: 1, noNaN: true });
    const list = fc.uniqueArray(fc.record({ frozenLayers: fc.nat(4), seed: fc.nat(3), validation: figure }), {
      minLength: 1,
      maxLength: 20,
      selector: ({ frozenLayers, seed }) => `${frozenLayers} ${seed}`,
    });
    fc.assert(
      fc.property(list, (points) => {
        assert.equal(bestCut(points)?.frozenLayers, bestCut(points.toReversed())?.frozenLayers);
      }),
    );
  });

  it("leaves out a cut with a diverged trial", () => {
    assert.equal(bestCut([...cut(1, 0.5, 0.5), ...cut(2, 0.9, NaN)])?.frozenLayers, 1);
  });

  it("is undefined where there are no validation figures", () => {
    assert.equal(bestCut([]), undefined);
    assert.equal(bestCut(cut(1, NaN)), undefined);
  });

  it("refuses a negative tolerance and two figures of one trial", () => {
    assert.throws(() => bestCut(cut(1, 0.5), { tolerance: -0.1 }), RangeError);
    assert.throws(() => bestCut([...cut(1, 0.5), ...cut(1, 0.6)]), /cut 1 has two figures of seed 0/);
  });
});
