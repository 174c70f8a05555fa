/**
 * S(v, t) = sign(v) · max(|v| − t, 0): what the L1 norm does to a coordinate that would be v without it.
 *
 * It minimises ½(a − v)² + t|a| over a.
 *
 * @param threshold t, 0 or above
 * @throws RangeError if the threshold is below 0
 * @see Donoho & Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, Biometrika 81(3), 1994
 */
export function softThreshold(value: number, threshold: number): number {
  if (!(threshold >= 0)) throw new RangeError(`a threshold must be 0 or above, got ${threshold}`);
  if (value > threshold) return value - threshold;
  return value < -threshold ? value + threshold : 0;
}
