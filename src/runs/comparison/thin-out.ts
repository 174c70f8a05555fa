/**
 * Fewer points of a curve, and the same picture: of each stretch the lowest and the highest point stay, so that no peak is
 * lost, and so do the first and the last one.
 *
 * @param points by x; x and y
 * @param most at least 4
 * @returns the points themselves where there are no more than `most`
 * @throws RangeError if `most` is below 4
 */
export function thinOut<P extends readonly [number, number]>(points: readonly P[], most: number): readonly P[] {
  if (!(most >= 4)) throw new RangeError(`most must be at least 4, got ${most}`);
  const [first] = points;
  const last = points.at(-1);
  if (points.length <= most || first === undefined || last === undefined) return points;
  const inner = points.slice(1, -1);
  const stretches = Math.floor((most - 2) / 2);
  const kept: P[] = [first];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * inner.length) / stretches);
    const to = Math.floor(((stretch + 1) * inner.length) / stretches);
    kept.push(...extremes(inner.slice(from, to)));
  }
  return [...kept, last];
}

/** The lowest and the highest, in their order. */
function extremes<P extends readonly [number, number]>(points: readonly P[]): P[] {
  const [first] = points;
  if (first === undefined) return [];
  let [low, high] = [0, 0];
  points.forEach(([, y], index) => {
    if (y < (points[low] ?? first)[1]) low = index;
    if (y > (points[high] ?? first)[1]) high = index;
  });
  return [...new Set([low, high])].sort((a, b) => a - b).map((index) => points[index] ?? first);
}
