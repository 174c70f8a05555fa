import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, it } from "mocha";
import { writeOverlays } from "../../../src/sample/overlays";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const side = 36;

/**
 * A package of ten pictures of each digit. Picture number n, from 1 on, is black but for four pixels with the grey value
 * n: its first, its last, and two that come to lie on each other, [18, 18] of the left digit and [10, 10] of the right.
 */
function writePackage(folder: string): void {
  mkdirSync(path.join(folder, "src", "digits"), { recursive: true });
  for (let digit = 0; digit < 10; digit++) {
    const data = Array.from({ length: 10 }, (_, index) => {
      const picture = Array<number>(28 * 28).fill(0);
      for (const at of [0, 10, 18, 27]) picture[at * 28 + at] = (digit * 10 + index + 1) / 255;
      return picture;
    });
    writeFileSync(path.join(folder, "src", "digits", `${digit}.json`), JSON.stringify({ data: data.flat() }));
  }
}

/** The values of each array; its header ends with a line feed. */
function arraysOf(file: string): Record<string, Buffer> {
  const arrays = Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => {
    const header = 10 + Buffer.from(bytes).readUInt16LE(8);
    return [path.basename(name, ".npy"), Buffer.from(bytes.subarray(header))] as const;
  });
  return Object.fromEntries(arrays);
}

interface Overlay {
  left: number;
  right: number;
  at: (row: number, column: number) => number;
  labels: Record<"left" | "right" | "odd" | "sum", number | undefined>;
  ink: number | undefined;
}

function overlaysIn(file: string): Overlay[] {
  const { x = Buffer.of(), left, right, odd, sum, ink } = arraysOf(file);
  return Array.from({ length: x.length / side ** 2 }, (_, index) => {
    const at = (row: number, column: number) => x[index * side ** 2 + row * side + column] ?? NaN;
    const labels = { left: left?.[index], right: right?.[index], odd: odd?.[index], sum: sum?.[index] };
    return { left: at(0, 0), right: at(35, 35), at, labels, ink: ink?.readFloatLE(index * 4) };
  });
}

describe("writeOverlays", () => {
  const folder = useTemporaryFolder("overlays");
  const write = async () => {
    writePackage(folder());
    await writeOverlays(folder(), path.join(folder(), "made"));
    const [train, test] = ["train.npz", "test.npz"].map((name) => overlaysIn(path.join(folder(), "made", name)));
    assert.ok(train && test);
    return { train, test };
  };

  it("puts no digit of a test picture into a training picture, and each once on each side", async () => {
    const { train, test } = await write();
    assert.deepEqual([train.length, test.length], [80, 20]);
    const sides = [train, test].flatMap((part) => [part.map(({ left }) => left), part.map(({ right }) => right)]);
    const sorted = sides.map((numbers) => numbers.toSorted((a, b) => a - b));
    assert.deepEqual(sorted[0], sorted[1]);
    assert.deepEqual(sorted[2], sorted[3]);
    const all = [...(sorted[0] ?? []), ...(sorted[2] ?? [])].toSorted((a, b) => a - b);
    assert.deepEqual(
      all,
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });

  it("labels each picture with its digits and their sum", async () => {
    const { train } = await write();
    for (const { left, right, labels } of train) {
      const digits = [left, right].map((number) => Math.floor((number - 1) / 10));
      const [first = NaN, second = NaN] = digits;
      assert.deepEqual(labels, {
        left: first,
        right: second,
        odd: first % 2,
        sum: first + second,
      });
    }
  });

  it("keeps the brighter pixel where digits cover each other, and tells the mean grey value", async () => {
    const { train } = await write();
    for (const { left, right, at, ink } of train) {
      const brighter = Math.max(left, right);
      assert.deepEqual(
        [at(10, 10), at(18, 18), at(27, 27), at(8, 8), at(26, 26)],
        [left, brighter, left, right, right],
      );
      const total = 3 * left + brighter + 3 * right;
      assert.ok(Math.abs((ink ?? NaN) - total / 255 / side ** 2) < 1e-7);
    }
  });

  it("makes the same files each time", async () => {
    writePackage(folder());
    const [first, second] = ["first", "second"].map((name) => path.join(folder(), name));
    assert.ok(first && second);
    await writeOverlays(folder(), first);
    await writeOverlays(folder(), second);
    for (const name of ["train.npz", "test.npz"])
      assert.deepEqual(readFileSync(path.join(second, name)), readFileSync(path.join(first, name)));
  });
});
