/** Makes node_modules what package-lock.json says; costs milliseconds when it already is. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { withLock } from "./lib/lock.mjs";
import { repositoryRoot } from "./lib/paths.mjs";
import { npm, run } from "./lib/run.mjs";

/** @throws Error if `npm ci` fails */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) return;
  const lockName = `npm-ci-${createHash("sha256").update(repositoryRoot).digest("hex").slice(0, 12)}`;
  await withLock(lockName, async () => {
    if (dependenciesAreCurrent()) return;
    console.log("Installing the npm packages that package-lock.json names (npm ci)");
    const result = await run(npm, ["ci", "--no-audit", "--no-fund"], { cwd: repositoryRoot, timeoutMs: 15 * 60_000 });
    if (!result.ok) throw new Error(`npm ci failed: ${result.reason}`);
  });
}

/** npm keeps a record of what it installed beside it; packages for other platforms are rightly missing there. */
function dependenciesAreCurrent() {
  const wanted = lockedPackages("package-lock.json");
  const installed = lockedPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(
    ([folder, entry]) => folder === "" || entry.optional || installed[folder]?.version === entry.version,
  );
}

function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(repositoryRoot, file), "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" && file.startsWith("node_modules")) return {};
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await ensureDependencies();
