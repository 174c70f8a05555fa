/** Fingerprints of data: SHA-256 over parts, each preceded by its length, so that no two lists of parts coincide. */
import { createHash, type Hash } from "node:crypto";
import type { ReadOptions } from "./bytes";
import type { RowStore } from "./row-store";

/** Text, or an array whose bytes count. Numbers are little-endian on every platform that Node runs on. */
type FingerprintPart = string | NodeJS.TypedArray;

/** @returns 64 hexadecimal digits */
export function fingerprint(parts: Iterable<FingerprintPart>): string {
  return hashOf(parts).digest("hex");
}

/**
 * The same as if the rows' values were the last part, read piece by piece.
 *
 * @param options progress is told in bytes of the values
 * @throws what the store throws; the reason of the signal
 */
export async function fingerprintWithRows(
  parts: Iterable<FingerprintPart>,
  rows: RowStore,
  { onProgress, signal }: ReadOptions = {},
): Promise<string> {
  const hash = hashOf(parts);
  hash.update(`${rows.bytes}:`);
  let done = 0;
  for await (const piece of rows.pieces()) {
    signal?.throwIfAborted();
    hash.update(piece);
    done += piece.byteLength;
    onProgress?.(done, rows.bytes);
  }
  return hash.digest("hex");
}

function hashOf(parts: Iterable<FingerprintPart>): Hash {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes =
      typeof part === "string" ? Buffer.from(part) : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    hash.update(`${bytes.length}:`);
    hash.update(bytes);
  }
  return hash;
}
