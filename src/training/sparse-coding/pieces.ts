/** Pieces of unlabelled examples to learn bases from. */
import { shuffled, type Random } from "../../math/random";
import type { Examples } from "../examples";
import type { Cutting } from "../patches";

/** So that a large data set is never in memory as a whole. */
const AT_A_TIME = 64;

/**
 * Draws pieces, of as many examples as there can be one of. Blank ones, whose values are all the same, are passed over: they
 * have no code.
 *
 * @returns [n, size], row-major, at most as many as are wanted
 */
export async function drawPieces(
  examples: Examples,
  cutting: Cutting,
  { wanted, random }: { wanted: number; random: Random },
): Promise<Float64Array> {
  const each = Math.min(cutting.pieces, Math.ceil(wanted / examples.count));
  const drawn = drawExamples(examples.count, Math.ceil(wanted / each), random);
  const pieces = new Float64Array(wanted * cutting.size);
  const places = Array.from({ length: cutting.pieces }, (_, place) => place);
  let count = 0;
  for await (const example of valuesOf(examples, drawn)) {
    let left = Math.min(each, wanted - count);
    for (const place of shuffled(places, random)) {
      if (left === 0) break;
      const piece = pieces.subarray(count * cutting.size, (count + 1) * cutting.size);
      cutting.cut(example, place, piece);
      if (cutting.pieces > 1 && piece.every((value) => value === piece[0])) continue;
      count += 1;
      left -= 1;
    }
  }
  return pieces.slice(0, count * cutting.size);
}

/** Different ones, in a random order. */
export function drawExamples(count: number, wanted: number, random: Random): Int32Array {
  const all = Array.from({ length: count }, (_, index) => index);
  return Int32Array.from(shuffled(all, random).slice(0, wanted));
}

/** The values of each example. */
export async function readExamples(examples: Examples, indices: Int32Array): Promise<Float32Array[]> {
  const read: Float32Array[] = [];
  for await (const values of valuesOf(examples, indices)) read.push(values);
  return read;
}

/** One example after the other. */
async function* valuesOf(examples: Examples, indices: Int32Array): AsyncGenerator<Float32Array, void, void> {
  const each = examples.inputShape.reduce((product, side) => product * side, 1);
  for (let start = 0; start < indices.length; start += AT_A_TIME) {
    const some = indices.subarray(start, start + AT_A_TIME);
    const values = await examples.read(some);
    for (let row = 0; row < some.length; row++) yield values.slice(row * each, (row + 1) * each);
  }
}
