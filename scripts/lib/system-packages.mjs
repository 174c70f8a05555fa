/** Debian packages: what is there, and what can be installed where we may. */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { mustRun, run } from "./run.mjs";

/** @returns {string | undefined} the first of these programs on the PATH, absolute */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs those of the packages that are missing.
 * @param {string[]} packages Debian names
 * @param {string} purpose ends the sentence "… is needed for"
 * @throws Error that says what to install by hand, where we are not root or not on Debian
 */
export async function ensureDebianPackages(packages, purpose) {
  const status = await run("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...packages], {
    quiet: true,
  });
  const installed = new Set([...status.output.matchAll(/^(\S+) installed$/gm)].map((match) => match[1]));
  const missing = packages.filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || findOnPath("apt-get") === undefined) {
    throw new Error(
      `${missing.join(", ")}: needed for ${purpose}; install with: sudo apt-get install ${missing.join(" ")}`,
    );
  }
  console.log(`Installing Debian packages for ${purpose}: ${missing.join(", ")}`);
  await mustRun("apt-get", ["update", "-qq"]);
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...missing];
  await mustRun("apt-get", install, { env: { DEBIAN_FRONTEND: "noninteractive" } });
}
