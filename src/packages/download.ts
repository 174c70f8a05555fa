/**
 * Downloads one file of known content. The bytes stream to `<to>.part`, which a later call continues; the file itself
 * appears by one rename, and only once its hash is right.
 */
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { integrityOf, type Integrity } from "./integrity";
import { failure, fileFailure, reasonOf } from "./problems";
import type { TaskOptions } from "./progress";
import { ProblemError } from "../protocol/problem";

export interface Download extends TaskOptions {
  url: string;
  integrity: Integrity;
  /** Path of the finished file; its folder is made. */
  to: string;
  /** What the progress says. */
  stage: string;
}

const rangeNotSatisfiable = 416;

/**
 * A cut connection is taken up again for as long as each try brings new bytes.
 *
 * @throws ProblemError `download/unreachable`, `download/refused`, `download/wrong-hash` (the bad file is removed),
 *   `cache/disk-full`, `cache/not-writable`; the signal's reason when it is aborted (the part stays)
 */
export async function downloadFile(download: Download): Promise<void> {
  const part = `${download.to}.part`;
  try {
    await mkdir(dirname(download.to), { recursive: true });
    await fetchWhole(download, part);
    await verifyFile(part, download);
    await rename(part, download.to);
  } catch (error) {
    download.signal?.throwIfAborted();
    throw fileFailure(error, download.to);
  }
}

/** @throws ProblemError `download/wrong-hash`, after removing `file` */
export async function verifyFile(
  file: string,
  { url, integrity, signal }: Pick<Download, "url" | "integrity" | "signal">,
): Promise<void> {
  const received = await integrityOf(file, integrity, signal);
  if (received === integrity) return;
  await rm(file, { force: true });
  throw failure(
    "download/wrong-hash",
    url,
    `must have the hash ${integrity}, got ${received}; the file was removed. Try again; if it stays so, a proxy or a mirror changes the file`,
  );
}

async function fetchWhole(download: Download, part: string): Promise<void> {
  for (;;) {
    const before = await sizeOf(part);
    try {
      await fetchRest(download, part, before);
      return;
    } catch (error) {
      download.signal?.throwIfAborted();
      if (error instanceof ProblemError || isFileError(error)) throw error;
      if ((await sizeOf(part)) > before) continue;
      throw failure(
        "download/unreachable",
        download.url,
        `cannot be downloaded: ${reasonOf(error)}. Check the connection, then try again`,
      );
    }
  }
}

async function fetchRest(download: Download, part: string, have: number): Promise<void> {
  const { url, signal, stage } = download;
  const response = await fetch(url, {
    headers: { "accept-encoding": "identity", ...(have > 0 && { range: `bytes=${have}-` }) },
    signal: signal ?? null,
  });
  if (response.status === rangeNotSatisfiable && have > 0) {
    await response.body?.cancel();
    if ((await integrityOf(part, download.integrity, signal)) === download.integrity) return;
    await truncate(part);
    await fetchRest(download, part, 0);
    return;
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw failure("download/refused", url, `the server answered ${response.status} ${response.statusText}`.trimEnd());
  }
  const start = response.status === 206 ? have : 0;
  const rest = Number(response.headers.get("content-length") ?? Number.NaN);
  const totalBytes = Number.isNaN(rest) ? undefined : start + rest;
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
    countBytes(start, (doneBytes) => {
      download.onProgress?.({ stage, doneBytes, ...(totalBytes !== undefined && { totalBytes }) });
    }),
    createWriteStream(part, { flags: start > 0 ? "a" : "w" }),
    { signal },
  );
}

function countBytes(start: number, report: (doneBytes: number) => void): Transform {
  let done = start;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, callback): void {
      done += chunk.byteLength;
      report(done);
      callback(null, chunk);
    },
  });
}

/** A failure of this machine's disk, as opposed to one of the connection. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "path" in error;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}
