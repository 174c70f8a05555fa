/** The words of a file of vectors, sorted, in as few bytes as they have: hundreds of thousands are found by halving. */
import { isNearLength } from "./near-words";
import type { VectorsHeader } from "./vectors-format";

export class WordIndex {
  readonly #rows: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #words: Buffer;

  /** @param bytes the index of a file; it is aligned to 4 */
  constructor({ count, wordBytes }: VectorsHeader, bytes: Uint8Array<ArrayBuffer>) {
    const { buffer, byteOffset } = bytes;
    this.#rows = new Uint32Array(buffer, byteOffset, count);
    this.#ends = new Uint32Array(buffer, byteOffset + 4 * count, count);
    this.#words = Buffer.from(buffer, byteOffset + 8 * count, wordBytes);
  }

  /** @param words each with the row of its vector, which is its place */
  static encode(words: readonly string[]): { bytes: Buffer; wordBytes: number; duplicate: string | undefined } {
    const encoded = words.map((word) => Buffer.from(word, "utf8"));
    const order = Uint32Array.from(words.keys());
    const bytesAt = (row: number) => encoded[row] ?? Buffer.alloc(0);
    order.sort((a, b) => Buffer.compare(bytesAt(a), bytesAt(b)));
    const ends = new Uint32Array(words.length);
    let end = 0;
    order.forEach((row, place) => {
      end += bytesAt(row).length;
      ends[place] = end;
    });
    const twice = order.findIndex((row, place) => place > 0 && words[row] === words[order[place - 1] ?? 0]);
    const sorted = Array.from(order, bytesAt);
    return {
      bytes: Buffer.concat([Buffer.from(order.buffer), Buffer.from(ends.buffer), ...sorted]),
      wordBytes: end,
      duplicate: twice < 0 ? undefined : words[order[twice] ?? 0],
    };
  }

  /** @returns the row of its vector; undefined where the word is unknown */
  rowOf(word: string): number | undefined {
    const wanted = Buffer.from(word, "utf8");
    let from = 0;
    let to = this.#rows.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const order = Buffer.compare(this.#bytesAt(middle), wanted);
      if (order === 0) return this.#rows[middle];
      if (order < 0) from = middle + 1;
      else to = middle;
    }
    return undefined;
  }

  /** Words that are not much longer or shorter, those of earlier rows first. */
  ofNearLength(length: number): string[] {
    const found: { row: number; word: string }[] = [];
    this.#rows.forEach((row, place) => {
      const bytes = this.#bytesAt(place);
      if (isNearLength(bytes.length, length)) found.push({ row, word: bytes.toString("utf8") });
    });
    return found.sort((a, b) => a.row - b.row).map(({ word }) => word);
  }

  #bytesAt(place: number): Buffer {
    return this.#words.subarray(place === 0 ? 0 : (this.#ends[place - 1] ?? 0), this.#ends[place] ?? 0);
  }
}
