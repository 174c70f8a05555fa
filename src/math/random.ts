/**
 * Random numbers that need no saved state: every draw is derived from the seed and from what it is for, so a resumed
 * run draws what an uninterrupted one would have drawn.
 */
import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform integer, both ends included. */
  integer(low: number, high: number): number;
}

const hashOf = (parts: readonly (string | number)[]): Buffer =>
  createHash("sha256").update(JSON.stringify(parts)).digest();

/** A 31-bit number above 0 that depends on every part; tfjs takes a seed of 0 for none. */
export const derivedSeed = (...parts: readonly (string | number)[]): number =>
  hashOf(parts).readUInt32LE(0) & 0x7fffffff || 1;

/** @param parts the seed and the purpose: `randomFor(seed, "order", epoch)` */
export function randomFor(...parts: readonly (string | number)[]): Random {
  const hash = hashOf(parts);
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => hash.readInt32LE(at)));
  return {
    uniform: (low, high) => low + (high - low) * uniformFloat64(generator),
    integer: (low, high) => uniformInt(generator, low, high),
  };
}

/** @returns the items in a random order (Fisher–Yates); they are left as they are */
export function shuffled(items: readonly number[], random: Random): number[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
