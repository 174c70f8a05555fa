/** Append-only files of one JSON value a line: whole after any crash up to the last complete line. */
import { open, mkdir, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import type { Problem } from "../protocol/problem";
import { firstIssue } from "./json-file";
import { systemCode, writing } from "./write-problem";

const newline = 0x0a;

/** Writes one file; only one writer at a time may have it open. Calls must not overlap. */
export class JsonLinesWriter<T> {
  #bytes: number;
  readonly #file: string;
  readonly #handle: FileHandle;

  private constructor(file: string, handle: FileHandle, bytes: number) {
    this.#file = file;
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /**
   * Opens the file, which is made where it is missing; a torn last line is cut off.
   *
   * @throws ProblemError where the file cannot be written
   */
  static async open<T>(file: string): Promise<JsonLinesWriter<T>> {
    return writing(file, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      const handle = await open(file, "a+");
      const { buffer, bytesRead } = await readFrom(handle, 0);
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
      if (whole < bytesRead) await handle.truncate(whole);
      return new JsonLinesWriter<T>(file, handle, whole);
    });
  }

  /** The length of the file: where the next row begins. A checkpoint keeps it. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Appends all rows or none.
   *
   * @throws ProblemError for a full disk and the like
   */
  async append(rows: readonly T[]): Promise<void> {
    if (rows.length === 0) return;
    const text = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    await writing(this.#file, async () => {
      try {
        await this.#handle.appendFile(text);
      } catch (error) {
        // The reason counts, also where this fails too: a torn line is cut off when the file is opened again.
        await this.#handle.truncate(this.#bytes).catch(() => undefined);
        throw error;
      }
    });
    this.#bytes += text.byteLength;
  }

  /** Forgets what was written after a checkpoint. @param bytes an earlier value of `bytes` */
  async truncateTo(bytes: number): Promise<void> {
    if (!(bytes >= 0 && bytes <= this.#bytes))
      throw new RangeError(`bytes must lie in 0..${this.#bytes}, got ${bytes}`);
    await writing(this.#file, () => this.#handle.truncate(bytes));
    this.#bytes = bytes;
  }

  /** Returns once the rows would survive a power cut. */
  async flush(): Promise<void> {
    await writing(this.#file, () => this.#handle.sync());
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

export interface Lines<T> {
  rows: T[];
  /** Where to go on reading. */
  nextByte: number;
  /** True where the file is shorter than `fromByte`, so it was read from its beginning: forget the rows from before. */
  restarted: boolean;
  /** Lines that are no rows; the others are still given. */
  problems: Problem[];
}

/**
 * Reads the complete lines from `fromByte` on. A missing file has no rows yet; a torn last line is left for the next
 * call.
 */
export async function readJsonLines<S extends z.ZodType>(
  file: string,
  schema: S,
  fromByte = 0,
): Promise<Lines<z.output<S>>> {
  const handle = await open(file, "r").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return { rows: [], nextByte: 0, restarted: fromByte > 0, problems: [] };
  try {
    const restarted = (await handle.stat()).size < fromByte;
    const start = restarted ? 0 : fromByte;
    const { buffer, bytesRead } = await readFrom(handle, start);
    const whole = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
    const lines = buffer.toString("utf8", 0, whole).split("\n").slice(0, -1);
    return { ...decode(lines, { file, schema, start }), nextByte: start + whole, restarted };
  } finally {
    await handle.close();
  }
}

function decode<S extends z.ZodType>(
  lines: readonly string[],
  { file, schema, start }: { file: string; schema: S; start: number },
): { rows: z.output<S>[]; problems: Problem[] } {
  const rows: z.output<S>[] = [];
  const problems: Problem[] = [];
  let byte = start;
  for (const line of lines) {
    const row = parseLine(line, schema);
    if (row.ok) rows.push(row.value);
    else
      problems.push({
        severity: "warning",
        code: "runs/damaged-row",
        file,
        place: `byte ${byte}`,
        message: `this row is damaged and left out: ${row.reason}`,
      });
    byte += Buffer.byteLength(line) + 1;
  }
  return { rows, problems };
}

function parseLine<S extends z.ZodType>(
  line: string,
  schema: S,
): { ok: true; value: z.output<S> } | { ok: false; reason: string } {
  try {
    const decoded = schema.safeParse(JSON.parse(line));
    return decoded.success ? { ok: true, value: decoded.data } : { ok: false, reason: firstIssue(decoded.error) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function readFrom(handle: FileHandle, start: number): Promise<{ buffer: Buffer; bytesRead: number }> {
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(Math.max(0, size - start));
  let bytesRead = 0;
  while (bytesRead < buffer.byteLength) {
    const read = await handle.read(buffer, bytesRead, buffer.byteLength - bytesRead, start + bytesRead);
    if (read.bytesRead === 0) break;
    bytesRead += read.bytesRead;
  }
  return { buffer, bytesRead };
}
