/**
 * Gathers the rows of a data set while they are decoded. Few stay in memory; many go into a temporary file without a
 * name, which is gone when it is closed or the process ends. (On Windows an open file keeps its name until it is closed.)
 */
import { randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { t } from "@vscode/l10n";
import { fault, reasonOf } from "./fault";
import { RowFile } from "./row-file";
import { MEMORY_BYTES, rowBytesOf, rowsInMemory, type RowForm, type RowStore, type Values } from "./row-store";

/** Written at a time. */
const BLOCK_BYTES = 1 << 20;
const FIRST_BYTES = 1 << 14;

interface SpoolFile {
  handle: FileHandle;
  /** Called once the handle is closed. */
  remove: () => Promise<void>;
}

interface SpoolOptions {
  /** How many bytes will come, where known: then they are gathered without a second copy. */
  expected?: number;
  /** A new empty file to read and write. */
  openFile?: () => Promise<SpoolFile>;
}

export class RowSpool {
  /** Bytes gathered so far. */
  length = 0;
  /** What is not in the file yet, from the beginning. */
  #memory: Uint8Array<ArrayBuffer>;
  #held = 0;
  #limit: number;
  #file: SpoolFile | undefined;
  readonly #openFile: () => Promise<SpoolFile>;

  constructor({ expected, openFile = openTemporary }: SpoolOptions = {}) {
    const fits = expected === undefined || expected <= MEMORY_BYTES;
    this.#limit = fits ? MEMORY_BYTES : BLOCK_BYTES;
    this.#memory = new Uint8Array(fits ? (expected ?? FIRST_BYTES) : BLOCK_BYTES);
    this.#openFile = openFile;
  }

  /** Takes the next bytes, copying them. Call `drain` before more where `isDue`. */
  append(bytes: Uint8Array): void {
    const needed = this.#held + bytes.length;
    if (needed > this.#memory.length) {
      const larger = new Uint8Array(Math.max(needed, this.#memory.length * 2));
      larger.set(this.#memory.subarray(0, this.#held));
      this.#memory = larger;
    }
    this.#memory.set(bytes, this.#held);
    this.#held = needed;
    this.length += bytes.length;
  }

  /** Whether more is held in memory than should be. */
  get isDue(): boolean {
    return this.#held > this.#limit;
  }

  /** @throws ProblemError where the folder for temporary files is full or cannot be written */
  async drain(): Promise<void> {
    if (this.isDue) await this.#write();
  }

  /**
   * Ends the gathering: the store has it from now on.
   *
   * @param form of as many bytes as have come
   * @throws ProblemError like `drain`; the spool is closed then
   */
  async finish<V extends Values>(form: RowForm<V>): Promise<RowStore<V>> {
    if (this.length !== rowBytesOf(form) * form.count)
      throw new RangeError(`${form.count} rows of ${rowBytesOf(form)} bytes are not ${this.length} bytes`);
    if (this.#file === undefined && !this.isDue) return rowsInMemory(this.#memory.subarray(0, this.#held), form);
    try {
      await this.#write();
    } catch (error) {
      await this.close();
      throw error;
    }
    return this.#handOver(form);
  }

  /** Gives up what was gathered. Does nothing to a store that was made of it. */
  async close(): Promise<void> {
    this.#memory = new Uint8Array(0);
    this.#held = 0;
    const file = this.#file;
    this.#file = undefined;
    await file?.handle.close();
    await file?.remove();
  }

  #handOver<V extends Values>(form: RowForm<V>): RowStore<V> {
    if (this.#file === undefined) throw new Error("nothing was written");
    const { handle, remove } = this.#file;
    this.#file = undefined;
    this.#memory = new Uint8Array(0);
    const check = () => undefined;
    return new RowFile({ handle, offset: 0, form, check, unread: temporaryFault, onClosed: remove });
  }

  async #write(): Promise<void> {
    const start = this.length - this.#held;
    try {
      this.#file ??= await this.#openFile();
      for (let done = 0; done < this.#held;) {
        const { bytesWritten } = await this.#file.handle.write(this.#memory, done, this.#held - done, start + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw temporaryFault(error);
    }
    this.#held = 0;
    this.#limit = BLOCK_BYTES;
    if (this.#memory.length > 2 * BLOCK_BYTES) this.#memory = new Uint8Array(BLOCK_BYTES);
  }
}

async function openTemporary(): Promise<SpoolFile> {
  const file = path.join(os.tmpdir(), `transfer-lab-rows-${randomUUID()}`);
  const handle = await open(file, "wx+", 0o600);
  const remove = () => rm(file, { force: true });
  if (process.platform === "win32") return { handle, remove };
  await remove();
  return { handle, remove: () => Promise.resolve() };
}

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

function temporaryFault(error: unknown): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const variable = process.platform === "win32" ? "TEMP" : "TMPDIR";
  const wayOut = t("set {0} to a folder with more, then run again", variable);
  return FULL.has(code)
    ? fault(
        "temporary-folder-full",
        os.tmpdir(),
        t(
          "has no space for the unpacked values of a data set that is too large for memory; free some space here, or {0}",
          wayOut,
        ),
      )
    : fault(
        "temporary-folder",
        os.tmpdir(),
        t(
          "cannot hold the unpacked values of a data set that is too large for memory ({0}); allow it, or {1}",
          reasonOf(error),
          wayOut,
        ),
      );
}
