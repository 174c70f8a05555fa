import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fetchNpmPackage, fetchPypiPackage } from "../../../src/packages/fetch-package";
import { useFileServer } from "./file-server";
import { problemOf, rejectionOf } from "./rejection";
import { useTemporaryCache, withEnvironment } from "./temporary-cache";
import { offerNpmPackage, offerWheel } from "./tiny-packages";

/** npm and pip take seconds to start on a busy machine. */
const slowClientMs = 60_000;

describe("fetchNpmPackage", function () {
  this.timeout(slowClientMs);
  const cache = useTemporaryCache();
  const server = useFileServer();
  withEnvironment(() => ({ npm_config_registry: server.address(), npm_config_cache: join(cache(), "npm") }));

  it("unpacks the package into the cache and keeps no archive", async () => {
    const folder = await fetchNpmPackage(offerNpmPackage(server));
    assert.equal(folder, join(cache(), "packages", "npm", "@tiny+package-1.0.0"));
    assert.deepEqual(await readdir(folder), ["index.js", "package.json"]);
    assert.deepEqual(await readdir(join(cache(), "downloads", "npm")), []);
  });

  it("asks nobody when the package is in the cache", async () => {
    const pin = offerNpmPackage(server);
    await fetchNpmPackage(pin);
    const before = server.ranges.length;
    await fetchNpmPackage(pin);
    assert.equal(server.ranges.length, before);
  });

  it("refuses a package with another hash and leaves nothing of it", async () => {
    const integrity = `sha512-${createHash("sha512").update("expected").digest("base64")}` as const;
    const { code } = await problemOf(fetchNpmPackage({ ...offerNpmPackage(server), integrity }));
    assert.equal(code, "download/wrong-hash");
    assert.deepEqual(await readdir(join(cache(), "packages", "npm")), []);
  });

  it("lets npm download where this process may not", async () => {
    const pin = offerNpmPackage(server);
    server.only = /^npm\//;
    assert.deepEqual(await readdir(await fetchNpmPackage(pin)), ["index.js", "package.json"]);
  });

  it("names a package that the registry does not have", async () => {
    const pin = { ...offerNpmPackage(server), name: "@tiny/absent" };
    const { code, file, message } = await problemOf(fetchNpmPackage(pin));
    assert.deepEqual({ code, file }, { code: "package/not-found", file: "@tiny/absent@1.0.0" });
    assert.match(message, /^npm cannot fetch it: 404/);
  });

  it("makes the package once for two who want it at once", async () => {
    const pin = offerNpmPackage(server);
    const folders = await Promise.all([fetchNpmPackage(pin), fetchNpmPackage(pin)]);
    assert.equal(folders[0], folders[1]);
    assert.equal(server.ranges.length, 2, "one question and one download");
  });
});

describe("fetchNpmPackage without npm", () => {
  useTemporaryCache();
  withEnvironment(() => ({ PATH: "" }));

  it("says what brings npm", async () => {
    const pin = { name: "tiny", version: "1.0.0", integrity: "sha512-" as const, licence: "MIT", usedFor: "tests" };
    assert.equal(
      (await problemOf(fetchNpmPackage(pin))).message,
      "was not found; install Node.js, which brings npm, and put it on the PATH",
    );
  });
});

describe("fetchPypiPackage", function () {
  this.timeout(slowClientMs);
  const cache = useTemporaryCache();
  const server = useFileServer();
  withEnvironment(() => ({ PIP_INDEX_URL: `${server.address()}/simple/`, PIP_CACHE_DIR: join(cache(), "pip") }));

  it("keeps the wanted files of a wheel that was made for another platform", async () => {
    const folder = await fetchPypiPackage(await offerWheel(server));
    assert.equal(folder, join(cache(), "packages", "pypi", "tiny-1.0.0"));
    assert.deepEqual(await readdir(folder), ["tiny"]);
    assert.deepEqual(await readdir(join(folder, "tiny")), ["data"]);
    assert.equal(await readFile(join(folder, "tiny", "data", "b.csv"), "utf8"), "3,4\n");
  });

  it("refuses a wheel with another hash", async () => {
    const pin = { ...(await offerWheel(server)), sha256: "0".repeat(64) };
    assert.equal((await problemOf(fetchPypiPackage(pin))).code, "download/wrong-hash");
  });

  it("lets pip download where this process may not", async () => {
    const pin = await offerWheel(server);
    server.only = /^pip\//;
    assert.deepEqual(await readdir(await fetchPypiPackage(pin)), ["tiny"]);
  });

  it("names a package that the index does not have", async () => {
    const pin = { ...(await offerWheel(server)), name: "absent" };
    const { file, message } = await problemOf(fetchPypiPackage(pin));
    assert.equal(file, "absent==1.0.0");
    assert.match(message, /^pip cannot fetch it: ERROR: No matching distribution found for absent==1\.0\.0/);
  });

  it("ends with the signal's reason when it is aborted", async () => {
    const reason = new Error("stopped by hand");
    const pin = await offerWheel(server);
    assert.equal(await rejectionOf(fetchPypiPackage(pin, { signal: AbortSignal.abort(reason) })), reason);
  });
});

describe("fetchPypiPackage without Python", () => {
  useTemporaryCache();
  withEnvironment(() => ({ PATH: "" }));

  it("says what to install", async () => {
    const pin = { name: "tiny", version: "1.0.0", sha256: "", python: "3.12", platform: "any", files: [] };
    assert.equal(
      (await problemOf(fetchPypiPackage({ ...pin, licence: "MIT", usedFor: "tests" }))).message,
      "needs Python 3.8 or newer to be fetched, and none was found; install Python 3 with pip",
    );
  });
});
