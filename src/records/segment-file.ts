/**
 * Segment files: written whole under another name, made durable and only then given their own, so that a crash at any
 * moment leaves a segment or none; and read by anyone without a lock, since a segment never changes.
 *
 * A name begins with the time of writing, so that names sort from old to new.
 */
import { randomBytes } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { syncFolder } from "../runs/sync-folder";
import { crc32 } from "node:zlib";
import { bytesOf, decodeHead, type DecodedHead, type SegmentHead } from "./segment-format";

const segmentName = /^(\d{15})-[0-9a-f]{16}\.records$/;
const partName = /^\d{15}-[0-9a-f]{16}\.part$/;
/** Enough for the heads of most segments, so that they take one read. */
const FIRST_READ_BYTES = 16 * 1024;
/** How much one read of neighbouring records takes at most; systems take no more than some thousand pieces at once. */
const RUN_BYTES = 8 * 1024 * 1024;
const RUN_RECORDS = 256;

/** @param stamp milliseconds since 1970, or a little more where two names would have the same */
export const newSegmentName = (stamp: number): string =>
  `${String(stamp).padStart(15, "0")}-${randomBytes(8).toString("hex")}.records`;

export const isSegmentName = (name: string): boolean => segmentName.test(name);
/** Of a segment that is being written, or was when its writer died. */
export const isPartName = (name: string): boolean => partName.test(name);
export const stampOf = (name: string): number => Number(segmentName.exec(name)?.[1] ?? 0);

/**
 * Writes a segment into a folder that is there.
 *
 * @param file its final name
 * @throws the system's errors, with nothing left behind
 */
export async function writeSegment(file: string, bytes: Uint8Array): Promise<void> {
  const part = file.replace(/\.records$/, ".part");
  try {
    const handle = await open(part, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
  // Some file systems cannot; the segment is there all the same, and at worst it is computed again.
  await syncFolder(path.dirname(file)).catch(() => undefined);
}

/** What a file holds without its records; milliseconds since 1970. */
export interface FileHead {
  head: Exclude<DecodedHead, { needsBytes: number }>;
  modifiedMs: number;
}

export async function readHead(handle: FileHandle): Promise<FileHead> {
  const { size, mtimeMs: modifiedMs } = await handle.stat();
  let wanted = Math.min(size, FIRST_READ_BYTES);
  for (;;) {
    const start = Buffer.allocUnsafe(wanted);
    const { bytesRead } = await handle.read(start, 0, wanted, 0);
    if (bytesRead < wanted) return { head: "damaged", modifiedMs };
    const head = decodeHead(start, size);
    if (head === "foreign" || head === "damaged" || "ids" in head) return { head, modifiedMs };
    wanted = head.needsBytes;
  }
}

/**
 * Reads records, neighbours at once.
 *
 * @param positions ascending, from 0, each once
 * @returns by position, without those that fail their checksum or are not there
 */
export async function readRecords(
  handle: FileHandle,
  head: SegmentHead,
  positions: readonly number[],
): Promise<Map<number, Float32Array>> {
  const recordBytes = head.valuesPerRecord * 4;
  const records = new Map<number, Float32Array>();
  const readRun = async ([first, count]: readonly [number, number]): Promise<void> => {
    const run = Array.from({ length: count }, () => new Float32Array(head.valuesPerRecord));
    const pieces = run.map(bytesOf);
    const { bytesRead } = await handle.readv(pieces, head.headBytes + first * recordBytes);
    for (const [index, values] of run.entries()) {
      const isThere = (index + 1) * recordBytes <= bytesRead;
      if (isThere && crc32(bytesOf(values)) === head.checksums[first + index]) records.set(first + index, values);
    }
  };
  await Promise.all(runsOf(positions, Math.min(RUN_RECORDS, Math.ceil(RUN_BYTES / recordBytes))).map(readRun));
  return records;
}

/** @returns first position and length of each row of neighbours */
function runsOf(positions: readonly number[], atMost: number): [number, number][] {
  const runs: [number, number][] = [];
  for (const position of positions) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === position && last[1] < atMost) last[1] += 1;
    else runs.push([position, 1]);
  }
  return runs;
}
