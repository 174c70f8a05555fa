/**
 * k-means by Lloyd's rounds: centres are the means of their points, points go to the nearest centre. Points are rows of
 * a row-major array.
 *
 * @see Lloyd, Least Squares Quantization in PCM, IEEE Transactions on Information Theory 28, 1982
 * @see Arthur & Vassilvitskii, k-means++: The Advantages of Careful Seeding, SODA 2007
 */
import type { Random } from "./random";

export interface Points {
  /** [n, width] */
  readonly values: Float32Array;
  readonly width: number;
}

/**
 * Centres that lie apart: each is a point, drawn by its squared distance to the centres so far.
 *
 * @param clusters how many, as many as points at most
 * @returns the cluster of each point
 */
export function kMeansStart(points: Points, clusters: number, random: Random): Int32Array {
  const count = points.values.length / points.width;
  const centres = [random.integer(0, count - 1)];
  const distances = new Float64Array(count).fill(Infinity);
  for (;;) {
    const last = pointAt(points, centres.at(-1) ?? 0);
    distances.forEach((distance, i) => {
      distances[i] = Math.min(distance, squaredDistance(pointAt(points, i), last));
    });
    if (centres.length === clusters) break;
    centres.push(drawn(distances, centres, random));
  }
  return nearest(
    points,
    centres.map((i) => Float64Array.from(pointAt(points, i))),
  );
}

/** One round; the sum of squared distances never rises. A cluster that got empty takes the point farthest from its centre. */
export function kMeansStep(points: Points, assigned: Int32Array, clusters: number): Int32Array {
  return nearest(points, centresOf(points, assigned, clusters));
}

/** @returns the sum of squared distances of points to the means of their clusters */
export function kMeansLoss(points: Points, assigned: Int32Array, clusters: number): number {
  const centres = centresOf(points, assigned, clusters);
  return assigned.reduce((sum, cluster, i) => sum + squaredDistance(pointAt(points, i), centres[cluster] ?? []), 0);
}

function centresOf(points: Points, assigned: Int32Array, clusters: number): Float64Array[] {
  const sizes = new Int32Array(clusters);
  const centres = Array.from({ length: clusters }, () => new Float64Array(points.width));
  for (const [i, cluster] of assigned.entries()) {
    sizes[cluster] = (sizes[cluster] ?? 0) + 1;
    const centre = centres[cluster];
    pointAt(points, i).forEach((value, m) => {
      if (centre !== undefined) centre[m] = (centre[m] ?? 0) + value;
    });
  }
  centres.forEach((centre, cluster) => {
    for (let m = 0; m < centre.length; m++) centre[m] = (centre[m] ?? 0) / Math.max(1, sizes[cluster] ?? 0);
  });
  const empty = [...sizes.keys()].filter((cluster) => sizes[cluster] === 0);
  if (empty.length === 0) return centres;
  const misfits = Array.from(assigned, (cluster, i) => {
    return { i, misfit: squaredDistance(pointAt(points, i), centres[cluster] ?? []) };
  });
  misfits.sort((a, b) => b.misfit - a.misfit || a.i - b.i);
  empty.forEach((cluster, index) => {
    centres[cluster] = Float64Array.from(pointAt(points, misfits[index]?.i ?? 0));
  });
  return centres;
}

/** Of equals, the first. */
function nearest(points: Points, centres: readonly Float64Array[]): Int32Array {
  return Int32Array.from({ length: points.values.length / points.width }, (_, i) => {
    const point = pointAt(points, i);
    let [best, least] = [0, Infinity];
    for (const [cluster, centre] of centres.entries()) {
      const distance = squaredDistance(point, centre);
      if (distance < least) [best, least] = [cluster, distance];
    }
    return best;
  });
}

/** An index that is no centre yet, drawn in proportion to the distances; where all are 0, the first. */
function drawn(distances: Float64Array, centres: readonly number[], random: Random): number {
  let left = random.uniform(
    0,
    distances.reduce((sum, distance) => sum + distance, 0),
  );
  const rest = [...distances.keys()].filter((i) => !centres.includes(i));
  for (const i of rest) {
    left -= distances[i] ?? 0;
    if (left < 0) return i;
  }
  return rest[0] ?? 0;
}

const pointAt = ({ values, width }: Points, i: number): Float32Array => values.subarray(i * width, (i + 1) * width);

function squaredDistance(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let m = 0; m < left.length; m++) sum += ((left[m] ?? 0) - (right[m] ?? 0)) ** 2;
  return sum;
}
