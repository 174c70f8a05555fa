import assert from "node:assert/strict";
import fc from "fast-check";
import { evenIndices } from "../../../src/math/even-indices";

describe("evenIndices", () => {
  it("gives all where no more are wanted than there are", () => {
    assert.deepEqual(evenIndices(3, 5), [0, 1, 2]);
    assert.deepEqual(evenIndices(0, 5), []);
  });

  it("begins at the first and keeps the same distance, but for rounding", () => {
    assert.deepEqual(evenIndices(10, 4), [0, 2, 5, 7]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 500 }), (count, most) => {
        const indices = evenIndices(count, most);
        assert.equal(indices.length, Math.min(count, most));
        const distance = count / indices.length;
        indices.forEach((index, place) => {
          assert.ok(index < count && Math.abs(index - place * distance) < 1);
        });
      }),
    );
  });
});
