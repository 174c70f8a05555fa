/** Distances between embeddings, and how far they lie apart at all. */

type Rows = readonly (readonly number[])[];

/**
 * The naive objective of an embedding: the mean of ‖f(xⁿ) − g(yⁿ)‖ over examples.
 *
 * Nothing in it keeps classes apart. It is 0 where every example and every class has the same embedding, which is what
 * both networks come to when both are trained: they collapse.
 *
 * @param examples f(x), [n, dimensions]
 * @param classes g(y), [classes, dimensions]
 * @param labels [n], the class of each example
 * @param weights [n], 0 or above, not all 0; 1 for each example where left out
 * @returns weighted mean, 0 or above
 * @throws RangeError if a label has no class
 */
export function embeddingDistance(
  examples: Rows,
  classes: Rows,
  labels: ArrayLike<number>,
  weights: readonly number[] = examples.map(() => 1),
): number {
  let [loss, total] = [0, 0];
  examples.forEach((example, i) => {
    const own = classes[labels[i] ?? -1];
    if (own === undefined) throw new RangeError(`row ${i} has a class outside 0..${classes.length - 1}`);
    const weight = weights[i] ?? 0;
    loss += weight * Math.hypot(...example.map((value, j) => value - (own[j] ?? 0)));
    total += weight;
  });
  return loss / total;
}

/**
 * How far points lie apart: √(mean of ‖p − mean of p‖²), in the units of the points. 0 where all are the same.
 *
 * @param points row-major, [n, dimensions]
 * @param dimensions 1 or more
 * @throws RangeError if there is no point, or if the values are no whole number of points
 */
export function spread(points: ArrayLike<number>, dimensions: number): number {
  const count = points.length / dimensions;
  if (!(Number.isInteger(count) && count > 0)) {
    throw new RangeError(`points of ${dimensions} dimensions are needed, got ${points.length} values`);
  }
  let squares = 0;
  for (let axis = 0; axis < dimensions; axis++) {
    let mean = 0;
    for (let at = axis; at < points.length; at += dimensions) mean += (points[at] ?? 0) / count;
    for (let at = axis; at < points.length; at += dimensions) squares += ((points[at] ?? 0) - mean) ** 2 / count;
  }
  return Math.sqrt(squares);
}
