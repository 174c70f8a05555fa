/**
 * `npm run demo`: from a fresh clone to the verdict on a real data set, in the terminal; what follows `--` goes to
 * `transfer-lab demo`. `npm run demo -- --editor` opens the sample workspace in a real editor instead.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureDependencies } from "./bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { cacheFolder, repositoryRoot } from "./lib/paths.mjs";
import { ensureTools } from "./tools.mjs";

const args = process.argv.slice(2);
try {
  await ensureDependencies();
  await ensureBuilt();
  process.exitCode = args.includes("--editor") ? await openEditor() : transferLab("demo", ...args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function openEditor() {
  await ensureTools(["editor"]);
  const workspace = path.join(cacheFolder, "sample-workspace");
  const failed = transferLab("sample", workspace) || transferLab("runtime", "install");
  if (failed) return failed;
  return inTerminal(["--import=tsx", path.join(repositoryRoot, "test", "host", "open.ts"), workspace], repositoryRoot);
}

function transferLab(...args) {
  return inTerminal([path.join(repositoryRoot, "bin", "transfer-lab.mjs"), ...args], process.cwd());
}

/** In the terminal's foreground, so that Ctrl-C reaches the program itself. @returns {number} its exit code */
function inTerminal(args, cwd) {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" });
  if (error !== undefined) throw error;
  return status ?? 1;
}
