/** The plane through the features of examples in which they lie furthest apart, and where each lies in it. */
import { evenIndices } from "./even-indices";
import { principalComponents } from "./principal-components";
import type { Random } from "./random";
import { dotProduct } from "./vectors";

/** The plane is found from so many values at most; every example is placed in it. */
const MOST_VALUES = 1_000_000;
const [FEWEST, MOST] = [50, 500];

export interface FeaturePlane {
  /** Of each row, in units of the features, with a mean of 0 over the rows that the plane was found from. */
  points: [number, number][];
  /** Share of the variance of the features along each axis, 0..1. */
  explained: [number, number];
}

/**
 * @param rows features of each example, all of one length
 * @param random where the search begins; the plane depends on it by rounding only
 * @returns nothing where there are fewer than 3 examples or nothing tells them apart
 */
export function featurePlane(rows: readonly ArrayLike<number>[], random: Random): FeaturePlane | undefined {
  const size = rows[0]?.length ?? 0;
  if (rows.length < 3 || size === 0) return undefined;
  const { mean, centred } = centredSample(rows, size);
  const total = centred.reduce((sum, row) => sum + dotProduct(row, row), 0) / centred.length;
  if (!(total > 0)) return undefined;
  const { components, variances } = principalComponents({
    ...{ size, count: 2, random },
    covarianceTimes: (vectors) => vectors.map((vector) => covarianceTimes(centred, vector)),
  });
  const shifts = components.map((component) => dotProduct(component, mean));
  const along = (row: ArrayLike<number>, axis: number): number => {
    const component = components[axis];
    return component === undefined ? 0 : dotProduct(component, row) - (shifts[axis] ?? 0);
  };
  const shareOf = (axis: number): number => Math.min(1, (variances[axis] ?? 0) / total);
  return { points: rows.map((row) => [along(row, 0), along(row, 1)]), explained: [shareOf(0), shareOf(1)] };
}

/** Rows at even distances, less their mean. */
function centredSample(
  rows: readonly ArrayLike<number>[],
  size: number,
): { mean: Float64Array; centred: Float64Array[] } {
  const count = Math.min(rows.length, Math.min(MOST, Math.max(FEWEST, Math.floor(MOST_VALUES / size))));
  const sample = evenIndices(rows.length, count).map((index) => rows[index] ?? []);
  const mean = new Float64Array(size);
  for (const row of sample) for (let i = 0; i < size; i++) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / count;
  return { mean, centred: sample.map((row) => mean.map((value, i) => (row[i] ?? 0) - value)) };
}

/** Σ x (x·v) / n. In loops, since here is where the time goes. */
function covarianceTimes(rows: readonly Float64Array[], vector: readonly number[]): number[] {
  const result = new Float64Array(vector.length);
  for (const row of rows) {
    const along = dotProduct(row, vector) / rows.length;
    for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) + along * (row[i] ?? 0);
  }
  return Array.from(result);
}
