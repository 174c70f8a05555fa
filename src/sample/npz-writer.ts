/**
 * Writes NPZ files, the archives of arrays that `numpy.load` reads.
 *
 * @see NumPy Enhancement Proposal 1, A Simple File Format for NumPy Arrays
 */
import { zipSync } from "fflate";

interface NpzArray {
  /** Its product is the number of values. */
  shape: readonly number[];
  /** Row-major. */
  values: Uint8Array | Float32Array;
}

/** The earliest time that a zip archive can name, so that the same arrays give the same bytes. */
const noTime = new Date(1980, 0, 1);

/** @param arrays by the names that they are read with */
export function encodeNpz(arrays: Readonly<Record<string, NpzArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, encodeNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { mtime: noTime });
}

/** Version 1: a magic text, the header's length, the header, padded so that the values begin at a multiple of 64. */
function encodeNpy({ shape, values }: NpzArray): Uint8Array {
  const dtype = values instanceof Uint8Array ? "|u1" : "<f4";
  const sides = shape.map((side) => `${side},`).join(" ");
  const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${sides}), }`;
  const start = Buffer.from("\x93NUMPY\x01\x00--", "latin1");
  const length = Math.ceil((start.length + header.length + 1) / 64) * 64 - start.length;
  start.writeUInt16LE(length, 8);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([start, Buffer.from(`${header.padEnd(length - 1)}\n`, "latin1"), bytes]);
}
