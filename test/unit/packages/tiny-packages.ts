/** Very small packages, and the answers of a registry and of an index that offer them. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython } from "../../../src/packages/python";
import type { NpmPin, PypiPin } from "../../../src/packages/pinned";
import type { FileServer } from "./file-server";

/** Offers `@tiny/package` 1.0.0 with one file, `index.js`. */
export function offerNpmPackage(server: FileServer): NpmPin {
  const tarball = inTemporaryFolder((folder) => {
    mkdirSync(join(folder, "package"));
    writeFileSync(join(folder, "package", "package.json"), '{"name":"@tiny/package","version":"1.0.0"}');
    writeFileSync(join(folder, "package", "index.js"), "// tiny\n");
    return execFileSync("tar", ["-czf", "-", "package"], { cwd: folder });
  });
  const integrity: NpmPin["integrity"] = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const dist = { tarball: `${server.address()}/tiny.tgz`, integrity };
  const version = { name: "@tiny/package", version: "1.0.0", dist };
  const answer = { name: "@tiny/package", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } };
  server.files.set("/@tiny/package", Buffer.from(JSON.stringify(answer)));
  server.files.set("/tiny.tgz", tarball);
  return { name: "@tiny/package", version: "1.0.0", integrity, licence: "MIT", usedFor: "tests" };
}

const makeWheel = `
import sys, zipfile
info = "tiny-1.0.0.dist-info/"
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as wheel:
    wheel.writestr("tiny/data/a.csv", "1,2\\n")
    wheel.writestr("tiny/data/b.csv", "3,4\\n")
    wheel.writestr("tiny/unwanted.py", "")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: cp312-cp312-win_arm64\\n")
    wheel.writestr(info + "RECORD", "")
`;

/** Offers `tiny` 1.0.0 for Python 3.12 on Windows for ARM. */
export async function offerWheel(server: FileServer): Promise<PypiPin> {
  const python = (await findPython())?.executable ?? "python3";
  const wheel = inTemporaryFolder((folder) => {
    execFileSync(python, ["-c", makeWheel, join(folder, "wheel")]);
    return readFileSync(join(folder, "wheel"));
  });
  const file = "tiny-1.0.0-cp312-cp312-win_arm64.whl";
  server.files.set("/simple/tiny/", Buffer.from(`<!DOCTYPE html><a href="/files/${file}">${file}</a>`));
  server.files.set(`/files/${file}`, wheel);
  return {
    name: "tiny",
    version: "1.0.0",
    sha256: createHash("sha256").update(wheel).digest("hex"),
    python: "3.12",
    platform: "win_arm64",
    files: ["tiny/data/"],
    licence: "MIT",
    usedFor: "tests",
  };
}

function inTemporaryFolder<T>(make: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "transfer-lab-"));
  try {
    return make(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
