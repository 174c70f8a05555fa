/**
 * Records in memory up to a number of bytes, over all shelves; the longest unused go first. A record that is larger
 * than the whole budget is not kept.
 */

/** What keeping a record costs beyond its values: a key, an entry, an array's own needs. */
const BYTES_BESIDE_VALUES = 256;

export class RecentRecords {
  /** The longest unused first. */
  readonly #records = new Map<string, Float32Array>();
  #bytes = 0;

  /** @param limit bytes at most */
  constructor(private readonly limit: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  has(key: string): boolean {
    return this.#records.has(key);
  }

  get(key: string): Float32Array | undefined {
    const record = this.#records.get(key);
    if (record === undefined) return undefined;
    this.#records.delete(key);
    this.#records.set(key, record);
    return record;
  }

  set(key: string, record: Float32Array): void {
    this.delete(key);
    if (costOf(record) > this.limit) return;
    this.#records.set(key, record);
    this.#bytes += costOf(record);
    for (const oldest of this.#records.keys()) {
      if (this.#bytes <= this.limit) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    this.#records.delete(key);
    this.#bytes -= costOf(record);
  }
}

/** A record owns its buffer: a view of a larger one would hold all of that. */
const costOf = (record: Float32Array): number => record.byteLength + BYTES_BESIDE_VALUES;
