import assert from "node:assert/strict";
import { librarySources } from "../../../src/runtime/libraries";
import { useFileServer } from "../packages/file-server";
import { problemOf } from "../packages/rejection";
import { useTemporaryCache, withEnvironment } from "../packages/temporary-cache";

describe("librarySources", () => {
  const server = useFileServer();
  useTemporaryCache();
  withEnvironment(() => ({ TFJS_NODE_CDN_STORAGE: `${server.address()}/` }));

  it("offers tfjs-node's own download before the Python package", () => {
    assert.deepEqual(
      librarySources("linux-x64").map(({ title }) => title),
      ["tfjs-node's own download of TensorFlow 2.9.1", "the Python package tensorflow-cpu 2.21.0"],
    );
  });

  it("offers nothing for a platform without known hashes", () => {
    assert.deepEqual(librarySources("win32-x64"), []);
  });

  it("refuses what a mirror serves under the name of the download", async () => {
    server.files.set("/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz", Buffer.from("junk"));
    const [prebuilt] = librarySources("linux-x64");
    assert.ok(prebuilt !== undefined);
    assert.equal((await problemOf(prebuilt.fetch({}))).code, "download/wrong-hash");
  });

  it("says quickly that the download is not there", async () => {
    const [prebuilt] = librarySources("linux-x64");
    assert.ok(prebuilt !== undefined);
    assert.equal((await problemOf(prebuilt.fetch({}))).message, "the server answered 404 Not Found");
  });
});
