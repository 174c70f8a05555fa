import assert from "node:assert/strict";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { cacheDirectory } from "../../../src/packages/cache";

describe("cacheDirectory", () => {
  it("is the folder of TRANSFER_LAB_CACHE where that is set", () => {
    assert.equal(cacheDirectory({ TRANSFER_LAB_CACHE: "/elsewhere" }), "/elsewhere");
  });

  it("lies below the user's own cache otherwise", () => {
    const folder = cacheDirectory({});
    assert.equal(basename(folder), "transfer-lab");
    assert.ok(folder.startsWith(homedir()));
  });

  it("follows the platform's variable", () => {
    const variable = process.platform === "win32" ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
    const expected = process.platform === "darwin" ? join(homedir(), "Library", "Caches") : "/caches";
    assert.equal(cacheDirectory({ [variable]: "/caches" }), join(expected, "transfer-lab"));
  });
});
