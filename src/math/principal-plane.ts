/** The plane in which points lie furthest apart, from the products of the points: for pictures of many dimensions. */
import { principalComponents } from "./principal-components";
import type { Random } from "./random";

/**
 * Coordinates of points along their first two principal components.
 *
 * @param products n × n, row-major: xᵢ·xⱼ of the points
 * @param n how many points, 2 or more
 * @param random where the search begins; the plane depends on it by rounding only
 * @returns for each point its two coordinates, in units of the points, with a mean of 0; of the furthest point they are
 *   positive
 * @throws RangeError if there are not n × n products
 * @see Schölkopf, Smola & Müller, Nonlinear Component Analysis as a Kernel Eigenvalue Problem, Neural Computation 10, 1998
 */
export function principalPlane(products: ArrayLike<number>, n: number, random: Random): [number, number][] {
  if (products.length !== n * n) throw new RangeError(`${n} points have ${n * n} products, got ${products.length}`);
  const rows = centred(products, n);
  const timesRow = (row: Float64Array, vector: readonly number[]) =>
    vector.reduce((sum, value, j) => sum + value * (row[j] ?? 0), 0);
  const { components, variances } = principalComponents({
    ...{ size: n, count: 2, random },
    covarianceTimes: (vectors) => vectors.map((vector) => rows.map((row) => timesRow(row, vector))),
  });
  const along = (component: number, point: number): number =>
    (components[component]?.[point] ?? 0) * Math.sqrt(variances[component] ?? 0);
  return Array.from({ length: n }, (_, point) => [along(0, point), along(1, point)]);
}

/** The products of the points less their mean. */
function centred(products: ArrayLike<number>, n: number): Float64Array[] {
  const rows = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (__, j) => products[i * n + j] ?? 0),
  );
  const means = rows.map((row) => row.reduce((sum, value) => sum + value, 0) / n);
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  return rows.map((row, i) => row.map((value, j) => value - (means[i] ?? 0) - (means[j] ?? 0) + mean));
}
