/**
 * Records of TensorFlow's event files, one behind the other: the length of the data as 8 bytes, little-endian; the masked
 * sum of these 8 bytes; the data; the masked sum of the data.
 */
import { maskedCrc32c } from "./crc32c";

const LENGTH_BYTES = 8;
const SUM_BYTES = 4;
const HEAD_BYTES = LENGTH_BYTES + SUM_BYTES;

export function recordOf(data: Uint8Array): Buffer {
  const record = Buffer.alloc(HEAD_BYTES + data.byteLength + SUM_BYTES);
  record.writeBigUInt64LE(BigInt(data.byteLength));
  record.writeUInt32LE(maskedCrc32c(record.subarray(0, LENGTH_BYTES)), LENGTH_BYTES);
  record.set(data, HEAD_BYTES);
  record.writeUInt32LE(maskedCrc32c(data), HEAD_BYTES + data.byteLength);
  return record;
}

/** @returns where each whole and sound record ends, up to the first one that is neither */
export function recordEnds(file: Buffer): number[] {
  const ends: number[] = [];
  let start = 0;
  while (start + HEAD_BYTES <= file.byteLength) {
    const size = Number(file.readBigUInt64LE(start));
    const end = start + HEAD_BYTES + size + SUM_BYTES;
    if (end > file.byteLength) break;
    const data = file.subarray(start + HEAD_BYTES, end - SUM_BYTES);
    const isSound =
      file.readUInt32LE(start + LENGTH_BYTES) === maskedCrc32c(file.subarray(start, start + LENGTH_BYTES)) &&
      file.readUInt32LE(end - SUM_BYTES) === maskedCrc32c(data);
    if (!isSound) break;
    ends.push(end);
    start = end;
  }
  return ends;
}
