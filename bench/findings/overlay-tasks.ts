/**
 * Tasks on pictures of two overlapping digits, made from the sample data "overlays": which digit is at the upper left,
 * which at the lower right, their sum as a number in several units, and a coin that says nothing of the picture.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDataset } from "../../src/data/open";
import { randomFor } from "../../src/math/random";
import { encodeNpz } from "../../src/sample/npz-writer";

/** Pixels a side: each is the mean of 2x2, so that many seeds are affordable. */
const side = 18;

/**
 * @param overlays folder of the sample data, with `train.npz` and `test.npz`
 * @param to folder for the two files, which is made. Arrays: `x` [n, 18, 18, 1], the classes `left`, `right` and `coin`
 *   (a random one of ten for each picture), and the numbers `sum`, in standard deviations of the training sums from
 *   their mean, `sum-large` (ten times that: its squared error is 100 times as large) and `sum-small` (a tenth)
 */
export async function writeOverlayTasks(overlays: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const train = await readOverlays(path.join(overlays, "train.npz"));
  const sums = train.left.map((left, row) => left + (train.right[row] ?? 0));
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
  const std = Math.sqrt(sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sums.length);
  const parts = { train, test: await readOverlays(path.join(overlays, "test.npz")) };
  for (const [part, { pictures, left, right }] of Object.entries(parts)) {
    const coin = randomFor("overlay tasks", "coin", part);
    const sum = left.map((one, row) => (one + (right[row] ?? 0) - mean) / std);
    const count = left.length;
    const digits = (values: readonly number[]) => ({ shape: [count], values: Uint8Array.from(values) });
    const numbers = (scale: number) => ({ shape: [count], values: Float32Array.from(sum, (value) => scale * value) });
    const arrays = {
      x: { shape: [count, side, side, 1], values: pictures },
      left: digits(left),
      right: digits(right),
      coin: digits(left.map(() => coin.integer(0, 9))),
      parity: digits(left.map((one) => one % 2)),
      sum: numbers(1),
      "sum-large": numbers(10),
      "sum-small": numbers(0.1),
    };
    await writeFile(path.join(to, `${part}.npz`), encodeNpz(arrays));
  }
}

interface Overlays {
  /** [n, 18, 18], bytes. */
  pictures: Uint8Array;
  left: number[];
  right: number[];
}

async function readOverlays(file: string): Promise<Overlays> {
  const labelled = async (label: string) => openDataset(file, { base: "/", label });
  const [left, right] = [await labelled("left"), await labelled("right")];
  try {
    const rows = Array.from({ length: left.count }, (_, row) => row);
    const values = await left.read(rows, [2 * side, 2 * side, 1]);
    const digitsOf = ({ classes, labels }: typeof left) => Array.from(labels, (label) => Number(classes[label]));
    return { pictures: halved(values), left: digitsOf(left), right: digitsOf(right) };
  } finally {
    await left.close();
    await right.close();
  }
}

/** Means of 2x2 values 0..1, as bytes. */
function halved(values: Float32Array): Uint8Array {
  const wide = 2 * side;
  return Uint8Array.from({ length: values.length / 4 }, (_, index) => {
    const row = 2 * Math.floor(index / side);
    const at = row * wide + 2 * (index % side);
    const four = [at, at + 1, at + wide, at + wide + 1].map((place) => values[place] ?? 0);
    return Math.round((255 * four.reduce((sum, value) => sum + value, 0)) / 4);
  });
}
