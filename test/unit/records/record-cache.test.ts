import assert from "node:assert/strict";
import { mkdir, readdir, readlink, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { until } from "../../support/until";
import { range, recordsOf, useCache, valuesOf } from "./open-cache";

describe("RecordCache", () => {
  const { open, folder, problems, segments } = useCache();

  it("gives records back by position, and undefined where it has none", async () => {
    const shelf = await (await open()).shelf("features", 3);
    await shelf.write([7, 2], valuesOf([7, 2], 3));
    const [seven, two] = recordsOf([7, 2], 3);
    assert.deepEqual(await shelf.read([2, 5, 7, 2]), [two, undefined, seven, two]);
    assert.deepEqual(await shelf.read([]), []);
    assert.deepEqual(
      [2, 5].map((id) => shelf.has(id)),
      [true, false],
    );
  });

  it("keeps every bit over reopening, also those of NaN, -0 and subnormal numbers", async () => {
    const bits = Uint32Array.of(0x7fc12345, 0xffc00001, 0x7f812345, 0x80000000, 1, 0x7f800000, 0xff800000, 0x3f800000);
    const cache = await open();
    await (await cache.shelf("bits", 4)).write([0, -9007199254740991], new Float32Array(bits.buffer));
    await cache.close();
    const shelf = await (await open()).shelf("bits", 4);
    const found = await shelf.read([0, Number.MIN_SAFE_INTEGER]);
    assert.deepEqual(
      found.flatMap((record) => [...new Uint32Array(record?.buffer ?? new ArrayBuffer(0))]),
      [...bits],
    );
  });

  it("finds records on disk after reopening, and counts where records came from", async () => {
    const cache = await open();
    await (await cache.shelf("features", 3)).write([1, 2, 3], valuesOf([1, 2, 3], 3));
    await cache.close();
    assert.deepEqual(cache.counts, { memory: 0, disk: 0, written: 3, damaged: 0 });
    const again = await open({ memoryBytes: 1e6 });
    const shelf = await again.shelf("features", 3);
    assert.ok(shelf.has(3) && !shelf.has(4));
    assert.deepEqual(await shelf.read([3, 1]), recordsOf([3, 1], 3));
    assert.deepEqual(await shelf.read([3, 1, 2]), recordsOf([3, 1, 2], 3));
    assert.deepEqual(again.counts, { memory: 2, disk: 3, written: 0, damaged: 0 });
    assert.deepEqual(problems, []);
  });

  it("gives the values written last, also after reopening", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 2);
    for (const offset of [0, 1000, 2000]) {
      await shelf.write([1, 2], valuesOf([1, 2], 2, offset));
      await cache.flush();
      assert.deepEqual(await shelf.read([2]), recordsOf([2], 2, offset));
    }
    await shelf.write([1], valuesOf([1], 2, 3000));
    await cache.close();
    const reopened = await (await open()).shelf("features", 2);
    assert.deepEqual(await reopened.read([1, 2]), [...recordsOf([1], 2, 3000), ...recordsOf([2], 2, 2000)]);
  });

  it("copies what is written, so the caller may use the array again", async () => {
    const shelf = await (await open()).shelf("features", 2);
    const values = valuesOf([1], 2);
    await shelf.write([1], values);
    values.fill(0);
    assert.deepEqual(await shelf.read([1]), recordsOf([1], 2));
  });

  it("reads neighbours, single records and any order alike", async () => {
    const cache = await open();
    const ids = range(0, 1000);
    await (await cache.shelf("features", 5)).write(ids, valuesOf(ids, 5));
    await cache.close();
    const shelf = await (await open()).shelf("features", 5);
    const mixed = [...range(300, 700), 5, 999, 0, ...range(10, 20).reverse(), 998];
    assert.deepEqual(await shelf.read(mixed), recordsOf(mixed, 5));
  });

  it("keeps shelves apart", async () => {
    const cache = await open({ memoryBytes: 1e6 });
    const pictures = await cache.shelf("pictures", 2);
    const features = await cache.shelf("features", 3);
    await pictures.write([1], valuesOf([1], 2));
    await features.write([1], valuesOf([1], 3, 50));
    assert.deepEqual(await pictures.read([1]), recordsOf([1], 2));
    assert.deepEqual(await features.read([1]), recordsOf([1], 3, 50));
    assert.equal(await cache.shelf("features", 3), features);
  });

  it("gathers small writes into one segment", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    for (const id of range(0, 50)) await shelf.write([id], valuesOf([id], 3));
    assert.deepEqual(await shelf.read(range(0, 50)), recordsOf(range(0, 50), 3));
    await cache.flush();
    assert.equal(segments("features").length, 1);
  });

  it("writes what waits for more by itself after a while", async function () {
    this.timeout(20_000);
    const shelf = await (await open()).shelf("features", 3);
    await shelf.write([1], valuesOf([1], 3));
    await until(async () => (await readdir(folder())).length > 0 && segments("features").length === 1, "a segment");
  });

  it("splits what is large into segments of 64 MiB at most", async function () {
    this.timeout(20_000);
    const cache = await open();
    const length = 2 ** 22; // 16 MiB a record, so three in a segment
    const shelf = await cache.shelf("pictures", length);
    const values = new Float32Array(5 * length);
    for (const id of range(0, 5)) values.fill(id, id * length, (id + 1) * length);
    await shelf.write(range(0, 5), values);
    await cache.close();
    assert.equal(segments("pictures").length, 2);
    const reopened = await (await open()).shelf("pictures", length);
    for (const id of range(0, 5)) {
      const [record] = await reopened.read([id]);
      assert.ok(record?.length === length && record.every((value) => value === id), `record ${id}`);
    }
  });

  it("has a segment with as many ids as fit, and reads its long head", async function () {
    this.timeout(20_000);
    const cache = await open();
    const ids = range(0, 100_000);
    await (await cache.shelf("single", 1)).write(ids, Float32Array.from(ids));
    await cache.close();
    const shelf = await (await open()).shelf("single", 1);
    assert.deepEqual(await shelf.read([99_999, 0]), [Float32Array.of(99_999), Float32Array.of(0)]);
  });

  it("passes over records of another length under the same key, and over other files", async () => {
    const cache = await open();
    await (await cache.shelf("features", 3)).write([1], valuesOf([1], 3));
    await cache.close();
    await writeFile(path.join(folder(), "features", "notes.records"), "a person's own");
    await mkdir(path.join(folder(), "features", "000000000000001-0123456789abcdef.records.d"));
    const shelf = await (await open()).shelf("features", 4);
    assert.deepEqual(await shelf.read([1]), [undefined]);
    assert.equal(segments("features").length, 2);
    assert.deepEqual(problems, []);
  });

  it("goes on when its folder is deleted while it is open", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    await shelf.write([1], valuesOf([1], 3));
    await cache.flush();
    await rm(folder(), { recursive: true });
    assert.deepEqual(await shelf.read([1, 2]), [undefined, undefined]);
    await shelf.write([1], valuesOf([1], 3));
    await cache.close();
    assert.deepEqual(await (await (await open()).shelf("features", 3)).read([1]), recordsOf([1], 3));
    assert.deepEqual(problems, []);
  });

  it("still reads and writes after it was closed, and keeps no file open then", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    await shelf.write([1], valuesOf([1], 3));
    await cache.close();
    assert.deepEqual(await shelf.read([1]), recordsOf([1], 3));
    if (process.platform !== "linux") return;
    const descriptors = await readdir("/proc/self/fd");
    const files = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
    assert.deepEqual(
      files.filter((file) => file.startsWith(folder())),
      [],
    );
  });

  it("throws for what only a bug can ask", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    await assert.rejects(shelf.write([1, 2], new Float32Array(5)), {
      name: "RangeError",
      message: "2 records of 3 values take 6 values, got 5",
    });
    await assert.rejects(shelf.write([1.5], new Float32Array(3)), {
      name: "RangeError",
      message: "an id must be a safe integer, got 1.5",
    });
    await assert.rejects(cache.shelf("features", 4), {
      name: "RangeError",
      message: "the records of features have 3 values, not 4",
    });
    await assert.rejects(cache.shelf("../features", 3), RangeError);
    await assert.rejects(cache.shelf("pictures", 0), RangeError);
    await assert.rejects(open({ maxBytes: Number.NaN }), RangeError);
    assert.deepEqual(await shelf.read([1, 1.5]), [undefined, undefined]);
  });
});
