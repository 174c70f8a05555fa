/**
 * A file of word vectors that is read by offset: the words are in memory after a few milliseconds, and a vector is read
 * from the disk when it is asked for.
 *
 *     header   8 bytes of name and version; dimensions, count, bytes of the words, CRC-32 of the index: uint32 each;
 *              SHA-256 of the rows
 *     rows     for each word: its vector, float32; CRC-32 of that
 *     index    words in the order of their UTF-8 bytes: the row of each, uint32; where each ends in what follows, uint32;
 *              the words themselves, one after the other
 *
 * All numbers are little-endian. Rows keep the order in which they were written, in which more frequent words come first
 * where the origin has them so.
 */
import { crc32 } from "node:zlib";

/** Of the vectors in a folder of their own. */
export const VECTORS_FILE = "vectors.bin";

const NAME = Buffer.from("TLWORDS1", "latin1");
export const HEADER_BYTES = 56;

export interface VectorsHeader {
  dimensions: number;
  count: number;
  wordBytes: number;
  indexCrc: number;
  /** SHA-256. */
  rowsHash: Uint8Array;
}

export function encodeHeader({ dimensions, count, wordBytes, indexCrc, rowsHash }: VectorsHeader): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  NAME.copy(header);
  [dimensions, count, wordBytes, indexCrc].forEach((value, place) => header.writeUInt32LE(value, 8 + 4 * place));
  header.set(rowsHash, 24);
  return header;
}

/** @returns undefined where the bytes are not the beginning of such a file */
export function decodeHeader(bytes: Buffer): VectorsHeader | undefined {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, NAME.length).equals(NAME)) return undefined;
  const [dimensions = 0, count = 0, wordBytes = 0, indexCrc = 0] = [8, 12, 16, 20].map((at) => bytes.readUInt32LE(at));
  return { dimensions, count, wordBytes, indexCrc, rowsHash: bytes.subarray(24, HEADER_BYTES) };
}

export const rowBytes = ({ dimensions }: Pick<VectorsHeader, "dimensions">): number => 4 * dimensions + 4;

export const indexStart = (header: VectorsHeader): number => HEADER_BYTES + header.count * rowBytes(header);

export const indexBytes = ({ count, wordBytes }: VectorsHeader): number => 8 * count + wordBytes;

/** @returns the vector with its checksum behind it */
export function encodeRow(vector: Float32Array): Buffer {
  const row = Buffer.alloc(rowBytes({ dimensions: vector.length }));
  new Float32Array(row.buffer, row.byteOffset, vector.length).set(vector);
  row.writeUInt32LE(crc32(row.subarray(0, -4)), row.length - 4);
  return row;
}

/** @returns undefined where the checksum is another one */
export function decodeRow(row: Uint8Array<ArrayBuffer>): Float32Array | undefined {
  const bytes = Buffer.from(row.buffer, row.byteOffset, row.length);
  if (crc32(bytes.subarray(0, -4)) !== bytes.readUInt32LE(row.length - 4)) return undefined;
  return new Float32Array(row.buffer.slice(row.byteOffset, row.byteOffset + row.length - 4));
}
