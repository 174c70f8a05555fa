import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import { fetchDebianPackage } from "../../../src/packages/fetch-debian-package";
import type { DebianPin } from "../../../src/packages/pinned";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { useFileServer } from "./file-server";
import { problemOf } from "./rejection";
import { useTemporaryCache, withEnvironment } from "./temporary-cache";

const hasApt = spawnSync("apt-get", ["--version"]).error === undefined;
/** apt-get takes seconds to start on a busy machine. */
const slowClientMs = 60_000;

describe("fetchDebianPackage", function () {
  this.timeout(slowClientMs);
  const cache = useTemporaryCache();
  const folder = useTemporaryFolder("debian");
  const server = useFileServer();

  if (hasApt) {
    withEnvironment(() => ({ APT_CONFIG: join(folder(), "apt.conf") }));

    /** Offers `tiny-stamps` 1.0 with two files in a repository that this machine's own lists do not have. */
    const offer = (): DebianPin => {
      const root = join(folder(), "root");
      const files = {
        "DEBIAN/control": `Package: tiny-stamps\nVersion: 1.0\nArchitecture: all\nMaintainer: Tests <tests@example.org>\nDescription: tiny\n`,
        "usr/share/stamps/birds/owl.txt": "An owl.\n",
        "usr/share/doc/unwanted.txt": "",
      };
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(root, dirname(name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
      const archive = join(folder(), "tiny-stamps_1.0_all.deb");
      execFileSync("dpkg-deb", ["--build", "--root-owner-group", root, archive]);
      const bytes = readFileSync(archive);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const list = `Package: tiny-stamps\nVersion: 1.0\nArchitecture: all\nFilename: ./tiny-stamps_1.0_all.deb\nSize: ${bytes.length}\nSHA256: ${sha256}\nDescription: tiny\n`;
      server.files.set("/./Packages", Buffer.from(list));
      server.files.set("/Packages", Buffer.from(list));
      server.files.set("/tiny-stamps_1.0_all.deb", bytes);
      server.files.set("/./tiny-stamps_1.0_all.deb", bytes);
      writeFileSync(join(folder(), "sources.list"), `deb [trusted=yes] ${server.address()} ./\n`);
      const settings = { sourcelist: join(folder(), "sources.list"), sourceparts: "-" };
      const lines = Object.entries(settings).map(([name, value]) => `Dir::Etc::${name} "${value}";\n`);
      writeFileSync(join(folder(), "apt.conf"), lines.join(""));
      return {
        ...{ name: "tiny-stamps", version: "1.0", sha256, licence: "MIT", usedFor: "tests" },
        files: ["usr/share/stamps"],
      };
    };

    it("keeps the wanted folders of a package, with lists of its own where the machine's lack it", async () => {
      const fetched = await fetchDebianPackage(offer());
      assert.equal(fetched, join(cache(), "packages", "debian", "tiny-stamps-1.0"));
      assert.equal(await readFile(join(fetched, "usr/share/stamps/birds/owl.txt"), "utf8"), "An owl.\n");
      assert.deepEqual(await readdir(join(fetched, "usr/share")), ["stamps"]);
      assert.deepEqual(await readdir(join(cache(), "downloads", "debian")), []);
    });

    it("refuses a package with another hash and leaves nothing of it", async () => {
      const { code } = await problemOf(fetchDebianPackage({ ...offer(), sha256: "0".repeat(64) }));
      assert.equal(code, "download/wrong-hash");
      assert.deepEqual(await readdir(join(cache(), "packages", "debian")), []);
    });

    it("names a package that no source has", async () => {
      const { code, file, message } = await problemOf(fetchDebianPackage({ ...offer(), name: "tiny-absent" }));
      assert.deepEqual({ code, file }, { code: "package/not-found", file: "tiny-absent=1.0" });
      assert.match(message, /^apt-get cannot fetch it: /);
    });
  }

  describe("where there is no apt-get", () => {
    withEnvironment(() => ({ PATH: folder() }));

    it("says where the package can be fetched", async () => {
      const pin = { name: "tiny-stamps", version: "1.0", sha256: "0".repeat(64), licence: "MIT", usedFor: "tests" };
      const { code, message } = await problemOf(fetchDebianPackage({ ...pin, files: ["usr"] }));
      assert.equal(code, "package/no-apt");
      assert.match(message, /needs apt-get; fetch it on Debian or Ubuntu$/);
    });
  });
});
