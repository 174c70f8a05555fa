/**
 * How much a network depends on each column of a layer, by perturbation: Gaussian noise of standard deviation σ is added
 * to the activations of one column's layer, in units of their own standard deviation, and the performance is measured.
 * Λ = 1/σ² at the σ where the performance has halved is the column's sensitivity; the less noise that takes, the larger.
 *
 *     APS(i, k) = Λ_i^k / Σ over columns j of Λ_i^j, with `shares`
 *
 * @see Rusu et al., Progressive Neural Networks, arXiv:1606.04671, 2016, section 3 and appendix (average perturbation
 *   sensitivity)
 */

/** One measurement; of several with the same σ (seeds, draws of the noise) the mean counts. */
export interface NoisePoint {
  /** σ, above 0. */
  deviation: number;
  performance: number;
}

export interface NoiseReference {
  /** Performance without noise. */
  clean: number;
  /** Performance of guessing, to which noise leads in the end; 0, as in the paper, where left out. */
  chance?: number;
}

/** One a σ, from small to large: clean performance − mean performance. */
export function noiseDrops(points: readonly NoisePoint[], clean: number): { deviation: number; drop: number }[] {
  return meanCurve(points).map(({ deviation, performance }) => ({ deviation, drop: clean - performance }));
}

/**
 * Λ, between measurements by a straight line in σ, which starts at the clean performance.
 *
 * @returns 0 where even the most noise that was tried does not halve the performance; undefined where there is nothing
 *   to lose, since the clean performance is not above chance, and where nothing was measured
 * @throws RangeError if a σ is not above 0
 */
export function noisePrecision(
  points: readonly NoisePoint[],
  { clean, chance = 0 }: NoiseReference,
): number | undefined {
  const curve = meanCurve(points);
  if (!(clean > chance) || curve.length === 0) return undefined;
  const half = (clean + chance) / 2;
  let before: NoisePoint = { deviation: 0, performance: clean };
  for (const point of curve) {
    if (point.performance <= half) {
      const part = (before.performance - half) / (before.performance - point.performance);
      return (before.deviation + part * (point.deviation - before.deviation)) ** -2;
    }
    before = point;
  }
  return 0;
}

/** One point a σ, from small to large. */
function meanCurve(points: readonly NoisePoint[]): NoisePoint[] {
  const byDeviation = new Map<number, number[]>();
  for (const { deviation, performance } of points) {
    if (!(deviation > 0)) throw new RangeError(`noise needs a deviation above 0, got ${deviation}`);
    byDeviation.set(deviation, [...(byDeviation.get(deviation) ?? []), performance]);
  }
  return [...byDeviation]
    .map(([deviation, values]) => ({ deviation, performance: values.reduce((a, b) => a + b, 0) / values.length }))
    .toSorted((left, right) => left.deviation - right.deviation);
}
