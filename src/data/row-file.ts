/** Rows that lie in a file one after the other, read by position. */
import { read as readAt, readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { pieceBounds, rowBytesOf, type RowForm, type RowStore, type Values } from "./row-store";

/** Bytes between two wanted rows that are read along with them: a page of the system's own cache. */
const GAP_BYTES = 1 << 12;
/** Bytes that are held at a time. */
const GROUP_BYTES = 1 << 20;
/** Shorter reads are not handed to another thread: that alone takes ten times as long as the system's cache does. */
const SHORT_BYTES = 1 << 15;

export interface RowFileOptions<V extends Values> {
  /** The store's own from now on. */
  handle: FileHandle;
  /** Bytes before the first row. */
  offset: number;
  form: RowForm<V>;
  /** Called after each reading; throws where what was read is not to be trusted. */
  check: () => void;
  /** What to throw where the file ends too early or the system refuses. */
  unread: (error: unknown) => Error;
  /** Called once the handle is closed. */
  onClosed?: () => Promise<void>;
}

/** Neighbouring rows that are read at once. */
interface Run {
  first: number;
  last: number;
  /** Where they are in the order of the wanted rows, `end` excluded. */
  start: number;
  end: number;
}

export class RowFile<V extends Values> implements RowStore<V> {
  readonly bytes: number;
  readonly #rowBytes: number;
  readonly #underWay = new Set<Promise<void>>();

  constructor(private readonly options: RowFileOptions<V>) {
    this.#rowBytes = rowBytesOf(options.form);
    this.bytes = this.#rowBytes * options.form.count;
  }

  async read(rows: ArrayLike<number>, take: (values: V, index: number) => void): Promise<void> {
    const { form, check } = this.options;
    const rowBytes = this.#rowBytes;
    const rowAt = (index: number) => rows[index] ?? 0;
    const order = Uint32Array.from({ length: rows.length }, (_, index) => index).sort((a, b) => rowAt(a) - rowAt(b));
    const sorted = Float64Array.from(order, rowAt);
    for (const group of groupsOf(runsOf(sorted, rowBytes), rowBytes)) {
      const buffer = new ArrayBuffer(group.reduce((total, run) => total + bytesOf(run, rowBytes), 0));
      let at = 0;
      for (const run of group) {
        const target = new Uint8Array(buffer, at, bytesOf(run, rowBytes));
        if (target.length < SHORT_BYTES) this.#readShort(target, run.first);
        else await this.#readLong(target, run.first);
        for (let place = run.start; place < run.end; place++) {
          const offset = at + ((sorted[place] ?? 0) - run.first) * rowBytes;
          take(new form.type(buffer, offset, form.width), order[place] ?? 0);
        }
        at += target.length;
      }
    }
    check();
  }

  async *pieces(): AsyncGenerator<V, void, void> {
    const { form, check } = this.options;
    let buffer = new ArrayBuffer(0);
    for (const [from, to] of pieceBounds(form)) {
      const bytes = (to - from) * this.#rowBytes;
      if (buffer.byteLength < bytes) buffer = new ArrayBuffer(bytes);
      await this.#readLong(new Uint8Array(buffer, 0, bytes), from);
      yield new form.type(buffer, 0, (to - from) * form.width);
    }
    check();
  }

  /** The descriptor must not be another file's before the last reading has ended. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.options.handle.close();
    await this.options.onClosed?.();
  }

  /** Fills the target from the beginning of a row. */
  #readShort(target: Uint8Array, row: number): void {
    const { handle, unread } = this.options;
    const position = this.#positionOf(row);
    try {
      for (let done = 0; done < target.length;) {
        done += atLeastOne(readSync(handle.fd, target, done, target.length - done, position + done));
      }
    } catch (error) {
      throw unread(error);
    }
  }

  async #readLong(target: Uint8Array, row: number): Promise<void> {
    const { handle, unread } = this.options;
    const reading = readInThread(handle.fd, target, this.#positionOf(row));
    this.#underWay.add(reading);
    try {
      await reading;
    } catch (error) {
      throw unread(error);
    } finally {
      this.#underWay.delete(reading);
    }
  }

  #positionOf(row: number): number {
    return this.options.offset + row * this.#rowBytes;
  }
}

const bytesOf = ({ first, last }: Run, rowBytes: number): number => (last - first + 1) * rowBytes;

/** @param sorted rows, ascending, some perhaps more than once */
function* runsOf(sorted: Float64Array, rowBytes: number): Generator<Run, void, void> {
  let run: Run | undefined;
  for (const [place, row] of sorted.entries()) {
    const joins = run !== undefined && (row - run.last - 1) * rowBytes <= GAP_BYTES;
    if (run !== undefined && joins && (row - run.first + 1) * rowBytes <= GROUP_BYTES) {
      run.last = row;
      run.end = place + 1;
    } else {
      if (run !== undefined) yield run;
      run = { first: row, last: row, start: place, end: place + 1 };
    }
  }
  if (run !== undefined) yield run;
}

/** Runs that share one buffer, at least one each. */
function* groupsOf(runs: Iterable<Run>, rowBytes: number): Generator<Run[], void, void> {
  let group: Run[] = [];
  let bytes = 0;
  for (const run of runs) {
    const more = bytesOf(run, rowBytes);
    if (group.length > 0 && bytes + more > GROUP_BYTES) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(run);
    bytes += more;
  }
  if (group.length > 0) yield group;
}

async function readInThread(descriptor: number, target: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < target.length;) {
    const at = done;
    done += await new Promise<number>((resolve, reject) => {
      readAt(descriptor, target, at, target.length - at, position + at, (error, count) => {
        if (error === null) resolve(count);
        else reject(error);
      });
    }).then(atLeastOne);
  }
}

function atLeastOne(count: number): number {
  if (count === 0) throw new Error("the file ends too early");
  return count;
}
