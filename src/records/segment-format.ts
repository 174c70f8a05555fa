/**
 * The bytes of a segment: many records of one length in one file that never changes once it is there. Numbers are
 * little-endian, as on every machine that TensorFlow runs on.
 *
 * | what             | bytes                                                                         |
 * |------------------|-------------------------------------------------------------------------------|
 * | magic, version   | 8, `TLRECS01`                                                                 |
 * | length of header | 4                                                                             |
 * | header           | JSON: key, valuesPerRecord, count; spaces up to a multiple of 8               |
 * | ids              | count x float64: safe integers                                                |
 * | record checksums | count x uint32, CRC-32 of each record                                         |
 * | head checksum    | 4, CRC-32 of everything above                                                 |
 * | records          | count x valuesPerRecord x float32, in the order of the ids                    |
 */
import { crc32 } from "node:zlib";
import { z } from "zod";

const MAGIC = "TLRECS";
const VERSION = "01";
const PREFIX_BYTES = 12;
const ID_BYTES = 8;
const CHECKSUM_BYTES = 4;
/** A header is far shorter; a length above this is damage, and costs no memory. */
const MOST_HEADER_BYTES = 4096;

const headerSchema = z.object({
  key: z.string(),
  valuesPerRecord: z.number().int().positive(),
  count: z.number().int().nonnegative(),
});
type Header = z.infer<typeof headerSchema>;

export interface SegmentHead {
  key: string;
  valuesPerRecord: number;
  /** Where the records begin. */
  headBytes: number;
  ids: Float64Array;
  /** One for each id. */
  checksums: Uint32Array;
}

/**
 * What the beginning of a file is: a whole head; a head that goes on, with its length; `foreign`, written by another
 * version and none of our business; or `damaged`.
 */
export type DecodedHead = SegmentHead | { needsBytes: number } | "foreign" | "damaged";

export const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Magic, header and the head's checksum with a key of 100 characters and the longest numbers. */
const MOST_FIXED_BYTES = 256;

/** How many bytes a segment takes at most. */
export const segmentBytes = (valuesPerRecord: number, count: number): number =>
  MOST_FIXED_BYTES + count * (4 * valuesPerRecord + ID_BYTES + CHECKSUM_BYTES);

export interface EncodedSegment {
  head: SegmentHead;
  bytes: Uint8Array;
}

/** @param records by id, each of that length */
export function encodeSegment(
  key: string,
  valuesPerRecord: number,
  records: ReadonlyMap<number, Float32Array>,
): EncodedSegment {
  const count = records.size;
  const text = JSON.stringify({ key, valuesPerRecord, count } satisfies Header);
  const json = Buffer.from(text.padEnd(text.length + paddingFor(PREFIX_BYTES + Buffer.byteLength(text))));
  const idsAt = PREFIX_BYTES + json.length;
  const checksumsAt = idsAt + count * ID_BYTES;
  const headBytes = checksumsAt + (count + 1) * CHECKSUM_BYTES;
  const file = Buffer.allocUnsafe(headBytes + count * valuesPerRecord * 4);
  file.write(MAGIC + VERSION, 0, "latin1");
  file.writeUInt32LE(json.length, MAGIC.length + VERSION.length);
  json.copy(file, PREFIX_BYTES);
  const ids = Float64Array.from(records.keys());
  const checksums = Uint32Array.from(records.values(), (values) => crc32(bytesOf(values)));
  file.set(new Uint8Array(ids.buffer), idsAt);
  file.set(new Uint8Array(checksums.buffer), checksumsAt);
  let at = headBytes;
  for (const values of records.values()) {
    file.set(bytesOf(values), at);
    at += values.byteLength;
  }
  const headChecksumAt = headBytes - CHECKSUM_BYTES;
  file.writeUInt32LE(crc32(file.subarray(0, headChecksumAt)), headChecksumAt);
  return { head: { key, valuesPerRecord, headBytes, ids, checksums }, bytes: file };
}

/**
 * @param start the first bytes of the file: all that were asked for, or the whole file
 * @param fileBytes how long the file is; one that does not end where its records end is damaged
 */
export function decodeHead(start: Buffer, fileBytes: number): DecodedHead {
  if (start.length < PREFIX_BYTES || start.toString("latin1", 0, MAGIC.length) !== MAGIC) return "damaged";
  const version = start.toString("latin1", MAGIC.length, MAGIC.length + VERSION.length);
  if (version !== VERSION) return /^\d\d$/.test(version) ? "foreign" : "damaged";
  const idsAt = PREFIX_BYTES + start.readUInt32LE(MAGIC.length + VERSION.length);
  if (idsAt > PREFIX_BYTES + MOST_HEADER_BYTES || idsAt > fileBytes || idsAt % ID_BYTES !== 0) return "damaged";
  if (idsAt > start.length) return { needsBytes: idsAt };
  const header = parseHeader(start.toString("utf8", PREFIX_BYTES, idsAt));
  if (header === undefined) return "damaged";
  const { key, valuesPerRecord, count } = header;
  const headBytes = idsAt + count * (ID_BYTES + CHECKSUM_BYTES) + CHECKSUM_BYTES;
  if (headBytes + count * valuesPerRecord * 4 !== fileBytes) return "damaged";
  if (headBytes > start.length) return { needsBytes: headBytes };
  const headChecksumAt = headBytes - CHECKSUM_BYTES;
  if (crc32(start.subarray(0, headChecksumAt)) !== start.readUInt32LE(headChecksumAt)) return "damaged";
  const numbers = Uint8Array.from(start.subarray(idsAt, headChecksumAt)).buffer;
  return {
    key,
    valuesPerRecord,
    headBytes,
    ids: new Float64Array(numbers, 0, count),
    checksums: new Uint32Array(numbers, count * ID_BYTES, count),
  };
}

/** So that the ids lie at a multiple of their size. */
const paddingFor = (length: number): number => (ID_BYTES - (length % ID_BYTES)) % ID_BYTES;

function parseHeader(text: string): Header | undefined {
  try {
    return headerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
