import assert from "node:assert/strict";
import sharp from "sharp";
import { openDataset } from "../../../src/data/open";
import { bmp } from "./bmp-file";
import type { Files } from "./helpers";
import { failure, idx, inFolder, messageOf, picture, rounded, withData, write } from "./helpers";

const raw = (values: readonly number[], width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(Uint8Array.from(values), { raw: { width, height, channels } });

const pets = async (): Promise<Files> => ({
  "pets/cats/b.png": await picture("png", [2, 3], "#ff0000"),
  "pets/cats/a.JPG": await picture("jpeg", [2, 3], "#000000"),
  "pets/dogs/c.webp": await picture("webp", [2, 3], "#ffffff"),
  "pets/dogs/d.tiff": await picture("tiff", [2, 3], "#00ff00"),
  "pets/dogs/e.bmp": bmp({ width: 3, height: 2, bits: 24, rows: [new Array(9).fill(51), new Array(9).fill(51)] }),
});

describe("an image folder", () => {
  it("has a class for each sub-folder and reads PNG, JPEG, WebP, TIFF and BMP", async () => {
    await withData(await pets(), "pets", async (data) => {
      assert.equal(data.kind, "image-folder");
      assert.deepEqual(data.classes, ["cats", "dogs"]);
      assert.deepEqual([...data.labels], [0, 0, 1, 1, 1]);
      assert.deepEqual(data.shape, [2, 3, 3]);
      assert.deepEqual(
        [0, 1, 2, 3, 4].map((row) => data.nameOf(row)),
        ["cats/a.JPG", "cats/b.png", "dogs/c.webp", "dogs/d.tiff", "dogs/e.bmp"],
      );
      const pixels = rounded(await data.read([0, 1, 2, 3, 4], [1, 1, 3]));
      assert.deepEqual(pixels, [0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0.2, 0.2, 0.2]);
      assert.deepEqual(data.notes, []);
    });
  });

  it("reads rows in any order and more than once", async () => {
    await withData(await pets(), "pets", async (data) => {
      assert.deepEqual(rounded(await data.read([4, 0, 4], [1, 1, 1])), [0.2, 0, 0.2]);
    });
  });

  it("has null in its shape where pictures differ", async () => {
    const files = {
      "p/a/1.png": await picture("png", [2, 3], "red"),
      "p/b/1.png": await picture("png", [4, 3], "red"),
    };
    await withData(files, "p", (data) => {
      assert.deepEqual(data.shape, [null, 3, 3]);
    });
  });

  it("reads grey pictures bit for bit", async () => {
    const values = [0, 1, 2, 127, 128, 255];
    const grey = await raw(values, 3, 2, 1).toColourspace("b-w").png().toBuffer();
    await withData({ "p/a/1.png": grey, "p/b/1.png": grey }, "p", async (data) => {
      assert.deepEqual(data.shape, [2, 3, 1]);
      assert.deepEqual(
        await data.read([0]),
        Float32Array.from(values, (value) => value / 255),
      );
    });
  });

  it("lays transparent pictures on white", async () => {
    const clear = await raw([0, 0, 0, 0], 1, 1, 4).png().toBuffer();
    const greyClear = await raw([0, 0], 1, 1, 2).toColourspace("b-w").png().toBuffer();
    await withData({ "p/a/1.png": clear, "p/b/1.png": greyClear }, "p", async (data) => {
      assert.deepEqual(await data.read([0, 1], [1, 1, 3]), new Float32Array(6).fill(1));
    });
  });

  it("brings 16 bits to 8", async () => {
    const deep = await sharp(Uint16Array.of(0x8080, 0xffff, 0), { raw: { width: 1, height: 1, channels: 3 } })
      .toColourspace("rgb16")
      .png()
      .toBuffer();
    const deepGrey = await sharp(Uint16Array.of(0x8080), { raw: { width: 1, height: 1, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toBuffer();
    assert.equal((await sharp(deep).metadata()).depth, "ushort");
    await withData({ "p/a/1.png": deep, "p/b/1.png": deepGrey }, "p", async (data) => {
      assert.deepEqual(rounded(await data.read([0, 1], [1, 1, 3])), [0.502, 1, 0, 0.502, 0.502, 0.502]);
    });
  });

  it("turns pictures the way up that their EXIF data say", async () => {
    const turned = await raw([255, 255, 255, 0, 0, 0], 2, 1, 3).withMetadata({ orientation: 6 }).png().toBuffer();
    await withData({ "p/a/1.png": turned, "p/b/1.png": turned }, "p", async (data) => {
      assert.deepEqual(data.shape, [2, 1, 3]);
      assert.deepEqual(await data.read([0], [2, 1, 1]), Float32Array.of(1, 0));
    });
  });

  it("gives the values that the same pictures give in an IDX file, within a rounding of 8 bits", async () => {
    const values = Array.from({ length: 12 * 10 }, (_, at) => (at * 83) % 256);
    const file = await raw(values, 10, 12, 1).toColourspace("b-w").png().toBuffer();
    const files = {
      "p/a/1.png": file,
      "p/b/1.png": file,
      "images-idx3-ubyte": idx([2, 12, 10], [...values, ...values]),
      "labels-idx1-ubyte": idx([2], [0, 1]),
    };
    await inFolder(async (base) => {
      await write(base, files);
      const [fromFolder, fromIdx] = await Promise.all(
        ["p", "images-idx3-ubyte"].map((name) => openDataset(name, { base })),
      );
      for (const size of [
        [12, 10, 1],
        [5, 4, 1],
        [24, 31, 3],
        [7, 20, 1],
      ] as const) {
        const expected = await fromIdx?.read([0], size);
        const got = await fromFolder?.read([0], size);
        expected?.forEach((value, at) => {
          assert.ok(
            Math.abs(value - (got?.[at] ?? NaN)) <= 3 / 255,
            `${size.join("×")} at ${at}: ${value} and ${got?.[at] ?? NaN}`,
          );
        });
      }
    });
  });

  it("leaves out what is not a picture and says so, and passes over hidden files", async () => {
    const files = { ...(await pets()), "pets/cats/notes.txt": "", "pets/cats/.DS_Store": "", "pets/.git/x.png": "" };
    await withData({ ...files, "pets/birds/list.csv": "" }, "pets", (data) => {
      assert.equal(data.count, 5);
      assert.deepEqual(
        data.notes.map((note) => `${note.severity} ${note.message}`),
        [
          'info leaves out what is not a picture: "birds/list.csv", "cats/notes.txt"',
          'info leaves out sub-folders without pictures: "birds"',
        ],
      );
    });
  });

  it("has a fingerprint of its names and contents, wherever it lies", async () => {
    const files = await pets();
    const renamed = Object.fromEntries(
      Object.entries(files).map(([name, data]) => [name.replace("c.webp", "x.webp"), data]),
    );
    const changed = { ...files, "pets/cats/b.png": await picture("png", [2, 3], "#fe0000") };
    const prints: string[] = [];
    for (const variant of [files, files, renamed, changed]) {
      await withData(variant, "pets", (data) => void prints.push(data.fingerprint));
    }
    assert.equal(prints[0], prints[1]);
    assert.equal(new Set(prints).size, 3);
  });

  it("reports progress file by file", async () => {
    await inFolder(async (base) => {
      await write(base, await pets());
      const steps: string[] = [];
      await openDataset("pets", { base, onProgress: (done, total) => void steps.push(`${done}/${total ?? "?"}`) });
      assert.deepEqual(steps, ["1/5", "2/5", "3/5", "4/5", "5/5"]);
    });
  });

  it("stops when the signal aborts", async () => {
    await inFolder(async (base) => {
      await write(base, await pets());
      const opening = openDataset("pets", { base, signal: AbortSignal.abort() });
      await assert.rejects(opening, { name: "AbortError" });
    });
  });
});

describe("a broken image folder", () => {
  it("is named when it does not exist", async () => {
    assert.equal(
      await messageOf({}, "pets"),
      "pets: does not exist; check the path, which starts from the folder of the experiment",
    );
  });

  it("says that it has no sub-folders", async () => {
    assert.equal(
      await messageOf({ "pets/readme.txt": "" }, "pets"),
      "pets: has no sub-folders; an image folder has one sub-folder a class, with PNG, JPEG, WebP, BMP or TIFF pictures",
    );
  });

  it("says that its sub-folders have no pictures", async () => {
    assert.equal(
      await messageOf({ "pets/train/cats/1.png": "", "pets/test/cats/1.png": "" }, "pets"),
      'pets: has no pictures in its sub-folders ("test", "train"); ' +
        "an image folder has one sub-folder a class, with PNG, JPEG, WebP, BMP or TIFF pictures",
    );
  });

  it("says that pictures lie beside each other instead of in class folders", async () => {
    assert.equal(
      await messageOf({ "pets/cat1.png": "" }, "pets"),
      "pets: holds pictures but no class folders; move the pictures of each class into a sub-folder named after it",
    );
  });

  it("says that it has one class only", async () => {
    assert.equal(
      await messageOf({ "pets/cats/1.png": await picture("png", [1, 1], "red") }, "pets"),
      'pets: has one class only ("cats"); training needs examples of at least two classes',
    );
  });

  it("names a file that is not a picture", async () => {
    assert.equal(
      await messageOf({ ...(await pets()), "pets/dogs/f.png": "no picture" }, "pets"),
      "pets/dogs/f.png: cannot be read as a picture (Input buffer contains unsupported image format); " +
        "replace it or move it out of the folder",
    );
  });

  it("names a BMP file that is cut off", async () => {
    const file = bmp({ width: 4, height: 4, bits: 24, rows: [] });
    await withData({ ...(await pets()), "pets/dogs/f.bmp": file }, "pets", async (data) => {
      assert.equal(
        await failure(() => data.read([5], [1, 1, 3])),
        "pets/dogs/f.bmp: cannot be read as a picture (BMP of 54 bytes that should have 102); " +
          "replace it or move it out of the folder",
      );
    });
  });

  it("names a picture whose end is missing when it is read", async () => {
    const noise = Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * at * 31) % 256);
    const whole = await raw(noise, 64, 64, 3).jpeg().toBuffer();
    const files = { ...(await pets()), "pets/dogs/f.jpg": whole.subarray(0, whole.length / 2) };
    await withData(files, "pets", async (data) => {
      assert.equal(
        await failure(() => data.read([5], [8, 8, 3])),
        "pets/dogs/f.jpg: cannot be read as a picture (VipsJpeg: premature end of JPEG image); " +
          "replace it or move it out of the folder",
      );
    });
  });

  it("names a picture that is too large before it decodes it", async () => {
    const file = bmp({ width: 20_000, height: 10_000, bits: 24, rows: [] });
    assert.equal(
      await messageOf({ ...(await pets()), "pets/dogs/f.bmp": file }, "pets"),
      "pets/dogs/f.bmp: has 20000 × 10000 pixels; pictures may have up to 100 megapixels; make it smaller",
    );
  });

  it("is told from a file of another kind", async () => {
    assert.equal(
      await messageOf({ "pets.parquet": "" }, "pets.parquet"),
      "pets.parquet: is not a data set that can be read; give a folder with one sub-folder of pictures, WAV recordings or texts a class, " +
        "a .csv or .tsv table, an IDX images file or an .npz file",
    );
  });
});
