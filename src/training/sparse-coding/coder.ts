/**
 * Sparse codes of many pieces for one dictionary, by active sets: the basis that misses its condition the most joins the few
 * that are used; with their signs held, the best code for these is a small system of equations; a code that would change its
 * sign on the way there leaves. In double precision and without tensors: the code of a piece depends on the piece alone, to
 * the last bit.
 *
 * @see `math/lasso.ts`, its plain twin; Lee, Battle, Raina & Ng, Efficient Sparse Coding Algorithms, NIPS 2006, section 3
 *   (feature-sign search)
 */
import type { Dictionary } from "../../math/lasso";

/** A code is done once no condition of the best code (`math/optimality.ts`) is missed by more. */
const TOLERANCE = 1e-8;
/** Beside the squares of the bases, so that the equations have one solution even where two bases are the same. */
const RIDGE = 1e-9;
/** Bases that join, for each that there is: more follow rounding errors. */
const MOST_ROUNDS = 10;

export class SparseCoder {
  /** Bases, and values of a piece. */
  readonly count: number;
  readonly size: number;
  /** The first values of four bases, their second values, …; then those of the next four, with zeros where there are none. */
  private readonly blocks: Float64Array;
  /** bⱼᵀ b_l, [count, count]. */
  private readonly gram: Float64Array;
  /** bⱼᵀ x, and bⱼᵀ(x − Σ a_l b_l), of the piece at hand; as many as fill the blocks. */
  private readonly correlations: Float64Array;
  private readonly residuals: Float64Array;
  /** Bases in use, in the order in which they joined: the first `used` entries here and below. */
  private readonly bases: Int32Array;
  private used = 0;
  private readonly values: Float64Array;
  private readonly signs: Float64Array;
  private readonly solution: Float64Array;
  /** Lower triangle L of L Lᵀ = the used part of the Gram matrix, rows of `count`. */
  private readonly factor: Float64Array;
  /** Whether a basis is in use. */
  private readonly isUsed: Uint8Array;

  /**
   * @param dictionary one row or more, all of one length, ‖bⱼ‖ ≤ 1
   * @param beta β, above 0
   */
  constructor(
    dictionary: Dictionary,
    private readonly beta: number,
  ) {
    const [count, size] = [dictionary.length, dictionary[0]?.length ?? 0];
    this.count = count;
    this.size = size;
    this.blocks = blocksOf(dictionary, size);
    this.correlations = new Float64Array(4 * Math.ceil(count / 4));
    this.residuals = new Float64Array(count);
    this.gram = new Float64Array(count ** 2);
    for (const [j, basis] of dictionary.entries()) {
      this.correlate(Float64Array.from(basis));
      this.gram.set(this.correlations.subarray(0, count), j * count);
    }
    this.bases = new Int32Array(count);
    this.values = new Float64Array(count);
    this.signs = new Float64Array(count);
    this.solution = new Float64Array(count);
    this.factor = new Float64Array(count ** 2);
    this.isUsed = new Uint8Array(count);
  }

  /**
   * @param piece x, [size]
   * @param code where to put a, [count]
   * @returns whether there is anything in it
   */
  code(piece: Float64Array, code: Float64Array): boolean {
    code.fill(0);
    if (!this.exceedsThreshold(piece)) return false;
    this.correlate(piece);
    this.used = 0;
    this.isUsed.fill(0);
    for (let round = 0; round < MOST_ROUNDS * this.count; round++) {
      this.findResiduals();
      const next = this.steepest();
      if (next < 0) break;
      this.join(next);
      this.settle();
    }
    for (let p = 0; p < this.used; p++) code[this.bases[p] ?? 0] = this.values[p] ?? 0;
    return this.used > 0;
  }

  /** No correlation with a basis of length 1 at most can be larger than the piece is long. */
  private exceedsThreshold(piece: Float64Array): boolean {
    let square = 0;
    for (const value of piece) square += value * value;
    return 4 * square > this.beta * this.beta;
  }

  /** Four bases at a time, so that no sum waits for the one before it. */
  private correlate(piece: Float64Array): void {
    const { blocks, correlations, size } = this;
    for (let j = 0, at = 0; j < correlations.length; j += 4) {
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let i = 0; i < size; i++, at += 4) {
        const value = piece[i] ?? 0;
        first += value * (blocks[at] ?? 0);
        second += value * (blocks[at + 1] ?? 0);
        third += value * (blocks[at + 2] ?? 0);
        fourth += value * (blocks[at + 3] ?? 0);
      }
      correlations[j] = first;
      correlations[j + 1] = second;
      correlations[j + 2] = third;
      correlations[j + 3] = fourth;
    }
  }

  private findResiduals(): void {
    const { correlations, residuals, gram, count } = this;
    for (let j = 0; j < count; j++) residuals[j] = correlations[j] ?? 0;
    for (let p = 0; p < this.used; p++) {
      const value = this.values[p] ?? 0;
      for (let l = 0, at = (this.bases[p] ?? 0) * count; l < count; l++, at++) {
        residuals[l] = (residuals[l] ?? 0) - value * (gram[at] ?? 0);
      }
    }
  }

  /** @returns the basis that would lower the objective most steeply; −1 where none would */
  private steepest(): number {
    const { residuals, isUsed, count } = this;
    let steepest = -1;
    let largest = (this.beta + TOLERANCE) / 2;
    for (let j = 0; j < count; j++) {
      const slope = Math.abs(residuals[j] ?? 0);
      if (slope > largest && isUsed[j] === 0) {
        largest = slope;
        steepest = j;
      }
    }
    return steepest;
  }

  private join(basis: number): void {
    this.bases[this.used] = basis;
    this.values[this.used] = 0;
    this.signs[this.used] = Math.sign(this.residuals[basis] ?? 0);
    this.isUsed[basis] = 1;
    this.used += 1;
    this.factorFrom(this.used - 1);
  }

  /** Moves to the best code for the signs at hand, or to where the first one changes, which then leaves. */
  private settle(): void {
    const { values, signs, solution } = this;
    for (;;) {
      this.solve();
      let [step, leaving] = [1, -1];
      for (let p = 0; p < this.used; p++) {
        const [from, to] = [values[p] ?? 0, solution[p] ?? 0];
        if (to * (signs[p] ?? 0) > 0) continue;
        const crossing = from === to ? 0 : from / (from - to);
        if (crossing < step || leaving < 0) [step, leaving] = [Math.min(step, crossing), p];
      }
      for (let p = 0; p < this.used; p++) {
        values[p] = (values[p] ?? 0) + step * ((solution[p] ?? 0) - (values[p] ?? 0));
      }
      if (leaving < 0) return;
      this.leave(leaving);
    }
  }

  private leave(place: number): void {
    this.isUsed[this.bases[place] ?? 0] = 0;
    for (const list of [this.bases, this.values, this.signs]) list.copyWithin(place, place + 1, this.used);
    this.used -= 1;
    this.factorFrom(place);
  }

  /** Cholesky's factor, from a row on; those before stay as they are. */
  private factorFrom(start: number): void {
    const { factor, gram, bases, count } = this;
    for (let p = start; p < this.used; p++) {
      const [row, from] = [p * count, (bases[p] ?? 0) * count];
      for (let q = 0; q <= p; q++) {
        let rest = gram[from + (bases[q] ?? 0)] ?? 0;
        for (let s = 0, other = q * count; s < q; s++) rest -= (factor[row + s] ?? 0) * (factor[other + s] ?? 0);
        factor[row + q] = q === p ? Math.sqrt(Math.max(rest, 0) + RIDGE) : rest / (factor[q * count + q] ?? 1);
      }
    }
  }

  /** L Lᵀ a = bᵀx − β/2 · signs, of the bases in use. */
  private solve(): void {
    const { factor, solution, correlations, signs, bases, used, count } = this;
    for (let p = 0; p < used; p++) {
      let rest = (correlations[bases[p] ?? 0] ?? 0) - (this.beta / 2) * (signs[p] ?? 0);
      for (let q = 0, row = p * count; q < p; q++) rest -= (factor[row + q] ?? 0) * (solution[q] ?? 0);
      solution[p] = rest / (factor[p * count + p] ?? 1);
    }
    for (let p = used - 1; p >= 0; p--) {
      let rest = solution[p] ?? 0;
      for (let q = p + 1; q < used; q++) rest -= (factor[q * count + p] ?? 0) * (solution[q] ?? 0);
      solution[p] = rest / (factor[p * count + p] ?? 1);
    }
  }
}

function blocksOf(dictionary: Dictionary, size: number): Float64Array {
  const blocks = new Float64Array(4 * Math.ceil(dictionary.length / 4) * size);
  dictionary.forEach((basis, j) => {
    const start = (j - (j % 4)) * size + (j % 4);
    basis.forEach((value, i) => (blocks[start + 4 * i] = value));
  });
  return blocks;
}
