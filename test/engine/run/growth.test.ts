import assert from "node:assert/strict";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { after, before, describe, it } from "mocha";
import { openDataset } from "../../../src/data/open";
import type { Dataset } from "../../../src/data/types";
import { trainingMs } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";
import { idx } from "../../unit/data/helpers";

const COUNT = 40_000;
const SIDE = 48;
/** A prime that is no divisor of the number of rows: each comes once, far from the one before. */
const STRIDE = 7919;
const MIB = 2 ** 20;
/** What the pictures would take. */
const DATA_MIB = (COUNT * SIDE * SIDE) / MIB;

describe("a data set larger than what is kept in memory", function () {
  this.timeout(trainingMs);
  let folder: TemporaryFolder;
  const fingerprints = new Set<string>();

  before(async () => {
    folder = temporaryFolder("growth");
    await writePictures(path.join(folder.path, "plain"), path.join(folder.path, "packed"));
  });
  after(() => {
    folder.remove();
  });

  for (const kind of ["plain", "packed"]) {
    it(`is not in memory while each of its rows is read (${kind})`, async () => {
      const data = await openDataset(kind, { base: folder.path });
      try {
        const heldMib = (await readAll(data)) / MIB;
        assert.ok(heldMib < DATA_MIB / 2, `holds ${heldMib.toFixed(0)} MiB, the data are ${DATA_MIB} MiB`);
        fingerprints.add(data.fingerprint);
      } finally {
        await data.close();
      }
    });
  }

  it("has one fingerprint, plain and packed", () => {
    assert.equal(fingerprints.size, 1);
  });
});

/** @returns the bytes in arrays that are always there: garbage is collected at some time, what is kept never is */
async function readAll(data: Dataset): Promise<number> {
  let held = Infinity;
  for (let start = 0; start < COUNT; start += 64) {
    const rows = Int32Array.from({ length: 64 }, (_, offset) => ((start + offset) * STRIDE) % COUNT);
    const values = await data.read(rows);
    held = Math.min(held, process.memoryUsage().arrayBuffers);
    // The last row of the file is white, all else is black.
    rows.forEach((row, index) => {
      assert.equal(values[index * SIDE * SIDE], row === COUNT - 1 ? 1 : 0);
    });
  }
  return held;
}

/** The plain file has a hole where it is black, so that it costs no disk. */
async function writePictures(plain: string, packed: string): Promise<void> {
  await mkdir(plain);
  await mkdir(packed);
  const labels = idx(
    [COUNT],
    Array.from({ length: COUNT }, (_, row) => row % 2),
  );
  const head = idx([COUNT, SIDE, SIDE], []);
  const pictures = path.join(plain, "images-idx3-ubyte");
  const handle = await open(pictures, "wx");
  try {
    const size = SIDE * SIDE;
    await handle.write(head);
    await handle.write(Buffer.alloc(size, 255), 0, size, head.length + (COUNT - 1) * size);
  } finally {
    await handle.close();
  }
  await writeFile(path.join(plain, "labels-idx1-ubyte"), labels);
  await writeFile(path.join(packed, "labels-idx1-ubyte"), labels);
  const gzip = createGzip({ level: 1 });
  await pipeline(createReadStream(pictures), gzip, createWriteStream(path.join(packed, "images-idx3-ubyte.gz")));
}
