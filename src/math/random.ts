/**
 * Random numbers that need no saved state: every draw is derived from the seed and from what it is for, so a resumed
 * run draws what an uninterrupted one would have drawn.
 */
import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform integer, both ends included. */
  integer(low: number, high: number): number;
}

/** A 31-bit number above 0 that depends on every part; tfjs takes a seed of 0 for none. */
export function derivedSeed(...parts: readonly (string | number)[]): number {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  return digest.readUInt32LE(0) & 0x7fffffff || 1;
}

/** @param parts the seed and the purpose: `randomFor(seed, "order", epoch)` */
export function randomFor(...parts: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(derivedSeed(...parts));
  return {
    uniform: (low, high) => low + (high - low) * uniformFloat64(generator),
    integer: (low, high) => uniformInt(generator, low, high),
  };
}

/** The numbers 0..count−1 in a random order (Fisher–Yates). */
export function shuffledOrder(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last);
    const value = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = value;
  }
  return order;
}
