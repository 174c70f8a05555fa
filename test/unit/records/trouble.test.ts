import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { Troubles } from "../../../src/records/trouble";
import { askCacheProcess } from "./cache-process";
import { recordsOf, useCache, valuesOf } from "./open-cache";

const otherFolder =
  "name another folder with the setting transferLab.featureCache.folder or the variable TRANSFER_LAB_FEATURE_CACHE";
const inMemoryOnly = "this process keeps records in memory only and computes again what is no longer there";

/** Writes 4 MiB in 16 records, keeps on and says what there is then. */
const writeMuch = `
  const memoryBytes = 64 * 2 ** 20;
  const roomy = await RecordCache.open({ folder: FOLDER, memoryBytes, onProblem });
  const shelf = await roomy.shelf("pictures", 65536);
  for (let id = 0; id < 16; id += 1) {
    await shelf.write([id], new Float32Array(65536).fill(id));
    await roomy.flush();
  }
  const found = await shelf.read(Array.from({ length: 16 }, (_, id) => id));
  const { written } = roomy.counts;
  await roomy.close();
  const again = await (await RecordCache.open({ folder: FOLDER, onProblem })).shelf("pictures", 65536);
  const names = fs.existsSync(FOLDER + "/pictures") ? fs.readdirSync(FOLDER + "/pictures") : [];
  const kept = Array.from({ length: 16 }, (_, id) => id).filter((id) => again.has(id)).length;
  say(problems);
  say({
    areAllInMemory: found.every((record, id) => record?.every((value) => value === id)),
    isKeptWhatWasWritten: kept === written && written < 16,
    parts: names.filter((name) => name.endsWith(".part")),
  });`;

describe("a record cache whose folder makes trouble", function () {
  this.timeout(60_000);
  const { open, folder, problems } = useCache();
  const scriptIn = (place: string): string => writeMuch.replaceAll("FOLDER", JSON.stringify(place));

  it("works in memory where a file is in the folder's place, and says so once", async () => {
    await writeFile(folder(), "");
    const cache = await open({ memoryBytes: 1e6 });
    for (const key of ["features", "pictures"]) {
      const shelf = await cache.shelf(key, 3);
      await shelf.write([1, 2], valuesOf([1, 2], 3));
      await cache.flush();
      assert.deepEqual(await shelf.read([1, 2, 3]), [...recordsOf([1, 2], 3), undefined]);
    }
    assert.deepEqual(cache.counts, { memory: 4, disk: 0, written: 0, damaged: 0 });
    assert.deepEqual(problems, [
      {
        severity: "warning",
        code: "records/in-the-way",
        file: folder(),
        message:
          "has to be a folder, and a file is in its place or in that of a folder above it (EEXIST); " +
          `rename or remove that file, or ${otherFolder}; ${inMemoryOnly}`,
      },
    ]);
  });

  it("names the folder of a shelf where a file is in its place", async () => {
    await mkdir(folder());
    const file = path.join(folder(), "features");
    await writeFile(file, "");
    const cache = await open({ memoryBytes: 1e6 });
    const shelf = await cache.shelf("features", 3);
    await shelf.write([1], valuesOf([1], 3));
    await cache.flush();
    assert.deepEqual(await shelf.read([1]), recordsOf([1], 3));
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.file]),
      [["records/in-the-way", file]],
    );
  });

  it("does not give an old record for one that could not be written", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 3);
    await shelf.write([1], valuesOf([1], 3));
    await cache.flush();
    await rm(folder(), { recursive: true });
    await writeFile(folder(), "");
    await shelf.write([1], valuesOf([1], 3, 50));
    await cache.flush();
    assert.deepEqual(await shelf.read([1]), [undefined]);
  });

  it("reads where it may not write, and keeps the rest in memory", async () => {
    const cache = await open();
    await (await cache.shelf("features", 3)).write([1], valuesOf([1], 3));
    await cache.close();
    await chmod(path.join(folder(), "features"), 0o555);
    await chmod(folder(), 0o555);
    const script = `
      const roomy = await RecordCache.open({ folder: ${JSON.stringify(folder())}, onProblem });
      for (const key of ["features", "others"]) {
        const shelf = await roomy.shelf(key, 3);
        await shelf.write([2], Float32Array.of(7, 8, 9));
        await roomy.flush();
        say((await shelf.read([1, 2])).map((record) => record && [...record]));
      }
      say(roomy.counts);
      say(problems);`;
    const said = await askCacheProcess(folder(), script, withoutSuperpowers());
    await chmod(path.join(folder(), "features"), 0o755);
    await chmod(folder(), 0o755);
    assert.deepEqual(said, [
      [
        [100, 101, 102],
        [7, 8, 9],
      ],
      [null, [7, 8, 9]],
      { memory: 2, disk: 1, written: 0, damaged: 0 },
      [
        {
          severity: "warning",
          code: "records/no-permission",
          file: folder(),
          message:
            "has to be a folder that can be read and written, and permission was denied (EACCES); " +
            `allow it, or ${otherFolder}; ${inMemoryOnly}`,
        },
      ],
    ]);
  });

  it("reads on from a folder that may not be listed any more", async () => {
    const cache = await open();
    await (await cache.shelf("features", 3)).write([1], valuesOf([1], 3));
    await cache.close();
    const features = path.join(folder(), "features");
    const script = `
      const shelf = await cache.shelf("features", 3);
      fs.chmodSync(${JSON.stringify(features)}, 0o300);
      for (const ids of [[2, 1], [1]]) say((await shelf.read(ids)).map((record) => record && [...record]));
      say(problems.map(({ code, message }) => [code, message.split("; ").at(-1)]));`;
    const said = await askCacheProcess(folder(), script, withoutSuperpowers());
    await chmod(features, 0o755);
    assert.deepEqual(said, [
      [null, [100, 101, 102]],
      [[100, 101, 102]],
      [["records/no-permission", "what cannot be read is computed again"]],
    ]);
  });

  it("keeps what fits on a disk, says once that it is full, and leaves nothing half-written", async () => {
    await mkdir(folder());
    assertFull(await askCacheProcess(folder(), scriptIn(folder()), onSmallDisk(folder())));
  });

  it("takes a limit on the size of files for a full disk", async () => {
    await mkdir(folder());
    const said = await askCacheProcess(folder(), scriptIn(folder()), withSmallFiles);
    assertFull(said);
    assert.match(JSON.stringify(said), /files may not become larger than the limit of this process \(EFBIG\)/);
  });

  function assertFull([heard, rest]: unknown[]): void {
    assert.deepEqual(rest, { areAllInMemory: true, isKeptWhatWasWritten: true, parts: [] });
    assert.ok(Array.isArray(heard) && heard.length === 1);
    const text = JSON.stringify(heard);
    assert.ok(
      text.includes(`"severity":"warning","code":"records/disk-full","file":${JSON.stringify(folder())}`),
      text,
    );
    assert.match(text, /needs room for records that would otherwise be computed again, and .* \((ENOSPC|EFBIG)\); /);
    assert.ok(text.includes(`free some space, or ${otherFolder}; ${inMemoryOnly}`), text);
  }
});

describe("Troubles", () => {
  it("throws what is no refusal of the system, because that is a bug", () => {
    const troubles = new Troubles("cache", () => undefined);
    const bug = new TypeError("undefined is not a function");
    assert.throws(() => {
      troubles.refused(bug, "unread");
    }, bug);
    const ofNode = Object.assign(new RangeError("out of range"), { code: "ERR_OUT_OF_RANGE" });
    assert.throws(() => {
      troubles.refused(ofNode, "unwritten");
    }, ofNode);
  });

  it("says for every refusal what was got and the way out", () => {
    for (const code of ["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "EMFILE", "EIO"]) {
      const said: string[] = [];
      const troubles = new Troubles("cache", ({ message }) => void said.push(message));
      const error = Object.assign(new Error("no"), { code });
      troubles.refused(error, "unread");
      troubles.refused(error, "unread");
      const [message = "", ...more] = said;
      assert.deepEqual(more, []);
      assert.ok(message.includes(`(${code}); `) && message.includes(otherFolder), message);
      assert.ok(message.endsWith("what cannot be read is computed again"), message);
    }
  });
});

/** For files of no more than some 100 KiB. */
const withSmallFiles = ["sh", "-c", 'ulimit -f 200; exec "$@"', "sh"];

/** Permissions do not bind root. */
function withoutSuperpowers(): string[] {
  if (process.getuid?.() !== 0) return [];
  const powers = "-dac_override,-dac_read_search";
  return ["setpriv", `--bounding-set=${powers}`, `--inh-caps=${powers}`, "--"];
}

/**
 * A disk of 1 MiB stands in the folder's place for that process; where mounting is not allowed, files may not become
 * larger than a little.
 */
function onSmallDisk(folder: string): string[] {
  const unshare = ["unshare", "--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"])] as const;
  const mount = `mount -t tmpfs -o size=1m none '${folder}'`;
  const [command, ...options] = unshare;
  const isAllowed = spawnSync(command, [...options, "sh", "-c", mount], { stdio: "ignore" }).status === 0;
  return isAllowed ? [...unshare, "sh", "-c", `${mount} && exec "$@"`, "sh"] : [...withSmallFiles];
}
