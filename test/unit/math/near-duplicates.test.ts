import assert from "node:assert/strict";
import { bagVectors, columnVectors, pictureVectors, rowsAreTelling } from "../../../src/math/comparable-vectors";
import { nearDuplicates, type Vectors } from "../../../src/math/near-duplicates";
import { randomFor } from "../../../src/math/random";

const random = () => randomFor("near duplicates");
const noise = (count: number, ...purpose: string[]) => {
  const draws = randomFor("noise", ...purpose);
  return Float32Array.from({ length: count }, () => draws.uniform(0, 1));
};
const correlation = (distance: number) => 1 - distance ** 2 / 2;
const ofCorrelation = (least: number) => ({ furthest: Math.sqrt(2 - 2 * least), random: random() });

/** A smooth picture of a side, the same scene at every size. */
const scene = (side: number, shift = 0): Float32Array =>
  Float32Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [((at % side) + 0.5) / side, (Math.floor(at / side) + 0.5) / side];
    return 0.5 + 0.3 * Math.sin(7 * x + shift) * Math.cos(5 * y) + 0.2 * x;
  });

describe("nearDuplicates", () => {
  it("finds what was hidden among 400 × 200 vectors, each with its distance, and nothing else", () => {
    const width = 64;
    const first: Vectors = { values: noise(400 * width, "first").map((value) => value - 0.5), width };
    const second: Vectors = { values: noise(200 * width, "second").map((value) => value - 0.5), width };
    for (const [one, other] of [
      [17, 3],
      [250, 150],
    ] as const) {
      const copy = first.values.slice(one * width, (one + 1) * width).map((value, at) => value + (at === 5 ? 0.01 : 0));
      second.values.set(copy, other * width);
    }
    const pairs = nearDuplicates([first, second], { furthest: 0.1, random: random() });
    assert.deepEqual(pairs.map(({ one, other }) => [one, other]).sort(), [
      [17, 3],
      [250, 150],
    ]);
    for (const { distance } of pairs) assert.ok(Math.abs(distance - 0.01) < 1e-6);
  });

  it("a vector of zeros is like nothing, and widths have to agree", () => {
    const zeros: Vectors = { values: new Float32Array(8), width: 4 };
    assert.deepEqual(nearDuplicates([zeros, zeros], { furthest: 1, random: random() }), []);
    assert.throws(
      () => nearDuplicates([zeros, { values: new Float32Array(9), width: 3 }], { furthest: 1, random: random() }),
      RangeError,
    );
  });
});

describe("pictures that are compared", () => {
  it("a copy of half the size, brighter and of less contrast is a near duplicate; another scene is not", () => {
    const original = pictureVectors(scene(64), [64, 64, 1]);
    const copy = pictureVectors(
      scene(32).map((value) => 0.2 + 0.6 * value),
      [32, 32, 1],
    );
    const [pair] = nearDuplicates([original, copy], ofCorrelation(0.997));
    assert.ok(pair !== undefined && correlation(pair.distance) > 0.999);
    assert.deepEqual(nearDuplicates([original, pictureVectors(scene(64, 0.5), [64, 64, 1])], ofCorrelation(0.997)), []);
  });

  it("a picture of one colour becomes zeros", () => {
    assert.ok(pictureVectors(new Float32Array(3 * 64).fill(0.5), [8, 8, 3]).values.every((value) => value === 0));
  });
});

describe("rows that are compared", () => {
  it("are apart by the root mean square of what they differ by, in standard deviations", () => {
    const [one, other] = columnVectors([Float32Array.from([0, 0, 2, 20]), Float32Array.from([2, 0])], 2);
    const distance = Math.hypot(...[0, 1, 2].map((at) => (one.values[at] ?? 0) - (other.values[at] ?? 0)));
    const deviation = Math.sqrt(8 / 9);
    assert.ok(Math.abs(distance - Math.sqrt((2 / deviation) ** 2 / 2)) < 1e-5);
  });

  it("numbers with many values tell rows apart; a few answers of yes and no do not", () => {
    const rows = 200;
    assert.ok(rowsAreTelling(noise(rows * 10, "table"), 10, 100 * 100));
    assert.ok(!rowsAreTelling(noise(rows * 16, "zoo").map(Math.round), 16, 100 * 100));
  });

  it("texts of the same words in another number are alike by the cosine of their roots", () => {
    const { values } = bagVectors(Float32Array.from([1, 4, 0, 4, 1, 0]), 3);
    const product = [0, 1, 2].reduce((sum, at) => sum + (values[at] ?? 0) * (values[3 + at] ?? 0), 0);
    assert.ok(Math.abs(product - 4 / 5) < 1e-6);
  });
});
