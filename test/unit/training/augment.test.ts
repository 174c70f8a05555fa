import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { randomFor } from "../../../src/math/random";
import { augment } from "../../../src/training/augment";

const nothing = { shift: 0, rotate: 0, zoom: 0, flipHorizontal: false };
const shape = [4, 4, 1] as const;
const picture = Float32Array.from({ length: 16 }, (_, index) => index / 16);

/** Every value that `uniform` gives is this share of its range. */
const fixedRandom = (share: number) => ({
  uniform: (low: number, high: number) => low + (high - low) * share,
  integer: (low: number) => low,
});

const rows = (values: Float32Array, width = 4): number[][] =>
  Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width), (value) => Math.round(value * 1000) / 1000),
  );

describe("augment", () => {
  it("gives the pictures as they are where nothing may change", () => {
    assert.deepEqual(rows(augment(picture, shape, nothing, randomFor(1))), rows(picture));
  });

  it("mirrors left and right where the draw says so", () => {
    const mirrored = augment(picture, shape, { ...nothing, flipHorizontal: true }, fixedRandom(0));
    assert.deepEqual(
      rows(mirrored),
      rows(picture).map((row) => row.toReversed()),
    );
  });

  it("shifts by a share of the side and repeats the edge", () => {
    const shifted = augment(picture, shape, { ...nothing, shift: 0.25 }, fixedRandom(1 - Number.EPSILON));
    const [, second = [], third = [], fourth = []] = rows(picture);
    const left = (row: number[]) => [...row.slice(1), row[3]];
    assert.deepEqual(rows(shifted), [left(second), left(third), left(fourth), left(fourth)]);
  });

  it("turns by the angle: a quarter turn of each corner is the next corner", () => {
    const turned = rows(augment(picture, shape, { ...nothing, rotate: 90 }, fixedRandom(1 - Number.EPSILON)));
    const original = rows(picture);
    const corners = (side: number[][]) => [side[0]?.[0], side[0]?.[3], side[3]?.[3], side[3]?.[0]];
    const [a, b, c, d] = corners(original);
    const found = corners(turned);
    assert.ok(
      [[b, c, d, a], [d, a, b, c]].some((order) => order.every((value, index) => Math.abs((value ?? 0) - (found[index] ?? 9)) < 0.002)), // prettier-ignore
      JSON.stringify(found),
    );
  });

  it("leaves the batch as it is, and a batch of several pictures apart", () => {
    const batch = new Float32Array(32);
    batch.fill(1, 16);
    const copy = batch.slice();
    const augmented = augment(batch, shape, { shift: 0.5, rotate: 45, zoom: 0.3, flipHorizontal: true }, randomFor(2));
    assert.deepEqual(batch, copy);
    assert.deepEqual(augmented, copy, "a picture of one value stays one");
  });

  it("never leaves the range of a picture's values, channel by channel", () => {
    const settings = fc.record({
      shift: fc.double({ min: 0, max: 1, noNaN: true }),
      rotate: fc.double({ min: 0, max: 180, noNaN: true }),
      zoom: fc.double({ min: 0, max: 0.9, noNaN: true }),
      flipHorizontal: fc.boolean(),
    });
    fc.assert(
      fc.property(settings, fc.integer(), (setting, seed) => {
        const colours = Float32Array.from({ length: 3 * 5 * 2 }, (_, index) => (index % 2 === 0 ? 0.25 : 0.75));
        const augmented = augment(colours, [3, 5, 2], setting, randomFor(seed));
        augmented.forEach((value, index) => {
          assert.ok(Math.abs(value - (index % 2 === 0 ? 0.25 : 0.75)) < 1e-6);
        });
      }),
    );
  });

  it("gives the same pictures for the same draws", () => {
    const settings = { shift: 0.1, rotate: 10, zoom: 0.1, flipHorizontal: true };
    const draw = (seed: number) => augment(picture, shape, settings, randomFor(seed, "augment"));
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
  });
});
