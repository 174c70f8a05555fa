/**
 * How much points differ, beside how far they lie from the origin: 1 − ‖mean x‖² / mean ‖x‖², whatever their unit.
 *
 * @param products n × n, row-major: xᵢ·xⱼ of the points
 * @param n how many points, 1 or more
 * @returns 0 where all points are one, also where that is the origin, to 1 where their mean is the origin
 * @throws RangeError if there are not n × n products
 */
export function relativeSpread(products: ArrayLike<number>, n: number): number {
  if (products.length !== n * n) throw new RangeError(`${n} points have ${n * n} products, got ${products.length}`);
  let [all, own] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) all += products[i * n + j] ?? 0;
    own += products[i * n + i] ?? 0;
  }
  return own > 0 ? Math.max(0, 1 - all / n / own) : 0;
}
