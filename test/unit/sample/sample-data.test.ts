import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { openDataset } from "../../../src/data/open";
import type { Dataset } from "../../../src/data/types";
import { sampleDataFolder } from "../../../src/sample/sample-data";

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** How many examples have each label. */
function countsOf(labels: Iterable<number>): number[] {
  const counts: number[] = [];
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

const seen = ({ count, shape, classes }: Dataset) => ({ count, shape, classes });

describe("sample data", function () {
  this.timeout("5m");

  it("of Fashion-MNIST are 69,946 different pictures of 28x28 in ten classes", async () => {
    const folder = await sampleDataFolder("fashion-mnist");
    const data = await openDataset(folder, { base: "/" });
    assert.deepEqual(seen(data), { count: 69_946, shape: [28, 28, 1], classes: digits });
    for (const count of countsOf(data.labels)) assert.ok(count >= 6980 && count <= 7000, String(count));
    await data.close();
    const file = await readFile(path.join(folder, "fashion-mnist-images-idx3-ubyte"));
    const pictures = new Set<string>();
    for (let at = 16; at < file.length; at += 28 * 28) pictures.add(file.toString("latin1", at, at + 28 * 28));
    assert.equal(pictures.size, 69_946);
  });

  it("of Vowel are 11 vowels by 15 speakers, 6 frames each, all different", async () => {
    const folder = await sampleDataFolder("vowel");
    const data = await openDataset("vowel.csv", { base: folder, label: "vowel", group: "speaker" });
    assert.deepEqual(data.columns, ["f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"]);
    assert.equal(data.count, 990);
    assert.deepEqual(
      data.groups?.names,
      Array.from({ length: 15 }, (_, speaker) => String(speaker)),
    );
    assert.equal(data.classes.length, 11);
    const cells = countsOf(data.labels.map((label, row) => label * 15 + (data.groups?.of[row] ?? NaN)));
    assert.deepEqual(cells, Array<number>(11 * 15).fill(6));
    const values = await data.read([...data.labels.keys()]);
    const rows = new Set(Array.from(data.labels.keys(), (row) => values.slice(row * 10, row * 10 + 10).join()));
    assert.equal(rows.size, 990);
    const first = Array.from(values.slice(0, 10), (value) => Math.round(value * 1000) / 1000);
    assert.deepEqual(first, [-3.639, 0.418, -0.67, 1.779, -0.168, 1.627, -0.388, 0.529, -0.874, -0.814]);
    assert.equal(data.classes[data.labels[0] ?? -1], "hid");
    await data.close();
  });

  it("of speech are 20 words by 16 voices, 4 recordings each", async () => {
    const data = await openDataset(await sampleDataFolder("speech"), { base: "/" });
    assert.deepEqual([data.kind, data.count, data.classes.length], ["speech", 1280, 20]);
    assert.equal(data.groups?.names.length, 16);
    await data.close();
  });

  it("of letters of fonts are 26 letters in 21 fonts and both cases, all different, with a margin like MNIST's", async () => {
    const data = await openDataset(await sampleDataFolder("font-characters"), { base: "/" });
    assert.deepEqual([data.count, data.shape, data.classes.length], [26 * 21 * 2, [28, 28, 1], 26]);
    assert.deepEqual(countsOf(data.labels), Array<number>(26).fill(42));
    const values = await data.read([...data.labels.keys()]);
    const pictures = Array.from({ length: data.count }, (_, row) => values.subarray(row * 784, (row + 1) * 784));
    assert.equal(new Set(pictures.map((picture) => picture.join())).size, data.count);
    for (const [row, picture] of pictures.entries()) {
      assert.ok(Math.max(...picture) > 0.9, data.nameOf(row));
      assert.ok(
        picture.subarray(0, 4 * 28).every((value) => value === 0),
        data.nameOf(row),
      );
    }
    await data.close();
  });

  it("of the Brown corpus are 500 texts of 15 genres, words without their tags", async () => {
    const folder = await sampleDataFolder("brown");
    const data = await openDataset(folder, { base: "/" });
    assert.deepEqual([data.kind, data.count, data.classes.length], ["text-folder", 500, 15]);
    assert.equal(data.nameOf(data.labels.indexOf(data.classes.indexOf("news"))), "news/ca01.txt");
    assert.deepEqual([data.shape, data.notes], [[2000], []]);
    await data.close();
    const text = await readFile(path.join(folder, "news", "ca01.txt"), "utf8");
    assert.match(
      text,
      /^The Fulton County Grand Jury said Friday an investigation of Atlanta's recent primary election/,
    );
  });

  it("of overlays have a label for each of their tasks", async () => {
    const folder = await sampleDataFolder("overlays");
    for (const [name, count] of [
      ["train.npz", 5000],
      ["test.npz", 2000],
    ] as const) {
      for (const label of ["left", "right"]) {
        const data = await openDataset(name, { base: folder, label });
        assert.deepEqual(seen(data), { count, shape: [36, 36, 1], classes: digits });
        await data.close();
      }
      const sums = await openDataset(name, { base: folder, label: "sum" });
      assert.equal(sums.classes.length, 19);
      await sums.close();
      const ink = await openDataset(name, { base: folder, label: "ink", predicts: "number" });
      assert.equal(ink.targets?.length, count);
      assert.ok(ink.targets.every((share) => share > 0.05 && share < 0.3));
      await ink.close();
    }
  });

  it("of MNIST-M are the same digits plain and over photographs, and others to test with", async () => {
    const folder = await sampleDataFolder("mnist-m");
    const pairs = [
      ["digits.npz", "train.npz", 8000],
      ["digits-test.npz", "test-same-photographs.npz", 2000],
      ["digits-test.npz", "test-new-photographs.npz", 2000],
    ] as const;
    for (const [plain, laid, count] of pairs) {
      const [given, over] = [await openDataset(plain, { base: folder }), await openDataset(laid, { base: folder })];
      assert.deepEqual(seen(given), { count, shape: [28, 28, 1], classes: digits });
      assert.deepEqual(seen(over), { count, shape: [28, 28, 3], classes: digits });
      assert.deepEqual(over.labels, given.labels);
      await given.close();
      await over.close();
    }
  });

  it("of animals are 119 photographs by 108 names, on white", async () => {
    const data = await openDataset(await sampleDataFolder("animal-pictures"), { base: "/" });
    assert.deepEqual([data.kind, data.count, data.classes.length], ["image-folder", 119, 108]);
    assert.deepEqual([data.shape, data.notes], [[224, 224, 3], []]);
    assert.deepEqual(countsOf(data.labels)[data.classes.indexOf("gnu")], 4);
    const rows = [...data.labels.keys()].filter((row) => row % 10 === 0);
    const values = await data.read(rows, [224, 224, 3]);
    const corners = rows.map((_, index) => values[index * 224 * 224 * 3]);
    assert.ok(corners.filter((value) => value === 1).length >= rows.length - 1, corners.join());
    await data.close();
  });

  it("are made once", async () => {
    const stages: string[] = [];
    await sampleDataFolder("vowel");
    await sampleDataFolder("vowel", { onProgress: ({ stage }) => stages.push(stage) });
    assert.deepEqual(stages, []);
  });
});
