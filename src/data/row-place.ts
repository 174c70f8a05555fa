/** The rows of a data set read where they lie, in a file of the person's own that may change under the reader. */
import { fstatSync } from "node:fs";
import { open } from "node:fs/promises";
import { t } from "@vscode/l10n";
import { notReadable } from "./bytes";
import { fault } from "./fault";
import type { Place } from "./place";
import { RowFile } from "./row-file";
import type { RowForm, RowStore, Values } from "./row-store";

/** A file that is open for reading by position. */
export interface OpenPlace {
  /** Its first bytes, as many as were asked for or as there are. */
  head: Buffer;
  /** Of the whole file. */
  bytes: number;
  /** Gives the file to a store. */
  rows<V extends Values>(offset: number, form: RowForm<V>): RowStore<V>;
  close(): Promise<void>;
}

/**
 * @param headBytes how many of the first bytes to read
 * @throws ProblemError where the file cannot be read
 */
export async function openPlace(place: Place, headBytes: number): Promise<OpenPlace> {
  const handle = await open(place.absolute, "r").catch((error: unknown) => {
    throw notReadable(place, error);
  });
  try {
    const opened = stampOf(handle.fd);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const check = () => {
      const now = stampOf(handle.fd);
      if (now.size !== opened.size || now.mtimeNs !== opened.mtimeNs) throw changed(place);
    };
    // A file that became shorter is one that has changed: that says more than where it ended.
    const unread = (error: unknown) => (isSystem(error) ? notReadable(place, error) : changed(place));
    return {
      head: buffer.subarray(0, bytesRead),
      bytes: Number(opened.size),
      rows: (offset, form) => new RowFile({ handle, offset, form, check, unread }),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw notReadable(place, error);
  }
}

/** What an open file says of itself is in memory: asking takes no longer than a call. */
const stampOf = (descriptor: number) => {
  const { size, mtimeNs } = fstatSync(descriptor, { bigint: true });
  return { size, mtimeNs };
};

const isSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

const changed = (place: Place) =>
  fault(
    "changed",
    place.path,
    t(
      "was changed after it was opened, so the examples are no longer those that this run began with; start a new run, and leave the file as it is until the run has ended",
    ),
  );
