/** Files for tests of data sets, made when a test runs and removed after it. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { zipSync } from "fflate";
import { openDataset } from "../../../src/data/open";
import { ProblemError } from "../../../src/protocol/problem";
import type { Dataset, Interpretation } from "../../../src/data/types";

/** Runs a piece of work in an empty folder that is removed afterwards. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "transfer-lab-data-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files below a folder, by their paths. */
export async function write(folder: string, files: Files): Promise<void> {
  for (const [name, contents] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
}

/** Opens one of the given files, lets the work look at it and closes it. */
export async function withData(
  files: Files,
  name: string,
  work: (dataset: Dataset) => Promise<void> | void,
  options: Interpretation = {},
): Promise<void> {
  await inFolder(async (base) => {
    await write(base, files);
    const dataset = await openDataset(name, { base, ...options });
    await work(dataset);
    await dataset.close();
  });
}

/** The whole message with which opening one of the given files fails. */
export async function messageOf(files: Files, name: string, options: Interpretation = {}): Promise<string> {
  return failure(() => withData(files, name, () => undefined, options));
}

/** The message of the problem that the work throws. */
export async function failure(work: () => Promise<unknown>): Promise<string> {
  const error: unknown = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `expected a ProblemError, got ${String(error)}`);
  return error.message;
}

/** A one-coloured picture in a format that sharp writes. */
export const picture = (
  format: "png" | "jpeg" | "webp" | "tiff",
  [height, width]: readonly [number, number],
  background: string,
): Promise<Buffer> => {
  const image = sharp({ create: { width, height, channels: 3, background } });
  return (format === "tiff" ? image.tiff({ compression: "lzw" }) : image.toFormat(format)).toBuffer();
};

/** An IDX file of unsigned bytes. */
export function idx(shape: readonly number[], values: readonly number[]): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.writeUInt32BE(0x800 + shape.length, 0);
  shape.forEach((side, axis) => head.writeUInt32BE(side, 4 + 4 * axis));
  return Buffer.concat([head, Buffer.from(values)]);
}

/** An .npy file. */
export function npy(dtype: string, shape: readonly number[], values: NodeJS.TypedArray, order = "False"): Uint8Array {
  const sides = shape.map((side) => `${side},`).join(" ");
  const text = `{'descr': '${dtype}', 'fortran_order': ${order}, 'shape': (${sides}), }`;
  const header = `${text.padEnd(117)}\n`;
  const head = Buffer.from(`\x93NUMPY\x01\x00..${header}`, "latin1");
  head.writeUInt16LE(header.length, 8);
  return Buffer.concat([head, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}

export const npz = (arrays: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, array])));

/** Float32 values rounded for comparison. */
export const rounded = (values: Float32Array, digits = 4): number[] =>
  Array.from(values, (value) => Number(value.toFixed(digits)) + 0);
