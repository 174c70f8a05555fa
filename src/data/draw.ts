/** Seeded draws: what is drawn for one purpose tells nothing about what is drawn for another. */
import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/**
 * @param rows left as they are
 * @param purpose names the draw, seed included; SHA-256 makes the state of the generator from it
 * @returns the rows in an order that depends on the purpose only
 */
export function shuffled(rows: readonly number[], purpose: readonly (string | number)[]): number[] {
  const hash = createHash("sha256").update(JSON.stringify(purpose)).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => hash.readInt32LE(at)));
  const order = [...rows];
  for (let last = order.length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
