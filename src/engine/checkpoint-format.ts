/**
 * The bytes of a checkpoint: magic with the version, length of the header (u32), header (JSON), tensors, SHA-256 of all
 * that. Numbers are little-endian.
 *
 * Magic and SHA-256 stand at the same places in every version, so that a whole file of another version can be told from
 * a damaged one. Change the version whenever a file of today could not be read any more.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { firstIssue } from "../runs/json-file";
import type { SavedState } from "../training/trial-state";

const MAGIC = "TLCKPT";
const VERSION = "02";
const HEADER_AT = MAGIC.length + VERSION.length + 4;
const HASH_BYTES = 32;
const VALUE_BYTES = 4;

const count = z.number().int().nonnegative();
const tensorSchema = z.object({
  name: z.string(),
  shape: z.array(count),
  dtype: z.enum(["float32", "int32"]),
  /** Bytes from the first tensor to this one. */
  offset: count.multipleOf(VALUE_BYTES),
  /** Values. */
  length: count,
});
type TensorEntry = z.infer<typeof tensorSchema>;

const headerSchema = z.object({
  job: z.number().int(),
  metricsBytes: count,
  values: z.record(z.string(), z.unknown()),
  tensors: z.array(tensorSchema),
});

export interface Checkpoint {
  /** Which job of the run the state belongs to, from 0. */
  job: number;
  /** Length of `metrics.jsonl` when the state was taken; rows behind it are trained again. */
  metricsBytes: number;
  state: SavedState;
}

/** `reason` says what is wrong with the file, what was expected and what was got. */
export type Decoded = { ok: true; checkpoint: Checkpoint } | { ok: false; reason: string };

export function encodeCheckpoint({ job, metricsBytes, state }: Checkpoint): Buffer {
  let offset = 0;
  const parts: Buffer[] = [];
  const tensors = state.tensors.map(({ name, shape, dtype, data }): TensorEntry => {
    parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    const entry = { name, shape, dtype, offset, length: data.length };
    offset += data.byteLength;
    return entry;
  });
  const header = Buffer.from(JSON.stringify({ job, metricsBytes, values: state.values, tensors }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const content = Buffer.concat([Buffer.from(MAGIC + VERSION), length, header, ...parts]);
  return Buffer.concat([content, sha256(content)]);
}

/** Never throws for what is wrong with the file. */
export function decodeCheckpoint(file: Buffer): Decoded {
  const reason = faultOf(file);
  if (reason !== undefined) return { ok: false, reason };
  const content = file.subarray(0, -HASH_BYTES);
  const end = HEADER_AT + content.readUInt32LE(HEADER_AT - 4);
  const header = decodeHeader(content.subarray(HEADER_AT, end).toString());
  if (!header.ok) return { ok: false, reason: otherForm(header.reason) };
  const { tensors, job, metricsBytes, values } = header.value;
  // A copy of their own, so that they start where typed arrays may start.
  const bytes = new Uint8Array(content.subarray(end));
  const misplaced = tensors.find((tensor) => !fits(tensor, bytes.length));
  if (misplaced !== undefined) {
    const { name, shape, offset, length } = misplaced;
    const place = `${length} values from byte ${offset} of ${bytes.length}`;
    return { ok: false, reason: otherForm(`${place} for the tensor ${name} of shape [${shape.join()}]`) };
  }
  const read = ({ offset, length, ...tensor }: TensorEntry) => {
    const values = tensor.dtype === "int32" ? Int32Array : Float32Array;
    return { ...tensor, data: new values(bytes.buffer, offset, length) };
  };
  return { ok: true, checkpoint: { job, metricsBytes, state: { values, tensors: tensors.map(read) } } };
}

/** Whether the file is whole and of this version. */
function faultOf(file: Buffer): string | undefined {
  const least = HEADER_AT + HASH_BYTES;
  if (file.length < least) return `it is cut short: expected at least ${least} bytes, got ${file.length}`;
  const magic = file.toString("latin1", 0, MAGIC.length);
  if (magic !== MAGIC) return `it is damaged: expected "${MAGIC}" at its beginning, got ${JSON.stringify(magic)}`;
  const expected = file.toString("hex", file.length - HASH_BYTES);
  const got = sha256(file.subarray(0, -HASH_BYTES)).toString("hex");
  if (got !== expected) {
    return `it is damaged or cut short: expected content with the SHA-256 ${expected.slice(0, 12)}…, got ${got.slice(0, 12)}…`;
  }
  const version = file.toString("latin1", MAGIC.length, MAGIC.length + VERSION.length);
  if (version === VERSION) return undefined;
  const which = version > VERSION ? "a newer" : "an older";
  return `it is whole, but ${which} version of Transfer Lab wrote it: expected format ${VERSION}, got ${JSON.stringify(version)}`;
}

const otherForm = (got: string): string =>
  `it is whole, but another version of Transfer Lab wrote it: expected a header of format ${VERSION}, got ${got}`;

type Header = { ok: true; value: z.infer<typeof headerSchema> } | { ok: false; reason: string };

function decodeHeader(text: string): Header {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: `no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const decoded = headerSchema.safeParse(value);
  return decoded.success
    ? { ok: true, value: decoded.data }
    : { ok: false, reason: `another one: ${firstIssue(decoded.error)}` };
}

function fits({ shape, offset, length }: TensorEntry, bytes: number): boolean {
  const values = shape.reduce((product, side) => product * side, 1);
  return values === length && offset + length * VALUE_BYTES <= bytes;
}

const sha256 = (content: Buffer): Buffer => createHash("sha256").update(content).digest();
