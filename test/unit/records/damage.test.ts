import assert from "node:assert/strict";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { recordsOf, useCache, valuesOf } from "./open-cache";

describe("a damaged file of records", () => {
  const { open, folder, problems, segments } = useCache();

  /** Writes a segment with the records 1 to 3 and one with 8, then changes the bytes of the first. */
  async function damage(change: (bytes: Buffer) => Buffer): Promise<string> {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    await shelf.write([1, 2, 3], valuesOf([1, 2, 3], 3));
    await cache.flush();
    await shelf.write([8], valuesOf([8], 3));
    await cache.close();
    const [file = ""] = segments("features");
    writeFileSync(file, change(readFileSync(file)));
    return file;
  }

  const flip =
    (place: (bytes: Buffer) => number) =>
    (bytes: Buffer): Buffer => {
      const at = place(bytes);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
      return bytes;
    };

  const recordBytes = 12;
  const countOfRecords = 3;
  const idsAt = (bytes: Buffer): number => 12 + bytes.readUInt32LE(8);
  const checksumsAt = (bytes: Buffer): number => idsAt(bytes) + 8 * countOfRecords;
  const lastRecordAt = (bytes: Buffer): number => bytes.length - recordBytes;

  const damages: Record<string, (bytes: Buffer) => Buffer> = {
    "a flipped bit in the magic": flip(() => 0),
    "a flipped bit in the length of its header": flip(() => 9),
    "a very long header": flip(() => 11),
    "a flipped bit in its header": flip(() => 14),
    "a flipped bit in an id": flip((bytes) => idsAt(bytes) + 6),
    "a flipped bit in a record's checksum": flip((bytes) => checksumsAt(bytes) + 1),
    "a flipped bit in the head's checksum": flip((bytes) => bytes.length - recordBytes * countOfRecords - 1),
    "a flipped bit in a record": flip(lastRecordAt),
    "no bytes": () => Buffer.alloc(0),
    "a magic only": (bytes) => bytes.subarray(0, 8),
    "half a header": (bytes) => bytes.subarray(0, 20),
    "half its ids": (bytes) => bytes.subarray(0, idsAt(bytes) + 10),
    "half a record": (bytes) => bytes.subarray(0, -5),
    "a byte too many": (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]),
  };

  for (const [what, change] of Object.entries(damages))
    it(`with ${what} is removed, said, and its records are written anew`, async () => {
      const file = await damage(change);
      const cache = await open();
      const shelf = await cache.shelf("features", 3);
      assert.deepEqual((await shelf.read([1, 2, 3, 8])).at(-1), recordsOf([8], 3)[0]);
      assert.deepEqual(await shelf.read([3]), [undefined]);
      assert.equal(shelf.has(3), false);
      assert.equal(cache.counts.damaged, 1);
      assert.deepEqual(problems, [
        {
          severity: "warning",
          code: "records/damaged",
          file,
          message:
            "the checksums of a file of records must fit what it holds, and here they do not; it was removed and its " +
            "records are computed again, so results do not suffer; if this comes back, have the disk checked",
        },
      ]);
      assert.equal(segments("features").length, 1);
      await shelf.write([1, 2, 3], valuesOf([1, 2, 3], 3));
      await cache.close();
      const reopened = await (await open()).shelf("features", 3);
      assert.deepEqual(await reopened.read([1, 2, 3, 8]), recordsOf([1, 2, 3, 8], 3));
    });

  it("of another version is neither read nor removed nor called damaged", async () => {
    const file = await damage((bytes) => {
      bytes.write("02", 6, "latin1");
      return bytes;
    });
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    assert.deepEqual(await shelf.read([1, 8]), [undefined, ...recordsOf([8], 3)]);
    assert.ok(segments("features").includes(file));
    assert.equal(cache.counts.damaged, 0);
    assert.deepEqual(problems, []);
  });

  it("that is cut while it is open reads as missing", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    await shelf.write([1, 2], valuesOf([1, 2], 3));
    await cache.flush();
    const [file = ""] = segments("features");
    truncateSync(file, readFileSync(file).length - recordBytes);
    assert.deepEqual(await shelf.read([2]), [undefined]);
    assert.equal(cache.counts.damaged, 1);
  });

  it("is said once, however many there are, and each is counted", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    for (const id of [1, 2, 3]) {
      await shelf.write([id], valuesOf([id], 3));
      await cache.flush();
    }
    await cache.close();
    for (const file of segments("features")) writeFileSync(file, flip(lastRecordAt)(readFileSync(file)));
    const again = await open();
    const reread = await again.shelf("features", 3);
    const reads = await Promise.all([reread.read([1, 2, 3]), reread.read([3, 2, 1])]);
    assert.deepEqual(reads.flat(), Array(6).fill(undefined));
    assert.equal(again.counts.damaged, 3);
    assert.equal(problems.length, 1);
  });

  it("under a key that is not its own is passed over", async () => {
    const file = await damage((bytes) => bytes);
    const cache = await open();
    await (await cache.shelf("others", 3)).write([9], valuesOf([9], 3));
    await cache.close();
    writeFileSync(path.join(folder(), "others", path.basename(file)), readFileSync(file));
    const shelf = await (await open()).shelf("others", 3);
    assert.deepEqual(await shelf.read([1, 9]), [undefined, ...recordsOf([9], 3)]);
    assert.deepEqual(problems, []);
  });
});
