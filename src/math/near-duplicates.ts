/**
 * Examples of one set that almost equal one of another. Comparing all of them in full would take minutes; so each vector gets
 * a short mark first, the signs of 64 random projections, and only vectors whose marks are close are compared. Two vectors
 * at the angle θ differ in each sign with the probability θ/π.
 *
 * @see Charikar, Similarity Estimation Techniques from Rounding Algorithms, STOC 2002
 */
import type { Random } from "./random";
import { randomDirections } from "./random-directions";

const BITS = 64;
/** Standard deviations by which marks may differ more than is expected of vectors as far apart as they may be. */
const MARGIN = 4;

/** Vectors of as many values each, laid end to end; of length 1 or more, or zeros. */
export interface Vectors {
  values: Float32Array;
  width: number;
}

export interface NearPair {
  /** Index into the first vectors, and into the second ones. */
  one: number;
  other: number;
  /** Euclidean. */
  distance: number;
}

/**
 * @param furthest distance up to which two vectors are near duplicates
 * @param random of the projections
 * @returns for each of the first vectors that has a near duplicate the nearest one, the nearest pairs first; a vector of zeros
 *   has none
 * @throws RangeError if the vectors differ in length
 */
export function nearDuplicates(
  [first, second]: readonly [Vectors, Vectors],
  { furthest, random }: { furthest: number; random: Random },
): NearPair[] {
  if (first.width !== second.width) {
    throw new RangeError(`vectors of ${first.width} and of ${second.width} values cannot be compared`);
  }
  const directions = randomDirections(BITS, first.width, random).map((direction) => Float32Array.from(direction));
  const [marks, others] = [marksOf(first, directions), marksOf(second, directions)];
  const most = mostDifferent(furthest);
  const pairs: NearPair[] = [];
  for (let one = 0; one < marks.count; one++) {
    const nearest = nearestOf(one, { marks, others, first, second, most });
    if (nearest !== undefined && nearest.distance <= furthest) pairs.push({ one, ...nearest });
  }
  return pairs.sort((a, b) => a.distance - b.distance);
}

/** In how many signs the marks of two vectors may differ. */
function mostDifferent(furthest: number): number {
  const share = (2 * Math.asin(Math.min(1, furthest / 2))) / Math.PI;
  return Math.ceil(BITS * share + MARGIN * Math.sqrt(BITS * share * (1 - share)));
}

interface Marks {
  count: number;
  low: Int32Array;
  high: Int32Array;
  /** 1 for a vector of zeros. */
  isEmpty: Uint8Array;
}

function marksOf({ values, width }: Vectors, directions: readonly Float32Array[]): Marks {
  const count = width === 0 ? 0 : values.length / width;
  const marks = { count, low: new Int32Array(count), high: new Int32Array(count), isEmpty: new Uint8Array(count) };
  for (let row = 0; row < count; row++) {
    const vector = values.subarray(row * width, (row + 1) * width);
    marks.isEmpty[row] = vector.some((value) => value !== 0) ? 0 : 1;
    marks.low[row] = signsOf(vector, directions.slice(0, BITS / 2));
    marks.high[row] = signsOf(vector, directions.slice(BITS / 2));
  }
  return marks;
}

const signsOf = (vector: Float32Array, directions: readonly Float32Array[]): number =>
  directions.reduce((signs, direction, bit) => (product(vector, direction) > 0 ? signs | (1 << bit) : signs), 0);

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
}

interface Compared {
  marks: Marks;
  others: Marks;
  first: Vectors;
  second: Vectors;
  /** In how many signs marks may differ. */
  most: number;
}

function nearestOf(one: number, { marks, others, first, second, most }: Compared): Omit<NearPair, "one"> | undefined {
  if (marks.isEmpty[one] === 1) return undefined;
  const [low, high] = [marks.low[one] ?? 0, marks.high[one] ?? 0];
  let nearest: Omit<NearPair, "one"> | undefined;
  for (let other = 0; other < others.count; other++) {
    const different = bitsOf(low ^ (others.low[other] ?? 0)) + bitsOf(high ^ (others.high[other] ?? 0));
    if (different > most || others.isEmpty[other] === 1) continue;
    const distance = distanceOf(first, one, second, other);
    if (nearest === undefined || distance < nearest.distance) nearest = { other, distance };
  }
  return nearest;
}

/** How many bits of 32 are set. */
function bitsOf(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function distanceOf(first: Vectors, one: number, second: Vectors, other: number): number {
  const { width } = first;
  let sum = 0;
  for (let i = 0; i < width; i++) {
    sum += ((first.values[one * width + i] ?? 0) - (second.values[other * width + i] ?? 0)) ** 2;
  }
  return Math.sqrt(sum);
}
