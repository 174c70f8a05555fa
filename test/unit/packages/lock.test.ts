import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { withLock } from "../../../src/packages/lock";
import { rejectionOf } from "./rejection";
import { useTemporaryCache } from "./temporary-cache";

describe("withLock", () => {
  const folder = useTemporaryCache();
  const file = (): string => join(folder(), "locks", "some.lock");

  async function holdAs(pid: number, host = hostname()): Promise<void> {
    await withLock(file(), () => Promise.resolve());
    await writeFile(file(), JSON.stringify({ pid, host, token: "another" }));
  }

  it("lets one action in at a time", async () => {
    let inside = 0;
    const action = async (): Promise<number> => {
      inside += 1;
      await readdir(folder());
      const together = inside;
      inside -= 1;
      return together;
    };
    const together = await Promise.all([1, 2, 3].map(() => withLock(file(), action)));
    assert.deepEqual(together, [1, 1, 1]);
  });

  it("is free again after an action that failed", async () => {
    const error = new Error("failed");
    assert.equal(await rejectionOf(withLock(file(), () => Promise.reject(error))), error);
    assert.equal(await withLock(file(), () => Promise.resolve("in")), "in");
    assert.deepEqual(await readdir(join(folder(), "locks")), []);
  });

  it("is taken over from a process that has ended", async () => {
    await holdAs(spawnSync(process.execPath, ["-e", ""]).pid);
    assert.equal(await withLock(file(), () => Promise.resolve("in")), "in");
  });

  it("is taken over from another machine that has fallen silent", async () => {
    await holdAs(1, "another-machine");
    await utimes(file(), 0, 0);
    assert.equal(await withLock(file(), () => Promise.resolve("in")), "in");
  });

  it("waits for a living process, says so once, and stops waiting when it is aborted", async () => {
    await holdAs(process.pid);
    const controller = new AbortController();
    let waits = 0;
    const waiting = withLock(file(), () => Promise.resolve(), {
      signal: controller.signal,
      onWait: () => {
        waits += 1;
        controller.abort(new Error("stopped by hand"));
      },
    });
    await rejectionOf(waiting);
    assert.equal(waits, 1);
  });
});
