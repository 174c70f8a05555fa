import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import sharp from "sharp";
import { describe, it } from "mocha";
import { writeMnistM } from "../../../src/sample/mnist-m";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const side = 28;
const photographs = 25;

/** Five pictures of each digit: number n, from 1 to 50, is black but for its first pixel, which has the grey value n. */
function writeDigits(folder: string): void {
  mkdirSync(path.join(folder, "src", "digits"), { recursive: true });
  for (let digit = 0; digit < 10; digit++) {
    const data = Array.from({ length: 5 }, (_, index) => {
      const picture = Array<number>(side * side).fill(0);
      picture[0] = (digit * 5 + index + 1) / 255;
      return picture;
    });
    writeFileSync(path.join(folder, "src", "digits", `${digit}.json`), JSON.stringify({ data: data.flat() }));
  }
}

/** Each photograph has one grey value, 100 for the first, 106 for the second and so on; one more has another name. */
async function writePhotographs(folder: string): Promise<void> {
  const to = path.join(folder, "dist", "demo", "photos");
  mkdirSync(to, { recursive: true });
  const write = async (name: string, grey: number) => {
    const background = { r: grey, g: grey, b: grey };
    const picture = sharp({ create: { width: 40, height: 30, channels: 3, background } });
    writeFileSync(path.join(to, name), await picture.jpeg({ quality: 100 }).toBuffer());
  };
  for (let index = 0; index < photographs; index++)
    await write(`${String(index).padStart(2, "0")}-500.jpg`, 100 + 6 * index);
  await write("00-1500.jpg", 10);
}

interface Picture {
  label: number | undefined;
  values: Buffer;
}

/** The pictures of a file; the header of an array ends with a line feed. */
function picturesIn(file: string): Picture[] {
  const arrays = Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => {
    const header = 10 + Buffer.from(bytes).readUInt16LE(8);
    return [path.basename(name, ".npy"), Buffer.from(bytes.subarray(header))] as const;
  });
  const { x = Buffer.of(), y = Buffer.of() } = Object.fromEntries(arrays);
  const each = x.length / y.length;
  return Array.from(y, (label, row) => ({ label, values: x.subarray(row * each, (row + 1) * each) }));
}

/** Which photograph a picture is laid over, by its last pixel, where every digit is black. */
const photographOf = ({ values }: Picture): number => Math.round(((values.at(-1) ?? NaN) - 100) / 6);

describe("writeMnistM", () => {
  const folder = useTemporaryFolder("mnist-m");
  const write = async (name = "made"): Promise<Record<string, Picture[]>> => {
    const [digits, photos, to] = ["digits", "photos", name].map((part) => path.join(folder(), part));
    assert.ok(digits !== undefined && photos !== undefined && to !== undefined);
    writeDigits(digits);
    await writePhotographs(photos);
    await writeMnistM([digits, photos], to);
    const files = ["digits", "digits-test", "train", "test-same-photographs", "test-new-photographs"];
    return Object.fromEntries(files.map((file) => [file, picturesIn(path.join(to, `${file}.npz`))]));
  };

  it("puts no digit of a test picture into a training picture, and each digit into one part", async () => {
    const made = await write();
    const numbersOf = (name: string) => (made[name] ?? []).map(({ values }) => values[0] ?? NaN);
    assert.deepEqual([numbersOf("digits").length, numbersOf("digits-test").length], [40, 10]);
    assert.deepEqual(
      [...numbersOf("digits"), ...numbersOf("digits-test")].toSorted((a, b) => a - b),
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });

  it("lays the same digits over photographs, with their labels, as the distance of each channel", async () => {
    const made = await write();
    const pairs = [
      ["digits", "train"],
      ["digits-test", "test-same-photographs"],
      ["digits-test", "test-new-photographs"],
    ] as const;
    for (const [plain, laid] of pairs) {
      assert.equal(made[laid]?.length, made[plain]?.length);
      (made[laid] ?? []).forEach((picture, row) => {
        const digit = made[plain]?.[row];
        const number = digit?.values[0] ?? NaN;
        assert.deepEqual([picture.label, digit?.label], [Math.floor((number - 1) / 5), picture.label]);
        assert.equal(picture.values.length, side * side * 3);
        const background = picture.values.at(-1) ?? NaN;
        assert.deepEqual([...picture.values.subarray(0, 3)], Array(3).fill(Math.abs(number - background)));
        assert.deepEqual([...picture.values.subarray(3, 6)], Array(3).fill(background));
      });
    }
  });

  it("takes the new photographs from those that no training picture has a patch of", async () => {
    const made = await write();
    const takenBy = (name: string) => new Set((made[name] ?? []).map(photographOf));
    const [train, same, fresh] = ["train", "test-same-photographs", "test-new-photographs"].map(takenBy);
    assert.ok(train && same && fresh);
    assert.ok([...train, ...same, ...fresh].every((index) => index >= 0 && index < photographs));
    assert.deepEqual(
      [...fresh].filter((index) => train.has(index) || same.has(index)),
      [],
    );
    assert.ok(train.size > 10 && fresh.size > 3 && fresh.size <= 7);
  });

  it("makes the same files each time", async () => {
    assert.deepEqual(await write("first"), await write("second"));
  });
});
