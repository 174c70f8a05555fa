/**
 * TensorFlow's StatelessRandomUniform over plain numbers, bit for bit: Philox 4x32 with 10 rounds, keyed by the seed.
 *
 * Philox turns a counter and a key into four words by multiplying and exchanging them. So the n-th number of a seed
 * can be had without those before it, and there is no state to save.
 *
 * @see Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC11 (multipliers and key steps: section 3.3)
 */

/** Unsigned 32-bit numbers. */
export type Counter = readonly [number, number, number, number];
export type Key = readonly [number, number];

const ROUNDS = 10;
const MULTIPLIERS: Key = [0xd2511f53, 0xcd9e8d57];
/** What a round adds to the key: the golden ratio and the square root of 3, less 1. */
const KEY_STEPS: Key = [0x9e3779b9, 0xbb67ae85];
/** The key under which TensorFlow mixes the two numbers of a seed, so that each bit of them counts. */
const SEED_KEY: Key = [0x3ec8f720, 0x02461e29];

const MANTISSA_BITS = 23;
const MANTISSA_MASK = 2 ** MANTISSA_BITS - 1;

/** The upper 32 bits of a product of two unsigned 32-bit numbers; each part stays below 2^53 and so is exact. */
const upperProduct = (a: number, b: number): number =>
  Math.floor((a * (b >>> 16) + Math.floor((a * (b & 0xffff)) / 0x10000)) / 0x10000);

const lowerProduct = (a: number, b: number): number => Math.imul(a, b) >>> 0;

/** @returns four unsigned 32-bit numbers that look random, the same for the same counter and key */
export function philox4x32(counter: Counter, key: Key): Counter {
  let [a, b, c, d] = counter;
  let [left, right] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const next: Counter = [
      (upperProduct(MULTIPLIERS[1], c) ^ b ^ left) >>> 0,
      lowerProduct(MULTIPLIERS[1], c),
      (upperProduct(MULTIPLIERS[0], a) ^ d ^ right) >>> 0,
      lowerProduct(MULTIPLIERS[0], a),
    ];
    [a, b, c, d] = next;
    left = (left + KEY_STEPS[0]) >>> 0;
    right = (right + KEY_STEPS[1]) >>> 0;
  }
  return [a, b, c, d];
}

/** A 32-bit number as the lower and the upper half of a 64-bit one; the sign fills the upper half. */
const halves = (value: number): Key => [value >>> 0, value < 0 ? 0xffffffff : 0];

/**
 * @param count how many numbers
 * @param seed two 32-bit numbers with sign, all of them good
 * @returns `count` numbers in [0, 1), multiples of 2^-23; a shorter array is the beginning of a longer one
 * @throws RangeError if the count is not a whole number of at least 0, or a seed is no 32-bit number
 */
export function statelessUniform(count: number, seed: readonly [number, number]): Float32Array {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`the count must be a whole number, got ${count}`);
  const wrong = seed.find((value) => value !== (value | 0));
  if (wrong !== undefined) throw new RangeError(`a seed must be a whole number of 32 bits with sign, got ${wrong}`);
  const mixed = philox4x32([...halves(seed[0]), ...halves(seed[1])], SEED_KEY);
  const key: Key = [mixed[0], mixed[1]];
  const numbers = new Float32Array(count);
  for (let start = 0; start < count; start += mixed.length) {
    // A block of four numbers for each value of the counter, whose lower half counts the blocks.
    const words = philox4x32([start / mixed.length, 0, mixed[2], mixed[3]], key);
    for (const [offset, word] of words.entries()) {
      // A typed array ignores what is written behind its end.
      numbers[start + offset] = (word & MANTISSA_MASK) / 2 ** MANTISSA_BITS;
    }
  }
  return numbers;
}
