import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { takeCensus } from "../../../src/data/census";
import { previewClass } from "../../../src/data/preview";
import { stampOf } from "../../../src/data/stamp";
import { failure, idx, inFolder, picture, write } from "./helpers";

describe("takeCensus", () => {
  it("counts the pictures of each class and names the files that are none", async () => {
    const red = await picture("png", [4, 4], "red");
    await inFolder(async (folder) => {
      await write(folder, { "cats/1.png": red, "cats/2.png": "a text", "cats/3.jpg": "", "dogs/1.png": red });
      assert.deepEqual(await takeCensus(folder), {
        classes: [
          { name: "cats", count: 3 },
          { name: "dogs", count: 1 },
        ],
        unreadable: ["cats/2.png", "cats/3.jpg"],
        notes: [],
      });
    });
  });

  it("knows a picture whose header is longer than the part that is read first", async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${"<!-- long -->".repeat(4000)}</x:xmpmeta>`;
    const long = await sharp(await picture("jpeg", [4, 4], "red"))
      .withXmp(xmp)
      .jpeg()
      .toBuffer();
    assert.ok(long.length > 1 << 14);
    await inFolder(async (folder) => {
      await write(folder, { "a/1.jpg": long, "b/1.jpg": long });
      assert.deepEqual((await takeCensus(folder))?.unreadable, []);
    });
  });

  it("opens a table that is too large for a summary", async () => {
    await inFolder(async (folder) => {
      const [x, y] = ["x".repeat(200), "y".repeat(200)];
      const table = `a,label\n${`1,${x}\n2,${y}\n3,${y}\n`.repeat(2000)}`;
      assert.ok(table.length > 1 << 20);
      await write(folder, { "large.csv": table });
      assert.deepEqual((await takeCensus(path.join(folder, "large.csv")))?.classes, [
        { name: x, count: 2000 },
        { name: y, count: 4000 },
      ]);
    });
  });

  it("is undefined for what is no data set, and a problem for a damaged one", async () => {
    await inFolder(async (folder) => {
      await write(folder, { "a.txt": "text", "broken.npz": "nothing" });
      assert.equal(await takeCensus(path.join(folder, "a.txt")), undefined);
      assert.match(await failure(() => takeCensus(path.join(folder, "broken.npz"))), /broken\.npz/);
    });
  });

  it("ends when it is called off", async () => {
    const red = await picture("png", [4, 4], "red");
    await inFolder(async (folder) => {
      await write(folder, { "a/1.png": red, "b/1.png": red });
      const reason = new Error("no longer wanted");
      await assert.rejects(takeCensus(folder, AbortSignal.abort(reason)), reason);
    });
  });
});

describe("previewClass", () => {
  it("lays up to nine pictures side by side, each in its proportions", async () => {
    const wide = await picture("png", [20, 40], "red");
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`wide/${index}.png`, wide]));
    await inFolder(async (folder) => {
      await write(folder, { ...files, "wide/text.png": "no picture", "one/1.png": wide });
      const nine = await sharp(await previewClass(folder, "wide")).metadata();
      assert.deepEqual([nine.format, nine.width, nine.height], ["webp", 224, 224]);
      const sheet = await sharp(await previewClass(folder, "one"))
        .raw()
        .toBuffer({ resolveWithObject: true });
      assert.deepEqual([sheet.info.width, sheet.info.height, sheet.info.channels], [72, 72, 4]);
      const alpha = (row: number, column: number) => sheet.data[(row * 72 + column) * 4 + 3];
      assert.deepEqual([alpha(36, 1), alpha(36, 70), alpha(4, 36), alpha(67, 36)], [255, 255, 0, 0]);
    });
  });

  it("takes them from a file of pictures too, and has none of a table", async () => {
    await inFolder(async (folder) => {
      await write(folder, {
        "train-images-idx3-ubyte": idx([2, 2, 2], [0, 0, 0, 0, 255, 255, 255, 255]),
        "train-labels-idx1-ubyte": idx([2], [3, 4]),
        "t.csv": "a,label\n1,x\n2,y\n",
      });
      const sheet = await sharp(await previewClass(folder, "4"))
        .removeAlpha()
        .raw()
        .toBuffer();
      assert.ok((sheet[0] ?? 0) > 250);
      assert.equal(await previewClass(folder, "no such class"), undefined);
      assert.equal(await previewClass(path.join(folder, "t.csv"), "x"), undefined);
    });
  });
});

describe("stampOf", () => {
  it("changes when a picture is added to a class, and not by itself", async () => {
    await inFolder(async (folder) => {
      await write(folder, { "a/1.png": "1", "b/1.png": "2", "t.csv": "a" });
      const before = await stampOf(folder);
      assert.equal(await stampOf(folder), before);
      await writeFile(path.join(folder, "a", "2.png"), "3");
      assert.notEqual(await stampOf(folder), before);
    });
  });

  it("changes with the size of a file and with the corrections beside it", async () => {
    await inFolder(async (folder) => {
      await write(folder, { "t.csv": "a" });
      const file = path.join(folder, "t.csv");
      const first = await stampOf(file);
      await writeFile(file, "longer");
      const second = await stampOf(file);
      await writeFile(`${file}.corrections.json`, "{}");
      assert.equal(new Set([first, second, await stampOf(file)]).size, 3);
      assert.equal(await stampOf(path.join(folder, "gone")), undefined);
    });
  });
});
