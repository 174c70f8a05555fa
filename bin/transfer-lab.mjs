#!/usr/bin/env node
/** Starts the bundled command line; in a fresh checkout it is built first. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const bundles = ["cli.js", "engine.js"].map((name) => path.join(root, "dist", name));

if (!bundles.every((file) => existsSync(file))) {
  console.error("Transfer Lab is not built yet; building it (npm run build) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["run", "--silent", "build"], {
    cwd: root,
    stdio: ["ignore", process.stderr, "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("The build failed. In a fresh clone, run npm ci first, then npm run build.");
    process.exit(1);
  }
}
createRequire(import.meta.url)(bundles[0]);
