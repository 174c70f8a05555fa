/** Fingerprints of data: SHA-256 over parts, each preceded by its length, so that no two lists of parts coincide. */
import { createHash } from "node:crypto";

/** Text, or an array whose bytes count. Numbers are little-endian on every platform that Node runs on. */
type FingerprintPart = string | NodeJS.TypedArray;

/** @returns 64 hexadecimal digits */
export function fingerprint(parts: Iterable<FingerprintPart>): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes =
      typeof part === "string" ? Buffer.from(part) : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    hash.update(`${bytes.length}:`);
    hash.update(bytes);
  }
  return hash.digest("hex");
}
