import { dotProduct, squaredNorm } from "./vectors";

/**
 * Angle between two gradients: arccos(a · b / (‖a‖ ‖b‖)). Below 90° a step for one task also helps the other, above 90°
 * it hurts. The cosine is clamped to −1..1, which rounding may leave.
 *
 * @param left the gradient of one task, all its weights laid end to end
 * @param right that of the other, for the same weights
 * @returns degrees, 0..180; undefined where a gradient is zero (or not finite) and so has no direction
 * @throws RangeError if the gradients differ in length
 */
export const gradientAngle = (left: readonly number[], right: readonly number[]): number | undefined =>
  angleOfProducts(dotProduct(left, right), [squaredNorm(left), squaredNorm(right)]);

/**
 * The same from products that were computed elsewhere.
 *
 * @param product a · b
 * @param squares ‖a‖² and ‖b‖²
 */
export function angleOfProducts(product: number, [left, right]: readonly [number, number]): number | undefined {
  const norms = Math.sqrt(left) * Math.sqrt(right);
  if (!(norms > 0 && norms < Infinity)) return undefined;
  return (Math.acos(Math.min(1, Math.max(-1, product / norms))) * 180) / Math.PI;
}
