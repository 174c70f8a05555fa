import type { Random } from "./random";

/**
 * Vectors of length 1 that point anywhere with equal probability: normal numbers (Box–Muller), brought to length 1.
 *
 * @param size values of a vector, 1 or more
 */
export function randomDirections(count: number, size: number, random: Random): number[][] {
  return Array.from({ length: count }, () => {
    const vector = Array.from({ length: size }, () => normal(random));
    const length = Math.hypot(...vector);
    return vector.map((value) => (length === 0 ? Math.sqrt(1 / size) : value / length));
  });
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform(0, 1))) * Math.cos(2 * Math.PI * random.uniform(0, 1));
