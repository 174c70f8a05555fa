/** Hashes of files in the form that npm uses and browsers share: `sha512-<base64>`, `sha256-<base64>`. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export type Integrity = `sha256-${string}` | `sha512-${string}`;

/** @param hex 64 hexadecimal digits, as `sha256sum` and PyPI print them */
export function fromSha256(hex: string): Integrity {
  return `sha256-${Buffer.from(hex, "hex").toString("base64")}`;
}

/** @returns the file's hash, by the algorithm of `like` */
export async function integrityOf(file: string, like: Integrity, signal?: AbortSignal): Promise<Integrity> {
  const algorithm = like.startsWith("sha512-") ? "sha512" : "sha256";
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { signal });
  return `${algorithm}-${hash.digest("base64")}`;
}
