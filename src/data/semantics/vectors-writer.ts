/** Writes a file that `vectors-format.ts` describes, word by word, with no more of it in memory than the words. */
import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { encodeHeader, encodeRow, HEADER_BYTES } from "./vectors-format";
import { WordIndex } from "./word-index";

/** Bytes that are collected before they are written. */
const CHUNK_BYTES = 4 << 20;

export class VectorsWriter {
  readonly #words: string[] = [];
  readonly #hash = createHash("sha256");
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly dimensions: number,
  ) {}

  /** @param file which must not be there; it is whole once `finish` has returned */
  static async create(file: string, dimensions: number): Promise<VectorsWriter> {
    const handle = await open(file, "wx");
    await handle.writeFile(Buffer.alloc(HEADER_BYTES));
    return new VectorsWriter(handle, dimensions);
  }

  /** @throws RangeError where the vector has other dimensions */
  async add(word: string, vector: Float32Array): Promise<void> {
    const { length } = vector;
    if (length !== this.dimensions) throw new RangeError(`${word} must have ${this.dimensions} numbers, got ${length}`);
    this.#words.push(word);
    const row = encodeRow(vector);
    this.#waiting.push(row);
    this.#waitingBytes += row.length;
    if (this.#waitingBytes >= CHUNK_BYTES) await this.#write();
  }

  /** @throws RangeError where a word was added twice */
  async finish(): Promise<void> {
    await this.#write();
    const { bytes, wordBytes, duplicate } = WordIndex.encode(this.#words);
    if (duplicate !== undefined) throw new RangeError(`${duplicate} must be there once, got it twice`);
    await this.handle.writeFile(bytes);
    const header = encodeHeader({
      dimensions: this.dimensions,
      count: this.#words.length,
      wordBytes,
      indexCrc: crc32(bytes),
      rowsHash: this.#hash.digest(),
    });
    await this.handle.write(header, 0, header.length, 0);
    await this.handle.sync();
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  async #write(): Promise<void> {
    const chunk = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#hash.update(chunk);
    await this.handle.writeFile(chunk);
  }
}
