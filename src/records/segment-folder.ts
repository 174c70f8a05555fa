/**
 * The segments of one shelf: which record is where, reading, and writing more. It knows of no memory and no bounds.
 *
 * Where two segments hold the same id, the one written later counts. A segment that turns out to be gone or damaged is
 * forgotten with all its records; also with those that another segment holds too, until the folder is opened anew.
 */
import { mkdir, readdir, rm, utimes, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { inParallel } from "../data/in-parallel";
import { systemCode } from "../runs/write-problem";
import type { OpenFiles } from "./open-files";
import { isSegmentName, newSegmentName, readHead, readRecords, stampOf, writeSegment } from "./segment-file";
import type { EncodedSegment, SegmentHead } from "./segment-format";

const hourMs = 3_600_000;
const FILES_AT_ONCE = 16;

interface Segment {
  name: string;
  head: SegmentHead;
  /** Milliseconds since 1970, both. */
  lastUsed: number;
  /** When the file's own time was last set; others decide by that. */
  lastMarked: number;
}

interface Opened {
  head: SegmentHead;
  /** Milliseconds since 1970. */
  modifiedMs: number;
}

interface Place {
  segment: Segment;
  /** From 0, within the segment. */
  position: number;
}

export interface SegmentFolderParts {
  key: string;
  valuesPerRecord: number;
  files: OpenFiles;
  onDamaged: (file: string, removed: boolean) => void;
  /** What the system refused while reading. */
  onRefused: (error: unknown) => void;
}

export class SegmentFolder {
  readonly #places = new Map<number, Place>();
  readonly #segments = new Map<string, Segment>();
  /** Every name dealt with, also of segments that are foreign, damaged or gone. */
  readonly #known = new Set<string>();
  #refreshing: Promise<void> | undefined;
  #lastStamp = 0;

  constructor(
    readonly path: string,
    private readonly parts: SegmentFolderParts,
  ) {}

  has(id: number): boolean {
    return this.#places.has(id);
  }

  /** A record that is about to be replaced must not be read any more. */
  delete(id: number): void {
    this.#places.delete(id);
  }

  /** @returns milliseconds since 1970; undefined for a segment that is not in use here */
  lastUsed(name: string): number | undefined {
    return this.#segments.get(name)?.lastUsed;
  }

  /** Looks for segments that came since the last time, and reads their heads. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /**
   * @param ids each once
   * @returns those that are here and whole
   */
  async read(ids: Iterable<number>): Promise<Map<number, Float32Array>> {
    const bySegment = new Map<Segment, number[]>();
    for (const id of ids) {
      const place = this.#places.get(id);
      if (place === undefined) continue;
      const positions = bySegment.get(place.segment);
      if (positions === undefined) bySegment.set(place.segment, [place.position]);
      else positions.push(place.position);
    }
    const found = new Map<number, Float32Array>();
    await inParallel([...bySegment], FILES_AT_ONCE, async ([segment, positions]) => {
      for (const [position, record] of await this.#readFrom(segment, positions)) {
        const id = segment.head.ids[position];
        // Replaced while it was read: the new one counts.
        if (id !== undefined && this.#isAt(id, segment, position)) found.set(id, record);
      }
    });
    return found;
  }

  /**
   * @param segment a new one with its head
   * @returns false where the folder was removed meanwhile; that may happen at any time, and the next write makes it anew
   * @throws the system's other errors, with nothing left behind
   */
  async write({ head, bytes }: EncodedSegment): Promise<boolean> {
    this.#lastStamp = Math.max(Date.now(), this.#lastStamp + 1);
    const name = newSegmentName(this.#lastStamp);
    this.#known.add(name);
    await mkdir(this.path, { recursive: true });
    try {
      await writeSegment(path.join(this.path, name), bytes);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return false;
      throw error;
    }
    this.#add(name, head, Date.now());
    return true;
  }

  /** Takes the segment for gone. */
  forget(name: string): void {
    const segment = this.#segments.get(name);
    if (segment === undefined) return;
    this.#segments.delete(name);
    for (const id of segment.head.ids) if (this.#places.get(id)?.segment === segment) this.#places.delete(id);
    this.parts.files.drop(path.join(this.path, name));
  }

  async #refresh(): Promise<void> {
    const before = [...this.#segments.keys()];
    const names = await this.#list();
    if (names === undefined) return;
    const listed = new Set(names);
    for (const name of before) if (!listed.has(name)) this.forget(name);
    const fresh = names.filter((name) => isSegmentName(name) && !this.#known.has(name)).sort();
    for (const name of fresh) this.#known.add(name);
    const all = await inParallel(fresh, FILES_AT_ONCE, (name) => this.#openSegment(name));
    for (const [index, name] of fresh.entries()) {
      const opened = all[index];
      if (opened !== undefined) this.#add(name, opened.head, Math.min(opened.modifiedMs, Date.now()));
    }
  }

  /** @returns none where there is no folder; undefined where it cannot be listed, which says nothing of its segments */
  async #list(): Promise<string[] | undefined> {
    try {
      return await readdir(this.path);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return [];
      this.parts.onRefused(error);
      return undefined;
    }
  }

  async #openSegment(name: string): Promise<Opened | undefined> {
    const opened = await this.#guarded(name, (handle) => readHead(handle));
    if (opened === undefined || opened.head === "foreign") return undefined;
    const { head, modifiedMs } = opened;
    if (head === "damaged") {
      await this.#discard(name);
      return undefined;
    }
    const isOurs = head.key === this.parts.key && head.valuesPerRecord === this.parts.valuesPerRecord;
    return isOurs ? { head, modifiedMs } : undefined;
  }

  async #readFrom(segment: Segment, positions: number[]): Promise<Map<number, Float32Array>> {
    const { name, head } = segment;
    positions.sort((a, b) => a - b);
    const records = await this.#guarded(name, (handle) => readRecords(handle, head, positions));
    if (records === undefined) return new Map();
    if (records.size === positions.length) await this.#markUsed(segment);
    else if (this.#segments.has(name)) await this.#discard(name);
    return records;
  }

  /** @returns undefined where the file cannot be read; then it is forgotten */
  async #guarded<T>(name: string, work: (handle: FileHandle) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.parts.files.use(path.join(this.path, name), work);
    } catch (error) {
      this.forget(name);
      // Where it is gone, another process has removed it.
      if (systemCode(error) !== "ENOENT") this.parts.onRefused(error);
      return undefined;
    }
  }

  /** Removes a damaged segment, so that its records are computed again. */
  async #discard(name: string): Promise<void> {
    this.forget(name);
    const file = path.join(this.path, name);
    this.parts.files.drop(file);
    const isRemoved = await rm(file, { force: true }).then(
      () => true,
      () => false,
    );
    this.parts.onDamaged(file, isRemoved);
  }

  #isAt(id: number, segment: Segment, position: number): boolean {
    const place = this.#places.get(id);
    return place?.segment === segment && place.position === position;
  }

  /** @param usedMs milliseconds since 1970, as the file's own time says */
  #add(name: string, head: SegmentHead, usedMs: number): void {
    const segment: Segment = { name, head, lastUsed: usedMs, lastMarked: usedMs };
    this.#segments.set(name, segment);
    this.#lastStamp = Math.max(this.#lastStamp, stampOf(name));
    for (const [position, id] of head.ids.entries()) {
      const other = this.#places.get(id);
      if (other === undefined || other.segment.name <= name) this.#places.set(id, { segment, position });
    }
  }

  async #markUsed(segment: Segment): Promise<void> {
    const now = Date.now();
    segment.lastUsed = now;
    if (now - segment.lastMarked < hourMs) return;
    segment.lastMarked = now;
    await utimes(path.join(this.path, segment.name), now / 1000, now / 1000).catch(() => undefined);
  }
}
