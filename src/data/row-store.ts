/**
 * The values of a data set, row after row: in memory where they are few, else in a file that is read by position, so
 * that a data set takes no more memory the more examples it has.
 */

/** Numbers are little-endian on every platform that Node runs on. */
export type Values = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export interface RowStore<V extends Values = Values> {
  /** Of all values. */
  readonly bytes: number;
  /**
   * Reads rows. Neighbouring ones are fetched together.
   *
   * @param rows any order, repeats allowed, all of them below the number of rows
   * @param take called once for each index into `rows`, in no particular order; the values are valid during the call
   * @throws ProblemError where the file behind it was changed or cannot be read
   */
  read(rows: ArrayLike<number>, take: (values: V, index: number) => void): Promise<void>;
  /** All values in order, in pieces of whole rows; each is valid until the next. Throws what `read` throws. */
  pieces(): AsyncIterable<V>;
  /** Waits for reading under way. A store in memory needs no closing. */
  close(): Promise<void>;
}

/** How the bytes of rows are seen. */
export interface RowForm<V extends Values> {
  readonly type: {
    new (buffer: ArrayBuffer, byteOffset: number, length: number): V;
    readonly BYTES_PER_ELEMENT: number;
  };
  /** Values of a row. */
  readonly width: number;
  readonly count: number;
}

/** Values up to this many bytes stay in memory. */
export const MEMORY_BYTES = 16 << 20;

const PIECE_BYTES = 1 << 20;

export const rowBytesOf = ({ type, width }: RowForm<Values>): number => width * type.BYTES_PER_ELEMENT;

/** [first row, row after the last] of each piece. */
export function* pieceBounds(form: RowForm<Values>): Generator<readonly [from: number, to: number], void, void> {
  const rowBytes = rowBytesOf(form);
  if (rowBytes === 0) return;
  const step = Math.max(1, Math.floor(PIECE_BYTES / rowBytes));
  for (let from = 0; from < form.count; from += step) yield [from, Math.min(from + step, form.count)];
}

/** @param bytes of all rows, from the beginning of its buffer or at a multiple of the size of a value */
export function rowsInMemory<V extends Values>(bytes: Uint8Array<ArrayBuffer>, form: RowForm<V>): RowStore<V> {
  const rowBytes = rowBytesOf(form);
  const rowsFrom = (from: number, to: number) =>
    new form.type(bytes.buffer, bytes.byteOffset + from * rowBytes, (to - from) * form.width);
  return {
    bytes: rowBytes * form.count,
    read: (rows, take) => {
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index] ?? 0;
        take(rowsFrom(row, row + 1), index);
      }
      return Promise.resolve();
    },
    async *pieces() {
      for (const [from, to] of pieceBounds(form)) yield await Promise.resolve(rowsFrom(from, to));
    },
    close: () => Promise.resolve(),
  };
}

/** Does work with something that has to be closed where the work fails, and is the result's to close where not. */
export async function closingOnFailure<T>(store: { close(): Promise<void> }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await store.close();
    throw error;
  }
}
