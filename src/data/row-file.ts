/** Rows that lie in a file one after the other, read by position. */
import { read as readAt } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { pieceBounds, rowBytesOf, type RowForm, type RowStore, type Values } from "./row-store";

/** Bytes between two wanted rows that are read along with them: a page of the system's own cache. */
const GAP_BYTES = 1 << 12;
/** Bytes that are held at a time. */
const GROUP_BYTES = 1 << 20;

export interface RowFileOptions<V extends Values> {
  /** The store's own from now on. */
  handle: FileHandle;
  /** Bytes before the first row. */
  offset: number;
  form: RowForm<V>;
  /** Called after each reading; rejects where what was read is not to be trusted. */
  check: () => Promise<void>;
  /** What to throw where the file ends too early or the system refuses. */
  unread: (error: unknown) => Error;
  /** Called once the handle is closed. */
  onClosed?: () => Promise<void>;
}

/** Neighbouring rows that are read at once. */
interface Run {
  first: number;
  last: number;
  /** Indices into the wanted rows, in the order of the rows. */
  indices: number[];
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
    for (const group of this.#groups(rows)) await this.#readGroup(group, rows, take);
    await this.options.check();
  }

  async *pieces(): AsyncGenerator<V, void, void> {
    const { form } = this.options;
    let buffer = new ArrayBuffer(0);
    for (const [from, to] of pieceBounds(form)) {
      const bytes = (to - from) * this.#rowBytes;
      if (buffer.byteLength < bytes) buffer = new ArrayBuffer(bytes);
      await this.#fill(new Uint8Array(buffer, 0, bytes), from);
      yield new form.type(buffer, 0, (to - from) * form.width);
    }
    await this.options.check();
  }

  /** The descriptor must not be another file's before the last reading has ended. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.options.handle.close();
    await this.options.onClosed?.();
  }

  async #readGroup(
    runs: readonly Run[],
    rows: ArrayLike<number>,
    take: (values: V, index: number) => void,
  ): Promise<void> {
    const rowBytes = this.#rowBytes;
    const buffer = new ArrayBuffer(runs.reduce((total, { first, last }) => total + (last - first + 1) * rowBytes, 0));
    let end = 0;
    const placed = runs.map((run) => {
      const start = end;
      end += (run.last - run.first + 1) * rowBytes;
      return { ...run, start, target: new Uint8Array(buffer, start, end - start) };
    });
    await Promise.all(placed.map(({ target, first }) => this.#fill(target, first)));
    const { type, width } = this.options.form;
    for (const { first, start, indices } of placed) {
      for (const index of indices) {
        take(new type(buffer, start + ((rows[index] ?? 0) - first) * rowBytes, width), index);
      }
    }
  }

  /** Runs of neighbouring rows, gathered into groups that fit into memory; at least one run each. */
  *#groups(rows: ArrayLike<number>): Generator<Run[], void, void> {
    const rowBytes = this.#rowBytes;
    if (rowBytes === 0) return;
    const rowAt = (index: number) => rows[index] ?? 0;
    const order = Uint32Array.from({ length: rows.length }, (_, index) => index).sort((a, b) => rowAt(a) - rowAt(b));
    let group: Run[] = [];
    let bytes = 0;
    let run: Run | undefined;
    for (const index of order) {
      const row = rowAt(index);
      const more = run === undefined ? Infinity : (row - run.last) * rowBytes;
      const joins = run !== undefined && more - rowBytes <= GAP_BYTES;
      const added = joins ? more : rowBytes;
      const isFull = bytes > 0 && bytes + added > GROUP_BYTES;
      if (isFull) {
        yield group;
        [group, bytes] = [[], 0];
      }
      if (run !== undefined && joins && !isFull) {
        run.last = row;
        run.indices.push(index);
        bytes += more;
      } else {
        run = { first: row, last: row, indices: [index] };
        group.push(run);
        bytes += rowBytes;
      }
    }
    if (group.length > 0) yield group;
  }

  /** Reads as many bytes as the target has, from the beginning of a row. */
  async #fill(target: Uint8Array, row: number): Promise<void> {
    const { handle, offset, unread } = this.options;
    const filling = fill(handle.fd, target, offset + row * this.#rowBytes);
    this.#underWay.add(filling);
    try {
      await filling;
    } catch (error) {
      throw unread(error);
    } finally {
      this.#underWay.delete(filling);
    }
  }
}

/** The handle's own `read` does the same at several times the cost, and a shuffled batch has as many reads as rows. */
function fill(descriptor: number, target: Uint8Array, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const step = (done: number) => {
      readAt(descriptor, target, done, target.length - done, position + done, (error, count) => {
        if (error !== null) reject(error);
        else if (count === 0) reject(new Error("it ends too early"));
        else if (done + count < target.length) step(done + count);
        else resolve();
      });
    };
    step(0);
  });
}
