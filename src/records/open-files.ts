/**
 * Files that are read again and again, kept open: a shuffled epoch comes back to the same few segments in each batch.
 * The number of open files is bounded, and one that is being read is not closed under its reader.
 */
import { open, type FileHandle } from "node:fs/promises";

interface OpenFile {
  handle: Promise<FileHandle>;
  readers: number;
  /** To be closed by its last reader. */
  dropped: boolean;
}

export class OpenFiles {
  /** By path, the longest unused first. */
  readonly #files = new Map<string, OpenFile>();
  readonly #closing = new Set<Promise<void>>();

  #limit: number;

  /** @param limit how many stay open between two uses; opening costs as much as reading, and systems allow thousands */
  constructor(limit = 512) {
    this.#limit = limit;
  }

  /**
   * @returns what `work` returns
   * @throws the system's errors of opening, and what `work` throws
   */
  async use<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    const file = this.#files.get(path) ?? { handle: open(path, "r"), readers: 0, dropped: false };
    this.#files.delete(path);
    this.#files.set(path, file);
    file.readers += 1;
    try {
      return await work(await file.handle);
    } catch (error) {
      // What could not be opened is tried anew next time; and nothing is lost by opening a file again.
      if (this.#files.get(path) === file) this.#files.delete(path);
      file.dropped = true;
      throw error;
    } finally {
      file.readers -= 1;
      if (file.dropped && file.readers === 0) this.#close(file);
      this.#closeSurplus();
    }
  }

  /** Closes a file as soon as nobody reads it: it is to be removed. */
  drop(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#files.delete(path);
    file.dropped = true;
    if (file.readers === 0) this.#close(file);
  }

  /** Closes all. A file that is in use is closed by its last reader, and from now on none stays open. */
  async close(): Promise<void> {
    this.#limit = 0;
    for (const path of [...this.#files.keys()]) this.drop(path);
    await Promise.all(this.#closing);
  }

  #closeSurplus(): void {
    for (const [path, file] of this.#files) {
      if (this.#files.size <= this.#limit) return;
      if (file.readers === 0) this.drop(path);
    }
  }

  #close(file: OpenFile): void {
    const closing = file.handle
      .then((handle) => handle.close())
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
