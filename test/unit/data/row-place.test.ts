import assert from "node:assert/strict";
import { appendFile, open, rename, truncate, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDataset } from "../../../src/data/open";
import type { Dataset } from "../../../src/data/types";
import { failure, idx, inFolder, messageOf } from "./helpers";

const COUNT = 5000;
const SIDE = 60;
const NAME = "images-idx3-ubyte";
const LABELS = idx(
  [COUNT],
  Array.from({ length: COUNT }, (_, row) => row % 2),
);
/** 18 MB: more than is kept in memory. */
const PICTURES = Buffer.concat([idx([COUNT, SIDE, SIDE], []), Buffer.alloc(COUNT * SIDE * SIDE)]);
for (let row = 0; row < COUNT; row++) PICTURES[16 + row * SIDE * SIDE] = row % 256;

/** Opens the pictures, and lets the work do something to their file. */
const withPictures = (work: (data: Dataset, file: string) => Promise<void>): Promise<void> =>
  inFolder(async (base) => {
    const file = path.join(base, NAME);
    await writeFile(file, PICTURES);
    await writeFile(path.join(base, "labels-idx1-ubyte"), LABELS);
    const steps: number[] = [];
    const data = await openDataset(NAME, { base, onProgress: (done) => void steps.push(done) });
    try {
      assert.equal(steps.at(-1), COUNT * SIDE * SIDE);
      await work(data, file);
    } finally {
      await data.close();
    }
  });

const CHANGED =
  `${NAME}: was changed after it was opened, so the examples are no longer those that this run began with; ` +
  "start a new run, and leave the file as it is until the run has ended";

describe("a large IDX file that is read where it lies", function () {
  this.timeout(20_000);
  it("has its rows in any order", async () => {
    await withPictures(async (data) => {
      const values = await data.read([4999, 3, 3, 255]);
      const first = Array.from({ length: 4 }, (_, index) => (values[index * SIDE * SIDE] ?? 0) * 255);
      assert.deepEqual(first.map(Math.round), [4999 % 256, 3, 3, 255]);
    });
  });

  it("fails with one clear sentence when its content is changed", async () => {
    await withPictures(async (data, file) => {
      const handle = await open(file, "r+");
      await handle.write(Buffer.of(9), 0, 1, 16);
      await handle.close();
      await utimes(file, new Date(), new Date(Date.now() + 1000));
      assert.equal(await failure(() => data.read([0])), CHANGED);
    });
  });

  it("fails with the same sentence when it becomes longer or shorter", async () => {
    await withPictures(async (data, file) => {
      await appendFile(file, "more");
      assert.equal(await failure(() => data.read([0])), CHANGED);
      await truncate(file, 1000);
      assert.equal(await failure(() => data.read([4999])), CHANGED);
    });
  });

  it("stays what it was when another file takes its name", async () => {
    await withPictures(async (data, file) => {
      await writeFile(`${file}.new`, "something else");
      await rename(`${file}.new`, file);
      const values = await data.read([7]);
      assert.equal(Math.round((values[0] ?? 0) * 255), 7);
    });
  });

  it("refuses to read an example that there is not", async () => {
    await withPictures(async (data) => {
      await assert.rejects(data.read([COUNT]), RangeError);
    });
  });

  it("says how many bytes are missing or too many", async () => {
    const files = { "labels-idx1-ubyte": LABELS };
    const expected = `${NAME}: must have 18000000 bytes of values for the shape 5000 × 60 × 60 in its header, got`;
    assert.equal(
      await messageOf({ ...files, [NAME]: PICTURES.subarray(0, -2) }, NAME),
      `${expected} 17999998; fetch it again`,
    );
    assert.equal(
      await messageOf({ ...files, [NAME]: Buffer.concat([PICTURES, Buffer.alloc(3)]) }, NAME),
      `${expected} 18000003; fetch it again`,
    );
  });
});
