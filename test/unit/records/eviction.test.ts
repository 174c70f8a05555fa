import assert from "node:assert/strict";
import { existsSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { RecentRecords } from "../../../src/records/recent-records";
import type { RecordCache } from "../../../src/records/record-cache";
import { filesIn, range, recordsOf, useCache, valuesOf } from "./open-cache";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe("the bounds of a record cache", () => {
  const { open, folder, problems, segments } = useCache();
  const length = 1000;
  /** A little more than one record of `length` values with its head. */
  const segmentBytes = 4200;

  /** Makes a file look unused for so many seconds. */
  function age(file: string, seconds: number): void {
    const time = Date.now() / 1000 - seconds;
    utimesSync(file, time, time);
  }

  async function writeSegment(cache: RecordCache, key: string, id: number): Promise<string> {
    await (await cache.shelf(key, length)).write([id], valuesOf([id], length));
    await cache.flush();
    return segments(key).at(-1) ?? "";
  }

  /** A cache with one segment of one record for each id, unused for `ages[index]` seconds. */
  async function segmentsOfAges(key: string, ages: readonly number[]): Promise<string[]> {
    const cache = await open();
    const files: string[] = [];
    for (const id of ages.keys()) files.push(await writeSegment(cache, key, id));
    await cache.close();
    for (const [index, file] of files.entries()) age(file, ages[index] ?? 0);
    return files;
  }

  it("let the longest unused segments go first when the cache is opened", async () => {
    const files = await segmentsOfAges("features", [3 * hour, 5 * hour, 2 * hour, 4 * hour]);
    await open({ maxBytes: 2 * segmentBytes });
    assert.deepEqual(files.map(existsSync), [true, false, true, false]);
  });

  it("let the longest unused segments of other shelves go when one needs room", async () => {
    const files = await segmentsOfAges("old", [3 * hour, 5 * hour, 2 * hour]);
    const cache = await open({ maxBytes: 3 * segmentBytes });
    await writeSegment(cache, "new", 1);
    assert.deepEqual(files.map(existsSync), [true, false, true]);
    await writeSegment(cache, "new", 2);
    assert.deepEqual(files.map(existsSync), [false, false, true]);
    assert.equal(segments("new").length, 2);
    assert.deepEqual(problems, []);
  });

  it("hold for what this process has open in another shelf, which then reads as missing", async () => {
    await segmentsOfAges("old", [3 * hour, 2 * hour]);
    const cache = await open({ maxBytes: 2 * segmentBytes });
    const old = await cache.shelf("old", length);
    await writeSegment(cache, "new", 1);
    assert.deepEqual([old.has(0), old.has(1)], [false, true]);
    assert.deepEqual(await old.read([0, 1]), [undefined, ...recordsOf([1], length)]);
    assert.deepEqual(problems, []);
  });

  it("let what was just used stay, and do not keep what finds no room, which is said", async () => {
    const cache = await open({ maxBytes: 2 * segmentBytes });
    const kept = [await writeSegment(cache, "first", 1), await writeSegment(cache, "first", 2)];
    const second = await cache.shelf("second", length);
    await second.write([3], valuesOf([3], length));
    await cache.flush();
    assert.deepEqual(kept.map(existsSync), [true, true]);
    assert.deepEqual(await second.read([3]), [undefined]);
    assert.equal(cache.counts.written, 2);
    assert.deepEqual(problems, [
      {
        severity: "warning",
        code: "records/no-room",
        file: folder(),
        message:
          "at most 0.0 MiB may be kept here, and what is in use takes all of it; the rest is computed again each time " +
          "it is needed, which costs time and changes no result; allow more with the setting " +
          "transferLab.featureCache.gigabytes or the variable TRANSFER_LAB_FEATURE_CACHE_GB, or use smaller pictures or " +
          "fewer examples",
      },
    ]);
  });

  it("keep a fixed part of a shelf that is larger than the cache", async () => {
    const cache = await open({ maxBytes: 5 * segmentBytes });
    const ids = range(0, 8);
    for (const id of ids) await writeSegment(cache, "features", id);
    const shelf = await cache.shelf("features", length);
    for (let epoch = 0; epoch < 2; epoch += 1) {
      const found = await shelf.read(ids);
      assert.deepEqual(
        found.map((record) => record !== undefined),
        ids.map((id) => id < 5),
      );
      for (const id of ids.slice(5)) await writeSegment(cache, "features", id);
    }
  });

  it("are held by all that several caches write into one folder", async () => {
    const caches = await Promise.all(range(0, 3).map(() => open({ maxBytes: 6 * segmentBytes })));
    for (const id of range(0, 5))
      for (const [index, cache] of caches.entries()) await writeSegment(cache, `shelf-${index}`, id);
    const files = range(0, 3).flatMap((index) => segments(`shelf-${index}`));
    assert.ok(files.reduce((sum, file) => sum + statSync(file).size, 0) <= 6 * segmentBytes);
  });

  it("are held where segments are so small that their heads are most of them", async () => {
    const maxBytes = 4096;
    const cache = await open({ maxBytes });
    const shelf = await cache.shelf("single", 1);
    for (const id of range(0, 60)) {
      await shelf.write([id], Float32Array.of(id));
      await cache.flush();
      const bytes = segments("single").reduce((sum, file) => sum + statSync(file).size, 0);
      assert.ok(bytes <= maxBytes, `${bytes} bytes after ${id + 1} segments`);
    }
    assert.ok(cache.counts.written > 10);
  });

  it("let go what is unused for longer than the days told, and the folder of a shelf without segments", async () => {
    const old = await segmentsOfAges("old", [31 * day, 32 * day]);
    const files = await segmentsOfAges("features", [8 * day, 6 * day]);
    await open();
    assert.equal(existsSync(path.dirname(old[0] ?? "")), false);
    assert.deepEqual(files.map(existsSync), [true, true]);
    await open({ maxAgeDays: 7 });
    assert.deepEqual(files.map(existsSync), [false, true]);
  });

  it("count reading as use, marked in the file once an hour", async () => {
    const [first = "", second = ""] = await segmentsOfAges("features", [29 * day, 30 * minute]);
    const cache = await open();
    const before = statSync(second).mtimeMs;
    await (await cache.shelf("features", length)).read([0, 1]);
    assert.ok(Date.now() - statSync(first).mtimeMs < minute * 1000);
    assert.equal(statSync(second).mtimeMs, before);
  });

  it("let what a wrong clock dated into the future go first", async () => {
    const files = await segmentsOfAges("features", [2 * hour, -400 * day]);
    await open({ maxBytes: segmentBytes });
    assert.deepEqual(files.map(existsSync), [true, false]);
  });

  it("sweep what crashed writers left, once it is an hour old, and touch nothing else", async () => {
    await mkdir(path.join(folder(), "features"), { recursive: true });
    const write = (name: string, seconds: number): string => {
      const file = path.join(folder(), name);
      writeFileSync(file, "half a segment");
      age(file, seconds);
      return file;
    };
    const leftOver = write("features/000001700000000-0123456789abcdef.part", 2 * hour);
    const stay = [
      write("features/000001700000000-fedcba9876543210.part", 10 * minute),
      write("features/thesis.part", 400 * day),
      write("features/photos.records", 400 * day),
      write("000001700000000-0123456789abcdef.records", 400 * day),
    ];
    await open({ maxBytes: 0 });
    assert.equal(existsSync(leftOver), false);
    assert.deepEqual(
      stay.map((file) => [file, existsSync(file)]),
      stay.map((file) => [file, true]),
    );
    assert.equal(filesIn(folder(), "features").length, 1);
  });
});

describe("RecentRecords", () => {
  const record = (length: number): Float32Array => new Float32Array(length);
  const cost = 4 * 100 + 256;

  it("holds its bound, and the longest unused record goes first", () => {
    const memory = new RecentRecords(3 * cost);
    for (const key of ["a", "b", "c"]) memory.set(key, record(100));
    memory.get("a");
    memory.set("d", record(100));
    assert.deepEqual(
      ["a", "b", "c", "d"].map((key) => memory.has(key)),
      [true, false, true, true],
    );
    for (let index = 0; index < 1000; index += 1) {
      memory.set(`e${index % 7}`, record(index % 150));
      assert.ok(memory.bytes <= 3 * cost);
    }
  });

  it("does not keep a record larger than all of it, nor the one that was there before", () => {
    const memory = new RecentRecords(cost);
    memory.set("a", record(10));
    memory.set("a", record(101));
    assert.equal(memory.get("a"), undefined);
    assert.equal(memory.bytes, 0);
  });
});
