import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { openDataset } from "../../../src/data/open";
import { failure, idx, inFolder, messageOf, rounded, withData, write } from "./helpers";

const PICTURES = idx([3, 2, 2], [0, 51, 102, 255, 1, 1, 1, 1, 9, 9, 9, 9]);
const LABELS = idx([3], [10, 2, 10]);
const PAIR = { "train-images-idx3-ubyte": PICTURES, "train-labels-idx1-ubyte": LABELS };
const NAME = "train-images-idx3-ubyte";

describe("an IDX pair", () => {
  it("has pictures of its shape and labels in numeric order", async () => {
    await withData(PAIR, NAME, async (data) => {
      assert.equal(data.kind, "idx");
      assert.deepEqual(data.shape, [2, 2, 1]);
      assert.deepEqual(data.classes, ["2", "10"]);
      assert.deepEqual([...data.labels], [1, 0, 1]);
      assert.equal(data.nameOf(0), "picture 1");
      assert.deepEqual(rounded(await data.read([0])), [0, 0.2, 0.4, 1]);
    });
  });

  it("reads rows in any order and more than once", async () => {
    await withData(PAIR, NAME, async (data) => {
      const values = await data.read([2, 1, 2]);
      assert.deepEqual(
        values,
        Float32Array.from([9, 9, 9, 9, 1, 1, 1, 1, 9, 9, 9, 9], (value) => value / 255),
      );
    });
  });

  it("becomes colour by repetition", async () => {
    await withData(PAIR, NAME, async (data) => {
      const values = await data.read([0], [2, 2, 3]);
      assert.deepEqual(rounded(values), [0, 0, 0, 0.2, 0.2, 0.2, 0.4, 0.4, 0.4, 1, 1, 1]);
    });
  });

  it("becomes grey by its luma where it has colours", async () => {
    const files = {
      "images-idx4-ubyte": idx([2, 1, 1, 3], [255, 0, 0, 0, 255, 0]),
      "labels-idx1-ubyte": idx([2], [0, 1]),
    };
    await withData(files, "images-idx4-ubyte", async (data) => {
      assert.deepEqual(data.shape, [1, 1, 3]);
      assert.deepEqual(rounded(await data.read([0, 1], [1, 1, 1])), [0.299, 0.587]);
    });
  });

  it("has the same fingerprint plain and packed, by file and by folder", async () => {
    await inFolder(async (base) => {
      await write(base, {
        "plain/train-images-idx3-ubyte": PICTURES,
        "plain/train-labels-idx1-ubyte": LABELS,
        "packed/train-images.idx3-ubyte.gz": gzipSync(PICTURES),
        "packed/train-labels.idx1-ubyte.gz": gzipSync(LABELS),
      });
      const paths = ["plain", "plain/train-images-idx3-ubyte", "packed"];
      const prints = await Promise.all(paths.map(async (path) => (await openDataset(path, { base })).fingerprint));
      assert.equal(new Set(prints).size, 1);
    });
  });

  it("is the training pair where a folder has two, and says so", async () => {
    const files = {
      "d/t10k-images-idx3-ubyte": idx([1, 1, 1], [5]),
      "d/t10k-labels-idx1-ubyte": idx([1], [0]),
      "d/train-images-idx3-ubyte": PICTURES,
      "d/train-labels-idx1-ubyte": LABELS,
    };
    await withData(files, "d", (data) => {
      assert.equal(data.count, 3);
      assert.deepEqual(
        data.notes.map((note) => note.message),
        ['uses "train-images-idx3-ubyte"; to use "t10k-images-idx3-ubyte", name the file itself'],
      );
    });
  });
});

describe("a broken IDX pair", () => {
  const broken = (files: Record<string, Uint8Array>) => messageOf({ ...PAIR, ...files }, NAME);

  it("says how many bytes are missing", async () => {
    assert.equal(
      await broken({ [NAME]: PICTURES.subarray(0, -2) }),
      `${NAME}: must have 12 bytes of values for the shape 3 × 2 × 2 in its header, got 10; fetch it again`,
    );
  });

  it("says how many bytes are missing in a packed file", async () => {
    const files = { "images-idx3-ubyte.gz": gzipSync(PICTURES.subarray(0, -2)), "labels-idx1-ubyte": LABELS };
    assert.equal(
      await messageOf(files, "images-idx3-ubyte.gz"),
      "images-idx3-ubyte.gz: must have 12 bytes of values for the shape 3 × 2 × 2 in its header, got 10; fetch it again",
    );
  });

  it("says that a packed file is cut off", async () => {
    const files = { "images-idx3-ubyte.gz": gzipSync(PICTURES).subarray(0, -12), "labels-idx1-ubyte": LABELS };
    assert.equal(
      await messageOf(files, "images-idx3-ubyte.gz"),
      "images-idx3-ubyte.gz: is not a whole gzip file (unexpected end of file); fetch or pack it again",
    );
  });

  it("says how many bytes are too many", async () => {
    assert.equal(
      await broken({ [NAME]: Buffer.concat([PICTURES, Buffer.alloc(3)]) }),
      `${NAME}: must have 12 bytes of values for the shape 3 × 2 × 2 in its header, got 15; fetch it again`,
    );
  });

  it("takes no memory for what a header only claims", async () => {
    const claim = idx([3_000_000_000, 1000, 1000], [1]);
    assert.equal(
      await broken({ [NAME]: claim }),
      `${NAME}: must have 3000000000000000 bytes of values for the shape 3000000000 × 1000 × 1000 in its header, ` +
        "got 1; fetch it again",
    );
  });

  it("says that the header is cut off", async () => {
    assert.equal(
      await broken({ [NAME]: PICTURES.subarray(0, 10) }),
      `${NAME}: ends inside its header, after 10 bytes; fetch it again`,
    );
  });

  it("says which magic number it expects", async () => {
    assert.equal(
      await broken({ [NAME]: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") }),
      `${NAME}, byte 0: must begin with the magic number 0x00000803 or 0x00000804 (pictures), got 0x89504e47; ` +
        "it is not an IDX file of unsigned bytes",
    );
    assert.equal(
      await broken({ "train-labels-idx1-ubyte": PICTURES }),
      "train-labels-idx1-ubyte, byte 0: must begin with the magic number 0x00000801 (labels), got 0x00000803; " +
        "it is not an IDX file of unsigned bytes",
    );
  });

  it("says that pictures and labels differ in number", async () => {
    assert.equal(
      await broken({ "train-labels-idx1-ubyte": idx([2], [1, 2]) }),
      `${NAME}: has 3 pictures, but train-labels-idx1-ubyte has 2 labels; the two must belong together`,
    );
  });

  it("says where it looked for the labels", async () => {
    assert.equal(
      await messageOf({ "d/images-idx3-ubyte": PICTURES }, "d"),
      'd/images-idx3-ubyte: needs its labels beside it, in "labels-idx1-ubyte" or "labels-idx1-ubyte.gz"',
    );
  });

  it("says that the file of the labels was named", async () => {
    assert.equal(
      await messageOf(PAIR, "train-labels-idx1-ubyte"),
      'train-labels-idx1-ubyte: holds labels; name the file of the pictures ("…images…") instead',
    );
  });

  it("says that pictures have no pixels", async () => {
    assert.equal(
      await broken({ [NAME]: idx([3, 0, 2], []) }),
      `${NAME}: has pictures without pixels, of shape 0 × 2 × 1`,
    );
  });

  it("says that there is one class only", async () => {
    assert.equal(
      await broken({ "train-labels-idx1-ubyte": idx([3], [4, 4, 4]) }),
      `${NAME}: has one class only ("4"); training needs examples of at least two classes`,
    );
  });

  it("says that two channels cannot become colour", async () => {
    const files = { "images-idx4-ubyte": idx([2, 1, 1, 2], [1, 2, 3, 4]), "labels-idx1-ubyte": idx([2], [0, 1]) };
    await withData(files, "images-idx4-ubyte", async (data) => {
      assert.equal(
        await failure(() => data.read([0], [1, 1, 3])),
        "images-idx4-ubyte: has pictures of 2 channels, which cannot be brought to 3; " +
          "save them as grey (1) or RGB (3) pictures",
      );
    });
  });
});
