/**
 * Keeps a cache folder within its bounds: segments unused for too long go, and where room is needed the longest unused
 * go first. What another process removes from under a reader reads as missing, so no lock is needed.
 *
 * Two things stay even where room is short: what was used within the last minute, and what belongs to the shelf that
 * asks for room. A shelf larger than the cache would otherwise push out in each epoch what the next one needs first, and
 * nothing would ever be found again. Its surplus is not kept instead.
 *
 * The folder is a place that a person names, so only files named as ours are ever counted or removed.
 */
import { readdir, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { inParallel } from "../data/in-parallel";
import { isPartName, isSegmentName } from "./segment-file";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A share of all room: after writing as much, others' writing may matter too and the folder is looked at again. */
const LOOK_AGAIN_SHARE = 1 / 16;
const FILES_AT_ONCE = 16;

export interface Bounds {
  maxBytes: number;
  /** Days without use. */
  maxAgeDays: number;
}

interface FoundFile {
  file: string;
  bytes: number;
  /** Milliseconds since 1970. */
  usedMs: number;
}

/** What this process knows better than the files' times. */
export interface Users {
  /** Milliseconds since 1970; undefined where this process has not used the file. */
  lastUsed(file: string): number | undefined;
  /** Called before a segment is removed. */
  forget(file: string): void;
}

export class Housekeeping {
  /** What is in the folder, as far as known. */
  #bytes = 0;
  #writtenSinceLook = 0;
  /** By shelf folder: when asking for room is worth it again. */
  readonly #noRoomUntil = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly bounds: Bounds,
    private readonly users: Users,
  ) {}

  /** Removes what crashed writers left, what is too old, and what is too much. Does nothing where it may not. */
  async tidy(): Promise<void> {
    await this.#inTurn(() => this.#look(0, undefined));
  }

  /**
   * Makes room for what is to be written next, and counts it as written.
   *
   * @param shelfFolder what lies in it stays
   * @returns false where there is no room without removing what has to stay
   */
  makeRoom(bytes: number, shelfFolder: string): Promise<boolean> {
    return this.#inTurn(async () => {
      if (Date.now() < (this.#noRoomUntil.get(shelfFolder) ?? 0)) return false;
      const { maxBytes } = this.bounds;
      const isSure = this.#bytes + bytes <= maxBytes && this.#writtenSinceLook + bytes <= maxBytes * LOOK_AGAIN_SHARE;
      if (!isSure) await this.#look(bytes, shelfFolder);
      if (this.#bytes + bytes > maxBytes) {
        this.#noRoomUntil.set(shelfFolder, Date.now() + minuteMs);
        return false;
      }
      this.#bytes += bytes;
      this.#writtenSinceLook += bytes;
      return true;
    });
  }

  /** Two shelves that ask at once must not be given the same room. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #look(bytesNeeded: number, shelfFolder: string | undefined): Promise<void> {
    const now = Date.now();
    const { segments, parts } = await filesIn(this.folder, now);
    const leftOver = parts.filter(({ usedMs }) => now - usedMs > hourMs);
    const oldestFirst = segments
      .map((found) => ({ ...found, usedMs: Math.max(found.usedMs, this.users.lastUsed(found.file) ?? 0) }))
      .sort((a, b) => a.usedMs - b.usedMs);
    this.#bytes = sum(segments) + sum(parts);
    this.#writtenSinceLook = 0;
    for (const found of leftOver) await this.#remove(found);
    for (const found of oldestFirst) {
      const age = now - found.usedMs;
      const isTooOld = age > this.bounds.maxAgeDays * dayMs;
      const isNeeded = age < minuteMs || path.dirname(found.file) === shelfFolder;
      const isTooMuch = this.#bytes + bytesNeeded > this.bounds.maxBytes;
      if (isTooOld || (isTooMuch && !isNeeded)) await this.#remove(found);
    }
  }

  async #remove({ file, bytes }: FoundFile): Promise<void> {
    this.users.forget(file);
    try {
      await rm(file, { force: true });
      this.#bytes -= bytes;
    } catch {
      return; // It stays, and counts.
    }
    // Only works where that was the last one. A writer who was about to use the folder keeps this segment in memory.
    await rmdir(path.dirname(file)).catch(() => undefined);
  }
}

async function filesIn(folder: string, now: number): Promise<{ segments: FoundFile[]; parts: FoundFile[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const shelves = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  const names = await inParallel(shelves, FILES_AT_ONCE, async (shelf) => {
    const inside = await readdir(shelf).catch((): string[] => []);
    return inside.filter((name) => isSegmentName(name) || isPartName(name)).map((name) => path.join(shelf, name));
  });
  const found = await inParallel(names.flat(), FILES_AT_ONCE, (file) => look(file, now));
  const files = found.filter((file) => file !== undefined);
  return {
    segments: files.filter(({ file }) => isSegmentName(path.basename(file))),
    parts: files.filter(({ file }) => isPartName(path.basename(file))),
  };
}

async function look(file: string, now: number): Promise<FoundFile | undefined> {
  const info = await stat(file).catch(() => undefined);
  if (info?.isFile() !== true) return undefined;
  // A clock that was wrong once must not make a file stay for years.
  const usedMs = info.mtimeMs > now + hourMs ? 0 : info.mtimeMs;
  return { file, bytes: info.size, usedMs };
}

const sum = (files: readonly FoundFile[]): number => files.reduce((total, { bytes }) => total + bytes, 0);
