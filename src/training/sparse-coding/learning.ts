/**
 * A dictionary learnt from pieces of unlabelled examples: codes for the bases, then bases for the codes, and so on. Each half
 * lowers the objective, the mean over pieces of ‖x − Σⱼ aⱼ bⱼ‖² + β‖a‖₁, or leaves it as it is.
 *
 * @see Raina et al., Self-taught Learning, ICML 2007, section 3.1
 */
import { objectiveOf, updatedBases, type CodeSums } from "../../math/dictionary";
import type { Dictionary } from "../../math/lasso";
import type { Random } from "../../math/random";
import { randomDirections } from "../../math/random-directions";
import { shuffled } from "../../math/random";
import { SparseCoder } from "./coder";

/** Of the bases, for each time that codes are found: they cost little beside the codes. */
const BASIS_PASSES = 3;

/** What a sweep over all pieces found. */
export interface Coded {
  sums: CodeSums;
  /** Mean of a piece. */
  objective: number;
  /** Share of all aⱼ that are not 0, 0..1. */
  active: number;
}

/** @param pieces [n, size], row-major, levelled */
export function codeAll(pieces: Float64Array, bases: Dictionary, beta: number): Coded {
  const coder = new SparseCoder(bases, beta);
  const { count, size } = coder;
  const sums = emptySums(count, size);
  const code = new Float64Array(count);
  let [square, absolute, active] = [0, 0, 0];
  for (let start = 0; start < pieces.length; start += size) {
    const piece = pieces.subarray(start, start + size);
    for (let i = 0; i < size; i++) square += (piece[i] ?? 0) * (piece[i] ?? 0);
    if (!coder.code(piece, code)) continue;
    const used = nonZero(code);
    active += used.length;
    for (const j of used) absolute += Math.abs(code[j] ?? 0);
    addTo(sums, { used, code, piece });
  }
  const examples = pieces.length / size;
  const all = { ...sums, square, absolute };
  return { sums: all, objective: objectiveOf(bases, all, beta) / examples, active: active / (examples * count) };
}

/** @returns bases of a lower objective for the same codes */
export const nextBases = (bases: Dictionary, { sums }: Coded): number[][] => updatedBases(bases, sums, BASIS_PASSES);

/**
 * Where learning starts: pieces as they are, at length 1. Where there are fewer than bases, random directions fill up.
 *
 * @param pieces [n, size], row-major, levelled; those of length 0 are passed over
 */
export function sampledBases(pieces: Float64Array, size: number, count: number, random: Random): number[][] {
  const order = shuffled(
    Array.from({ length: pieces.length / size }, (_, row) => row),
    random,
  );
  const bases: number[][] = [];
  for (const row of order) {
    if (bases.length === count) break;
    const piece = Array.from(pieces.subarray(row * size, (row + 1) * size));
    const length = Math.hypot(...piece);
    if (length > 0) bases.push(piece.map((value) => value / length));
  }
  return [...bases, ...randomDirections(count - bases.length, size, random)];
}

interface MutableSums {
  gram: number[][];
  cross: number[][];
}

const emptySums = (count: number, size: number): MutableSums => {
  const rows = (width: number) => Array.from({ length: count }, () => new Array<number>(width).fill(0));
  return { gram: rows(count), cross: rows(size) };
};

function nonZero(code: Float64Array): number[] {
  const used: number[] = [];
  for (let j = 0; j < code.length; j++) if (code[j] !== 0) used.push(j);
  return used;
}

function addTo(
  { gram, cross }: MutableSums,
  { used, code, piece }: { used: readonly number[]; code: Float64Array; piece: Float64Array },
): void {
  for (const j of used) {
    const [a, products, values] = [code[j] ?? 0, gram[j] ?? [], cross[j] ?? []];
    for (const l of used) products[l] = (products[l] ?? 0) + a * (code[l] ?? 0);
    for (let i = 0; i < piece.length; i++) values[i] = (values[i] ?? 0) + a * (piece[i] ?? 0);
  }
}
