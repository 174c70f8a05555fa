import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downloadFile, type Download } from "../../../src/packages/download";
import type { Progress } from "../../../src/packages/progress";
import { useFileServer } from "./file-server";
import { problemOf, rejectionOf } from "./rejection";
import { useTemporaryCache } from "./temporary-cache";

describe("downloadFile", () => {
  const folder = useTemporaryCache();
  const server = useFileServer();
  const content = randomBytes(3_000_000);
  const integrity: Download["integrity"] = `sha256-${createHash("sha256").update(content).digest("base64")}`;

  function download(more: Partial<Download> = {}): Download {
    server.files.set("/file", content);
    return {
      url: `${server.address()}/file`,
      integrity,
      to: join(folder(), "in", "file"),
      stage: "Downloading",
      ...more,
    };
  }

  it("writes the file, makes its folder and leaves no part", async () => {
    const wanted = download();
    await downloadFile(wanted);
    assert.deepEqual(await readFile(wanted.to), content);
    assert.deepEqual(await readdir(join(folder(), "in")), ["file"]);
  });

  it("checks sha512 as npm gives it", async () => {
    const sha512 = createHash("sha512").update(content).digest("base64");
    await downloadFile(download({ integrity: `sha512-${sha512}` }));
  });

  it("reports bytes that grow to the total", async () => {
    const seen: Progress[] = [];
    await downloadFile(download({ onProgress: (progress) => seen.push(progress) }));
    const done = seen.map(({ doneBytes }) => doneBytes ?? 0);
    assert.deepEqual(
      done,
      done.toSorted((a, b) => a - b),
    );
    assert.deepEqual(seen.at(-1), { stage: "Downloading", doneBytes: content.length, totalBytes: content.length });
  });

  it("continues a part that is there with a range request", async () => {
    const wanted = download();
    await mkdir(join(folder(), "in"));
    await writeFile(`${wanted.to}.part`, content.subarray(0, 1000));
    await downloadFile(wanted);
    assert.deepEqual(server.ranges, ["bytes=1000-"]);
    assert.deepEqual(await readFile(wanted.to), content);
  });

  it("takes a part that is already whole", async () => {
    const wanted = download();
    await mkdir(join(folder(), "in"));
    await writeFile(`${wanted.to}.part`, content);
    await downloadFile(wanted);
    assert.deepEqual(await readFile(wanted.to), content);
  });

  it("starts again where the part is longer than the file", async () => {
    const wanted = download();
    await mkdir(join(folder(), "in"));
    await writeFile(`${wanted.to}.part`, Buffer.concat([content, content]));
    await downloadFile(wanted);
    assert.deepEqual(await readFile(wanted.to), content);
  });

  it("goes on from where the connection was cut", async () => {
    const wanted = download();
    server.cuts.push(1_000_000, 500_000);
    await downloadFile(wanted);
    assert.deepEqual(await readFile(wanted.to), content);
    assert.equal(server.ranges.length, 3);
    assert.ok(server.ranges.slice(1).every((range) => range !== undefined));
  });

  it("gives up when a connection brings nothing, and says why", async () => {
    server.cuts.push(0);
    const { code, message } = await problemOf(downloadFile(download()));
    assert.equal(code, "download/unreachable");
    assert.match(message, /^cannot be downloaded: .+\. Check the connection, then try again$/);
  });

  it("names the host that cannot be reached", async () => {
    const { code, file } = await problemOf(downloadFile(download({ url: "http://127.0.0.1:1/file" })));
    assert.deepEqual({ code, file }, { code: "download/unreachable", file: "http://127.0.0.1:1/file" });
  });

  it("gives the server's answer when it refuses", async () => {
    const { message } = await problemOf(downloadFile(download({ url: `${server.address()}/absent` })));
    assert.equal(message, "the server answered 404 Not Found");
  });

  it("removes a file with a wrong hash and shows both hashes", async () => {
    const wanted = download();
    server.files.set("/file", Buffer.from("something else"));
    const { code, message } = await problemOf(downloadFile(wanted));
    const received = createHash("sha256").update("something else").digest("base64");
    assert.equal(code, "download/wrong-hash");
    assert.equal(
      message,
      `must have the hash ${integrity}, got sha256-${received}; the file was removed. Try again; if it stays so, a proxy or a mirror changes the file`,
    );
    assert.deepEqual(await readdir(join(folder(), "in")), []);
  });

  it("ends with the signal's reason when it is aborted, and continues the part later", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped by hand");
    const wanted = download();
    const stopped = downloadFile({
      ...wanted,
      signal: controller.signal,
      onProgress: ({ doneBytes = 0 }) => {
        if (doneBytes > 0) controller.abort(reason);
      },
    });
    assert.equal(await rejectionOf(stopped), reason);
    assert.deepEqual(await readdir(join(folder(), "in")), ["file.part"]);
    await downloadFile(wanted);
    assert.deepEqual(await readFile(wanted.to), content);
  });

  it("says what to do when the folder cannot be made", async () => {
    await writeFile(join(folder(), "occupied"), "");
    const to = join(folder(), "occupied", "file");
    const { file, message } = await problemOf(downloadFile(download({ to })));
    assert.equal(file, to);
    assert.equal(message, "cannot be made, because a file lies where a folder should be; remove that file");
  });
});
