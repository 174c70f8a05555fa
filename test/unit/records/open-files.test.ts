import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { OpenFiles } from "../../../src/records/open-files";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

describe("OpenFiles", () => {
  const folder = useTemporaryFolder("open-files");

  async function files(count: number): Promise<string[]> {
    const paths = Array.from({ length: count }, (_, index) => path.join(folder(), `${index}`));
    for (const [index, file] of paths.entries()) await writeFile(file, `text ${index}`);
    return paths;
  }

  /** The files of the test's folder that this process has open, where the system tells. */
  async function stillOpen(): Promise<string[] | undefined> {
    if (!existsSync("/proc/self/fd")) return undefined;
    const descriptors = await readdir("/proc/self/fd");
    const paths = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
    return paths.filter((file) => file.startsWith(folder())).map((file) => path.basename(file));
  }

  it("reads more files at once than stay open, each whole", async () => {
    const open = new OpenFiles(2);
    const paths = await files(9);
    const sizes = await Promise.all(
      [...paths, ...paths].map((file) => open.use(file, async (handle) => (await handle.stat()).size)),
    );
    assert.deepEqual(sizes, Array(18).fill(6));
    await open.close();
    assert.deepEqual((await stillOpen()) ?? [], []);
  });

  it("closes a dropped file after its last reader, and opens it anew for the next", async () => {
    const open = new OpenFiles();
    const [file = ""] = await files(1);
    const first = await open.use(file, async (handle) => {
      open.drop(file);
      return { handle, size: (await handle.stat()).size };
    });
    assert.equal(first.size, 6);
    const second = await open.use(file, (handle) => Promise.resolve(handle));
    assert.notEqual(second, first.handle);
    await open.close();
    assert.deepEqual((await stillOpen()) ?? [], []);
  });

  it("tries again to open what could not be opened", async () => {
    const open = new OpenFiles();
    const file = path.join(folder(), "later");
    await assert.rejects(
      open.use(file, (handle) => handle.stat()),
      { code: "ENOENT" },
    );
    await writeFile(file, "here");
    assert.equal((await open.use(file, (handle) => handle.stat())).size, 4);
    await open.close();
  });

  it("passes on what its reader throws, and closes the file", async () => {
    const open = new OpenFiles();
    const [file = ""] = await files(1);
    const error = new Error("unreadable");
    await assert.rejects(
      open.use(file, () => Promise.reject(error)),
      error,
    );
    await open.close();
    assert.deepEqual((await stillOpen()) ?? [], []);
  });
});
