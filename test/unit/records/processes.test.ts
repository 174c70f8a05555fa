import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { startCacheProcess, askCacheProcess, type CacheProcess } from "./cache-process";
import { filesIn, range, recordsOf, useCache, valuesOf } from "./open-cache";

const helpers = `
  const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
  const valuesOf = (ids, length) => Float32Array.from(ids.flatMap((id) => range(0, length).map((at) => id * 100 + at)));`;

describe("several processes with one record cache", function () {
  this.timeout(60_000);
  const { open, folder, problems, segments } = useCache();

  it("may write the same and other ids at once, and each finds all", async () => {
    const script = (from: number): string => `
      ${helpers}
      const shelf = await cache.shelf("features", 5);
      const wrong = [];
      for (const start of range(0, 20).map((batch) => ${from} + 10 * batch)) {
        const ids = range(start, start + 10);
        await shelf.write(ids, valuesOf(ids, 5));
        await cache.flush();
        const found = await shelf.read(ids);
        wrong.push(...ids.filter((id, i) => String(found[i]) !== String(valuesOf([id], 5))));
      }
      await cache.close();
      say([wrong, problems, cache.counts.written, cache.counts.damaged]);`;
    // Ids 100 to 199 come from both.
    const answers = await Promise.all([0, 100].map((from) => askCacheProcess(folder(), script(from))));
    assert.deepEqual(answers, Array(2).fill([[[], [], 200, 0]]));
    const shelf = await (await open()).shelf("features", 5);
    assert.deepEqual(await shelf.read(range(0, 300)), recordsOf(range(0, 300), 5));
    assert.deepEqual(problems, []);
  });

  it("find what another has written since they opened the shelf", async () => {
    const shelf = await (await open()).shelf("features", 5);
    assert.deepEqual(await shelf.read([1]), [undefined]);
    const script = `${helpers}
      await (await cache.shelf("features", 5)).write([1, 2], valuesOf([1, 2], 5));
      await cache.close();`;
    await askCacheProcess(folder(), script);
    assert.deepEqual(await shelf.read([2, 1]), recordsOf([2, 1], 5));
  });

  it("take for missing what another has removed", async () => {
    const cache = await open();
    const shelf = await cache.shelf("features", 5);
    await shelf.write([1], valuesOf([1], 5));
    await cache.flush();
    await cache.close();
    const script = `for (const name of fs.readdirSync(${JSON.stringify(path.join(folder(), "features"))}))
      fs.rmSync(${JSON.stringify(path.join(folder(), "features"))} + "/" + name);`;
    await askCacheProcess(folder(), script);
    assert.deepEqual(await shelf.read([1]), [undefined]);
    assert.equal(shelf.has(1), false);
    assert.deepEqual(problems, []);
  });

  it("leave whole records only when they are killed while they write", async () => {
    const length = 65_536;
    for (const round of range(0, 3)) {
      // Each batch is large enough to be written at once.
      const script = `
        const shelf = await cache.shelf("features", ${length});
        for (let id = ${1000 * round}; ; id += 20) {
          const values = new Float32Array(20 * ${length});
          for (let i = 0; i < 20; i += 1) values.fill(id + i, i * ${length}, (i + 1) * ${length});
          await shelf.write(Array.from({ length: 20 }, (_, i) => id + i), values);
          say(id);
        }`;
      const writer = startCacheProcess(folder(), script);
      await writer.lines.next();
      const part = await killWhileWriting(writer, path.join(folder(), "features"));
      if (part !== undefined) assert.ok(existsSync(part));
    }
    const cache = await open();
    const shelf = await cache.shelf("features", length);
    for (const round of range(0, 3)) {
      assert.ok(shelf.has(1000 * round), "what was written before the kill is there");
      for (const id of range(1000 * round, 1000 * round + 1000)) {
        if (!shelf.has(id)) continue;
        const [record] = await shelf.read([id]);
        assert.ok(record?.length === length && record.every((value) => value === id), `record ${id}`);
      }
    }
    assert.equal(cache.counts.damaged, 0);
    assert.ok(segments("features").length >= 3);
  });
});

/**
 * Kills a process at a moment when it has a half-written segment.
 *
 * @returns the path of that; undefined where threads cannot be seen to have stopped, so that the moment is not certain
 */
async function killWhileWriting({ child, lines }: CacheProcess, folder: string): Promise<string | undefined> {
  const ended = async (): Promise<void> => {
    child.kill("SIGKILL");
    while ((await lines.next()).done !== true);
  };
  const parts = (): Set<string> => new Set(filesIn(folder, ".part"));
  const before = parts();
  const fresh = (): string | undefined => [...parts()].find((file) => !before.has(file));
  for (;;) {
    while (fresh() === undefined) await new Promise(setImmediate);
    if (process.platform !== "linux") {
      await ended();
      return undefined;
    }
    child.kill("SIGSTOP");
    while (!isStopped(child.pid ?? 0)) await new Promise(setImmediate);
    const part = fresh();
    if (part !== undefined) {
      await ended();
      return part;
    }
    child.kill("SIGCONT");
  }
}

/** Whether all threads of a process stand still. */
function isStopped(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).every((task) => readFileSync(`${tasks}/${task}/stat`, "latin1").includes(") T "));
}
