import assert from "node:assert/strict";
import fc from "fast-check";
import { resampler } from "../../../src/data/resample";
import { rounded } from "./helpers";

const line = (values: number[], width: number) =>
  rounded(resampler([1, values.length, 1], 1, width)(Float32Array.from(values)));

describe("resample", () => {
  it("keeps a picture of the same size", () => {
    assert.deepEqual(line([1, 2, 5, 3], 4), [1, 2, 5, 3]);
  });

  it("interpolates by Catmull-Rom when it enlarges, edges going on", () => {
    // Halfway by a quarter: weights −0.0703125, 0.8671875, 0.2265625, −0.0234375 (t = 1/4).
    assert.deepEqual(line([0, 1, 0, 0], 8).slice(2, 4), [0.8672, 0.8672]);
    assert.deepEqual(line([1, 1, 0, 0], 8)[3], Number((0.8671875 - 0.0703125).toFixed(4)));
  });

  it("averages over a widened kernel when it shrinks", () => {
    // Halving puts a new pixel between two old ones; those are 1/4, 3/4, 5/4 and 7/4 kernel units away on each side.
    const [near, mid, far, last] = [0.8671875, 0.2265625, -0.0703125, -0.0234375];
    const left = near * 3 + mid * 2 + far * 9 + last * 9; // beyond the edge 9 goes on
    const right = near * 5 + mid * 7 + far * 1 + last * 0;
    assert.equal(line([9, 2, 3, 5, 7, 1, 0, 0], 4)[1], Number(((left + right) / 2).toFixed(4)));
  });

  it("treats rows, columns and channels apart", () => {
    const values = Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40);
    const tall = resampler([2, 2, 2], 2, 2)(values);
    assert.deepEqual(tall, values);
    const constant = resampler([2, 2, 2], 3, 5)(Float32Array.of(1, 10, 1, 10, 1, 10, 1, 10));
    assert.deepEqual(rounded(constant), Array.from({ length: 15 }, () => [1, 10]).flat());
  });

  it("keeps a constant picture constant at every size", () => {
    const side = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(side, side, side, side, (height, width, newHeight, newWidth) => {
        const values = new Float32Array(height * width).fill(0.5);
        const result = resampler([height, width, 1], newHeight, newWidth)(values);
        assert.equal(result.length, newHeight * newWidth);
        assert.ok(result.every((value) => Math.abs(value - 0.5) < 1e-6));
      }),
    );
  });
});
