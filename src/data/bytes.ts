/** Reads a file piece by piece, unpacking gzip on the way, with progress and cancelling. */
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { t } from "@vscode/l10n";
import { fault, reasonOf } from "./fault";
import type { Place } from "./place";
import type { OpenOptions } from "./types";

/** What of the options of a data set concerns reading one of its files. */
export type ReadOptions = { [K in "onProgress" | "signal"]?: OpenOptions[K] | undefined };

const CHUNK_BYTES = 1 << 18;

export const isGzip = (name: string): boolean => /\.gz$/i.test(name);

/**
 * @yields the bytes of the file in order, unpacked where its name ends in `.gz`
 * @throws ProblemError where the file cannot be read or its gzip data are broken; the reason of the signal
 */
export async function* readBytes(place: Place, options: ReadOptions = {}): AsyncGenerator<Buffer, void, void> {
  options.signal?.throwIfAborted();
  const file = createReadStream(place.absolute, { highWaterMark: CHUNK_BYTES });
  const stream = isGzip(place.absolute) ? pipeline(file, createGunzip(), errorsReachTheReader) : file;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      options.signal?.throwIfAborted();
      options.onProgress?.(file.bytesRead, place.bytes);
      yield chunk;
    }
  } catch (error) {
    throw streamFault(place, error);
  } finally {
    file.destroy();
  }
}

/** The first bytes of a file, unpacked: up to `limit`, or all there are. */
export async function readHead(place: Place, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readBytes(place)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** For the end of a `pipeline` whose last stream is iterated over: errors come out there. */
export const errorsReachTheReader = (): undefined => undefined;

function streamFault(place: Place, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (String(error.code).startsWith("Z_")) {
    return fault("broken-gzip", place.path, t("is not a whole gzip file ({0}); fetch or pack it again", error.message));
  }
  return "syscall" in error ? notReadable(place, error) : error;
}

/** For what the system refuses. */
export const notReadable = (place: Place, error: unknown) =>
  fault("not-readable", place.path, t("cannot be read ({0}); check its permissions", reasonOf(error)));
