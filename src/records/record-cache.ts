/**
 * A bounded cache on disk for records of floats: frozen features of networks, decoded pictures. Several processes may
 * use one folder at once, and everything in it can be made again, so it can be deleted at any time.
 *
 * `folder/<key>/` holds the segments of a shelf (segment-format.ts). A shelf's key has to name everything that decides
 * its values, for example by a fingerprint: nothing here can notice that the values of a key have changed.
 *
 * Trouble with the folder never throws: then the cache works in memory only, and says so once.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../protocol/problem";
import { Housekeeping } from "./housekeeping";
import { OpenFiles } from "./open-files";
import { RecentRecords } from "./recent-records";
import { DiskShelf, type Shelf, type ShelfParts } from "./shelf";
import { Troubles } from "./trouble";

const GIB = 2 ** 30;
/** Safe as a folder's name on every file system. */
const KEY = /^[a-z0-9][a-z0-9-]{0,99}$/;

export interface RecordCacheOptions {
  /** Made where it is missing. */
  folder: string;
  /** On disk at most, bytes; 4 GiB unless told. */
  maxBytes?: number;
  /** What is unused for so many days goes; 30 unless told. */
  maxAgeDays?: number;
  /** In memory at most, bytes, over all shelves; 256 MiB unless told. */
  memoryBytes?: number;
  /** Called once for each kind of trouble, with a warning. */
  onProblem?: (problem: Problem) => void;
}

/** How many records came from where, since the cache was opened. */
export interface RecordCounts {
  memory: number;
  disk: number;
  /** Written to disk. */
  written: number;
  /** Files found damaged. */
  damaged: number;
}

export class RecordCache {
  readonly counts: RecordCounts = { memory: 0, disk: 0, written: 0, damaged: 0 };
  readonly #shelves = new Map<string, { shelf: DiskShelf; opened: Promise<void> }>();
  readonly #files = new OpenFiles();
  readonly #troubles: Troubles;
  readonly #housekeeping: Housekeeping;
  readonly #parts: ShelfParts;
  #isWritable = true;

  private constructor(private readonly options: RecordCacheOptions) {
    const { folder, maxBytes = 4 * GIB, maxAgeDays = 30, memoryBytes = GIB / 4 } = options;
    for (const [name, value] of Object.entries({ maxBytes, maxAgeDays, memoryBytes }))
      if (!(value >= 0)) throw new RangeError(`${name} must be 0 or more, got ${value}`);
    this.#troubles = new Troubles(folder, options.onProblem ?? (() => undefined));
    this.#housekeeping = new Housekeeping(
      folder,
      { maxBytes, maxAgeDays },
      {
        lastUsed: (file) => this.#shelfOf(file)?.folder.lastUsed(path.basename(file)),
        forget: (file) => this.#shelfOf(file)?.folder.forget(path.basename(file)),
      },
    );
    this.#parts = {
      memory: new RecentRecords(memoryBytes),
      files: this.#files,
      counts: this.counts,
      makeRoom: async (bytes, shelfFolder) => {
        if (!this.#isWritable) return false;
        const isRoom = await this.#housekeeping.makeRoom(bytes, shelfFolder);
        if (!isRoom) this.#troubles.noRoom(maxBytes);
        return isRoom;
      },
      onDamaged: (file, removed) => {
        this.counts.damaged += 1;
        this.#troubles.damaged(file, removed);
      },
      onUnread: (error) => {
        this.#troubles.refused(error, "unread");
      },
      onUnwritten: (error) => {
        this.#isWritable = false;
        this.#troubles.refused(error, "unwritten");
      },
    };
  }

  /**
   * Opens the cache and removes what is too old or too much.
   *
   * @throws RangeError for bounds that are no numbers of 0 or more
   */
  static async open(options: RecordCacheOptions): Promise<RecordCache> {
    const cache = new RecordCache(options);
    try {
      await mkdir(options.folder, { recursive: true });
      await cache.#housekeeping.tidy();
    } catch (error) {
      cache.#parts.onUnwritten(error);
    }
    return cache;
  }

  /**
   * @param key names everything that decides the values: lower-case letters, digits and hyphens, 100 at most
   * @param valuesPerRecord always the same for a key; records of another length under it are passed over
   * @throws RangeError for another key, or another length than before
   */
  async shelf(key: string, valuesPerRecord: number): Promise<Shelf> {
    if (!KEY.test(key)) throw new RangeError(`a key must match ${KEY.source}, got ${JSON.stringify(key)}`);
    if (!(Number.isSafeInteger(valuesPerRecord) && valuesPerRecord > 0))
      throw new RangeError(`valuesPerRecord must be a whole number above 0, got ${valuesPerRecord}`);
    let entry = this.#shelves.get(key);
    if (entry === undefined) {
      const shelf = new DiskShelf(key, valuesPerRecord, path.join(this.options.folder, key), this.#parts);
      entry = { shelf, opened: shelf.folder.refresh() };
      this.#shelves.set(key, entry);
    }
    const { shelf, opened } = entry;
    if (shelf.valuesPerRecord !== valuesPerRecord)
      throw new RangeError(`the records of ${key} have ${shelf.valuesPerRecord} values, not ${valuesPerRecord}`);
    await opened;
    return shelf;
  }

  /** Returns once everything written so far is on disk, or cannot be. */
  async flush(): Promise<void> {
    await Promise.all([...this.#shelves.values()].map(({ shelf }) => shelf.flush()));
  }

  /** Writes what is still to be written, and closes all files. Reading and writing have to be over. */
  async close(): Promise<void> {
    await this.flush();
    await this.#files.close();
  }

  #shelfOf(file: string): DiskShelf | undefined {
    return this.#shelves.get(path.basename(path.dirname(file)))?.shelf;
  }
}
