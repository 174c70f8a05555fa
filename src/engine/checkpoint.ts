/**
 * Checkpoints: one file with everything a run needs to go on, written so that a crash at any moment leaves the old
 * one or the new one. The last two are kept, and one that fails its checksum is passed over.
 *
 * Layout: magic, length of the header (u32), header (JSON), tensor bytes, SHA-256 of all that.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { SavedState } from "../training/trial-state";

const MAGIC = Buffer.from("TLCKPT01");
const HASH_BYTES = 32;
const KEPT = 2;

const headerSchema = z.object({
  /** Which job of the run the state belongs to, from 0. */
  job: z.number().int(),
  /** Length of `metrics.jsonl` when the state was taken; rows behind it are trained again. */
  metricsBytes: z.number().int(),
  values: z.record(z.string(), z.unknown()),
  tensors: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.number().int()),
      dtype: z.enum(["float32", "int32"]),
      offset: z.number().int(),
      length: z.number().int(),
    }),
  ),
});

export interface Checkpoint {
  job: number;
  metricsBytes: number;
  /** Absent between two jobs. */
  state: SavedState;
}

function encode({ job, metricsBytes, state }: Checkpoint): Buffer {
  let offset = 0;
  const parts: Buffer[] = [];
  const tensors = state.tensors.map(({ name, shape, dtype, data }) => {
    parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    const entry = { name, shape, dtype, offset, length: data.length };
    offset += data.byteLength;
    return entry;
  });
  const header = Buffer.from(JSON.stringify({ job, metricsBytes, values: state.values, tensors }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const content = Buffer.concat([MAGIC, length, header, ...parts]);
  return Buffer.concat([content, createHash("sha256").update(content).digest()]);
}

function decode(file: Buffer): Checkpoint | undefined {
  const content = file.subarray(0, -HASH_BYTES);
  const isWhole =
    file.length > MAGIC.length + 4 + HASH_BYTES &&
    content.subarray(0, MAGIC.length).equals(MAGIC) &&
    createHash("sha256").update(content).digest().equals(file.subarray(-HASH_BYTES));
  if (!isWhole) return undefined;
  const start = MAGIC.length + 4;
  const end = start + content.readUInt32LE(MAGIC.length);
  const header = headerSchema.parse(JSON.parse(content.subarray(start, end).toString()));
  const bytes = Uint8Array.from(content.subarray(end));
  return {
    job: header.job,
    metricsBytes: header.metricsBytes,
    state: {
      values: header.values,
      tensors: header.tensors.map(({ offset, length, ...tensor }) => {
        const values = tensor.dtype === "int32" ? Int32Array : Float32Array;
        return { ...tensor, data: new values(bytes.buffer, offset, length) };
      }),
    },
  };
}

const numberOf = (name: string): number => Number(/^(\d+)\.ckpt$/.exec(name)?.[1] ?? -1);

async function numbersIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .map(numberOf)
    .filter((number) => number >= 0)
    .sort((a, b) => a - b);
}

const fileOf = (folder: string, number: number): string => path.join(folder, `${String(number).padStart(8, "0")}.ckpt`);

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  await mkdir(folder, { recursive: true });
  const earlier = await numbersIn(folder);
  const file = fileOf(folder, (earlier.at(-1) ?? 0) + 1);
  const handle = await open(`${file}.part`, "w");
  try {
    await handle.writeFile(encode(checkpoint));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
  await syncFolder(folder);
  for (const number of earlier.slice(0, Math.max(0, earlier.length + 1 - KEPT)))
    await rm(fileOf(folder, number), { force: true });
}

/**
 * @param metricsBytes length of `metrics.jsonl`; a checkpoint with rows that were lost since is passed over
 * @returns the newest whole checkpoint; undefined where there is none
 */
export async function readCheckpoint(folder: string, metricsBytes: number): Promise<Checkpoint | undefined> {
  for (const number of (await numbersIn(folder)).reverse()) {
    const checkpoint = decode(await readFile(fileOf(folder, number)));
    if (checkpoint !== undefined && checkpoint.metricsBytes <= metricsBytes) return checkpoint;
  }
  return undefined;
}

/** Makes the rename durable; Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
