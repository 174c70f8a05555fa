import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { philox4x32, statelessUniform, type Counter } from "../../../src/math/philox";

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const seeds = fc.tuple(int32, int32);

describe("philox", () => {
  it("philox4x32 gives the published test vectors of ten rounds", () => {
    const ones = 0xffffffff;
    assert.deepEqual(philox4x32([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    assert.deepEqual(
      philox4x32([ones, ones, ones, ones], [ones, ones]),
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    );
    assert.deepEqual(
      philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    );
  });

  it("philox4x32 multiplies to the last bit, as whole numbers of any size do", () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        assert.deepEqual(philox4x32(counter, key), withBigIntegers(counter, key));
      }),
    );
  });

  it("statelessUniform gives the numbers that TensorFlow 2.21 gave", () => {
    const recorded = new Map<readonly [number, number], number[]>([
      [
        [0, 0],
        [0.2110154628753662, 0.7060099840164185, 0.8000633716583252, 0.7707922458648682, 0.38858866691589355],
      ],
      [
        [1, 2],
        [0.8440604209899902, 0.19204533100128174, 0.9962232112884521, 0.16038739681243896, 0.27199018001556396],
      ],
      [
        [-1, 5],
        [0.5690146684646606, 0.8657257556915283, 0.5149633884429932, 0.6814154386520386, 0.9254287481307983],
      ],
      [
        [2147483647, -2147483648],
        [0.029565095901489258, 0.8815397024154663, 0.09603333473205566, 0.36908483505249023, 0.05799567699432373],
      ],
    ]);
    for (const [seed, numbers] of recorded) assert.deepEqual(Array.from(statelessUniform(5, seed)), numbers);
  });

  it("statelessUniform begins the same however many numbers are asked for", () => {
    const short = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(seeds, short, (seed, count) => {
        assert.deepEqual(statelessUniform(count, seed), statelessUniform(40, seed).slice(0, count));
      }),
    );
  });

  it("statelessUniform stays in [0, 1), with a mean of one half", () => {
    const numbers = statelessUniform(100_000, [3, -4]);
    assert.ok(numbers.every((value) => value >= 0 && value < 1));
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    // Four standard errors of a mean of that many: 4 / sqrt(12 * 100000).
    assert.ok(Math.abs(mean - 0.5) < 0.0037, `mean ${mean}`);
  });

  it("statelessUniform gives other numbers when either half of the seed changes", () => {
    fc.assert(
      fc.property(seeds, int32, (seed, other) => {
        const [first, second] = seed;
        const numbers = statelessUniform(8, seed);
        if (other !== first) assert.notDeepEqual(statelessUniform(8, [other, second]), numbers);
        if (other !== second) assert.notDeepEqual(statelessUniform(8, [first, other]), numbers);
      }),
    );
  });

  it("statelessUniform refuses a count or a seed that is none, and says which", () => {
    assert.throws(() => statelessUniform(-1, [0, 0]), /RangeError.*count.*got -1/);
    assert.throws(() => statelessUniform(2.5, [0, 0]), /RangeError.*count.*got 2\.5/);
    assert.throws(() => statelessUniform(1, [0, 2 ** 31]), /RangeError.*seed.*got 2147483648/);
    assert.throws(() => statelessUniform(1, [0.5, 0]), /RangeError.*seed.*got 0\.5/);
    assert.throws(() => statelessUniform(1, [NaN, 0]), /RangeError.*seed.*got NaN/);
  });
});

/** The same with integers that have no limit, where a product needs no care. */
function withBigIntegers(counter: Counter, key: readonly [number, number]): number[] {
  const mask = 0xffffffffn;
  let [a, b, c, d] = [BigInt(counter[0]), BigInt(counter[1]), BigInt(counter[2]), BigInt(counter[3])];
  let [left, right] = [BigInt(key[0]), BigInt(key[1])];
  for (let round = 0; round < 10; round++) {
    const [first, second] = [a * 0xd2511f53n, c * 0xcd9e8d57n];
    [a, b, c, d] = [(second >> 32n) ^ b ^ left, second & mask, (first >> 32n) ^ d ^ right, first & mask];
    [left, right] = [(left + 0x9e3779b9n) & mask, (right + 0xbb67ae85n) & mask];
  }
  return [a, b, c, d].map(Number);
}
