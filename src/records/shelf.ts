/**
 * Records of one kind and length by id: looked up in memory, then among those about to be written, then on disk.
 *
 * Small writes are gathered into one segment, because a file for each batch of a data set would be thousands of files. A
 * segment is written when enough has come together, soon after the first record came, and on `flush`.
 */
import type { OpenFiles } from "./open-files";
import type { RecentRecords } from "./recent-records";
import { encodeSegment, segmentBytes } from "./segment-format";
import { SegmentFolder } from "./segment-folder";

/** What one segment takes at most; a record larger than that has a segment of its own. */
const SEGMENT_BYTES = 64 * 1024 * 1024;
/** What is worth a segment at once. */
const GATHERED_BYTES = 4 * 1024 * 1024;
/** What waits for more is written after this time; a crash loses no more than that. */
const GATHER_MS = 2_000;

export interface Shelf {
  /**
   * @param ids may repeat
   * @returns a record for each id, in their order; undefined where there is none. Records are shared: do not change them.
   */
  read(ids: readonly number[]): Promise<(Float32Array | undefined)[]>;

  /**
   * Returns once the records can be read here. They reach the disk a little later, for other processes too.
   *
   * @param ids safe integers; one that is here already gets the new values
   * @param values [ids.length x valuesPerRecord], copied
   * @throws RangeError for values of another length, or an id that is no safe integer
   */
  write(ids: readonly number[], values: Float32Array): Promise<void>;

  /** Whether it is here as far as known; it may still turn out to be damaged, or gone. */
  has(id: number): boolean;
}

/** What the shelves of a cache share. */
export interface ShelfParts {
  memory: RecentRecords;
  files: OpenFiles;
  counts: { memory: number; disk: number; written: number };
  /** @returns whether so much may be written into this folder now */
  makeRoom: (bytes: number, shelfFolder: string) => Promise<boolean>;
  onDamaged: (file: string, removed: boolean) => void;
  onUnread: (error: unknown) => void;
  onUnwritten: (error: unknown) => void;
}

type Records = Map<number, Float32Array>;

export class DiskShelf implements Shelf {
  readonly folder: SegmentFolder;
  /** To be written next. */
  #gathered: Records = new Map();
  /** Being written. */
  #writing: Records = new Map();
  #flushing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly key: string,
    readonly valuesPerRecord: number,
    folder: string,
    private readonly parts: ShelfParts,
  ) {
    const { files, onDamaged, onUnread } = parts;
    this.folder = new SegmentFolder(folder, { key, valuesPerRecord, files, onDamaged, onRefused: onUnread });
  }

  has(id: number): boolean {
    return (
      this.parts.memory.has(this.#memoryKey(id)) ||
      this.#gathered.has(id) ||
      this.#writing.has(id) ||
      this.folder.has(id)
    );
  }

  async read(ids: readonly number[]): Promise<(Float32Array | undefined)[]> {
    const found: Records = new Map();
    const missing = new Set<number>();
    for (const id of ids) {
      const record = this.#inMemory(id);
      if (record === undefined) missing.add(id);
      else found.set(id, record);
    }
    this.parts.counts.memory += found.size;
    if (missing.size > 0) {
      if ([...missing].some((id) => !this.folder.has(id))) await this.folder.refresh();
      const fromDisk = await this.folder.read(missing);
      this.parts.counts.disk += fromDisk.size;
      for (const [id, record] of fromDisk) {
        found.set(id, record);
        this.parts.memory.set(this.#memoryKey(id), record);
      }
    }
    return ids.map((id) => found.get(id));
  }

  async write(ids: readonly number[], values: Float32Array): Promise<void> {
    this.#check(ids, values);
    const length = this.valuesPerRecord;
    for (const [index, id] of ids.entries()) {
      while (this.#isFull()) await this.flush();
      const record = values.slice(index * length, (index + 1) * length);
      this.folder.delete(id);
      this.#gathered.set(id, record);
      this.parts.memory.set(this.#memoryKey(id), record);
    }
    if (segmentBytes(length, this.#gathered.size) >= GATHERED_BYTES) await this.flush();
    else if (this.#gathered.size > 0) this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  /** Returns once everything written so far is on disk, or cannot be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#flushing.catch(() => undefined).then(() => this.#writeGathered());
    return this.#flushing;
  }

  #isFull(): boolean {
    const { size } = this.#gathered;
    return size > 0 && segmentBytes(this.valuesPerRecord, size + 1) > SEGMENT_BYTES;
  }

  #inMemory(id: number): Float32Array | undefined {
    return this.parts.memory.get(this.#memoryKey(id)) ?? this.#gathered.get(id) ?? this.#writing.get(id);
  }

  #memoryKey(id: number): string {
    return `${this.key}/${id}`;
  }

  async #writeGathered(): Promise<void> {
    if (this.#gathered.size === 0) return;
    this.#writing = this.#gathered;
    this.#gathered = new Map();
    try {
      await this.#store(this.#writing);
    } finally {
      this.#writing = new Map();
    }
  }

  async #store(records: Records): Promise<void> {
    try {
      const room = segmentBytes(this.valuesPerRecord, records.size);
      if (!(await this.parts.makeRoom(room, this.folder.path))) return;
      const isWritten = await this.folder.write(encodeSegment(this.key, this.valuesPerRecord, records));
      if (isWritten) this.parts.counts.written += records.size;
    } catch (error) {
      this.parts.onUnwritten(error);
    }
  }

  #check(ids: readonly number[], values: Float32Array): void {
    const expected = ids.length * this.valuesPerRecord;
    if (values.length !== expected)
      throw new RangeError(
        `${ids.length} records of ${this.valuesPerRecord} values take ${expected} values, got ${values.length}`,
      );
    const wrong = ids.find((id) => !Number.isSafeInteger(id));
    if (wrong !== undefined) throw new RangeError(`an id must be a safe integer, got ${wrong}`);
  }
}
