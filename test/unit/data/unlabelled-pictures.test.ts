import assert from "node:assert/strict";
import sharp from "sharp";
import { messageOf, picture, withData, type Files } from "./helpers";

const optional = { labels: "optional" } as const;

/** A picture whose end is missing. */
async function brokenOff(): Promise<Buffer> {
  const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * at * 31) % 256);
  const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .jpeg()
    .toBuffer();
  return whole.subarray(0, whole.length / 2);
}

const flat = async (): Promise<Files> => ({
  "photos/b.png": await picture("png", [2, 3], "red"),
  "photos/a.jpg": await picture("jpeg", [2, 3], "black"),
});

describe("a folder of pictures whose labels are optional", () => {
  it("may hold the pictures themselves, and has no classes then", async () => {
    await withData(
      await flat(),
      "photos",
      async (data) => {
        assert.deepEqual([data.classes, [...data.labels]], [[], [0, 0]]);
        assert.deepEqual([data.nameOf(0), data.nameOf(1)], ["a.jpg", "b.png"]);
        assert.equal((await data.read([0, 1], [1, 1, 3])).length, 6);
      },
      optional,
    );
  });

  it("may have one sub-folder only", async () => {
    const files = { "photos/holiday/1.png": await picture("png", [2, 3], "red") };
    await withData(
      files,
      "photos",
      (data) => {
        assert.deepEqual([data.classes, data.count], [[], 1]);
      },
      optional,
    );
  });

  it("keeps its classes where all pictures lie in sub-folders", async () => {
    const files = {
      "photos/cats/1.png": await picture("png", [2, 3], "red"),
      "photos/dogs/1.png": await picture("png", [2, 3], "red"),
    };
    await withData(
      files,
      "photos",
      (data) => {
        assert.deepEqual(data.classes, ["cats", "dogs"]);
      },
      optional,
    );
  });

  it("leaves out pictures that cannot be read, and names them in a warning", async () => {
    const files = { ...(await flat()), "photos/c.png": "no picture", "photos/d.jpg": await brokenOff() };
    await withData(
      files,
      "photos",
      async (data) => {
        assert.equal(data.count, 2);
        assert.deepEqual(
          data.notes.map(({ severity, code, message }) => [severity, code, message]),
          [["warning", "data/unreadable", 'leaves out what cannot be read as a picture: "c.png", "d.jpg"']],
        );
        assert.equal((await data.read([0, 1], [1, 1, 3])).length, 6);
      },
      optional,
    );
  });

  it("is refused where none of its pictures can be read", async () => {
    assert.equal(
      await messageOf({ "photos/c.png": "no picture" }, "photos", optional),
      'photos: has no picture that can be read: "c.png"',
    );
  });
});
