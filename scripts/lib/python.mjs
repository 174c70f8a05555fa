/** Python packages, pinned by a requirements file, each set in an environment of its own in the per-user cache. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { toolsFolder } from "./paths.mjs";
import { mustRun, run } from "./run.mjs";

const pythonNames = process.platform === "win32" ? ["python", "python3"] : ["python3", "python"];

/**
 * @param {object} options
 * @param {string} options.name of the environment
 * @param {string} options.requirements the file
 * @param {string} options.who needs it, for messages: `The benchmark`
 * @param {(home: string) => string} options.announcement shown before it is installed
 * @param {string[]} options.tried modules that are imported once, each in a process of its own
 * @returns {Promise<string>} the Python of the environment, which counts as installed once its stamp is there
 * @throws Error that says what to do
 */
export async function ensurePython({ name, requirements, who, announcement, tried }) {
  const key = `${name}-${createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12)}`;
  const home = path.join(toolsFolder, key);
  const python =
    process.platform === "win32" ? path.join(home, "Scripts", "python.exe") : path.join(home, "bin", "python");
  const stamp = path.join(home, "installed");
  if (existsSync(stamp)) return python;
  await withLock(key, async () => {
    if (existsSync(stamp)) return;
    const creator = await findPython(who);
    console.log(announcement(home));
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    await mustRun(creator, ["-m", "venv", home]);
    const install = ["-m", "pip", "install", "--disable-pip-version-check", "--requirement", requirements];
    await mustRun(python, install, { timeoutMs: 60 * 60_000 });
    // One after the other: in one process copies of a library may get in each other's way.
    for (const module of tried) await mustRun(python, ["-c", `import ${module}`]);
    writeFileSync(stamp, "");
  });
  return python;
}

async function findPython(who) {
  for (const name of pythonNames) {
    const { ok } = await run(name, ["-c", "import sys, venv, ensurepip; assert sys.version_info >= (3, 11)"], {
      quiet: true,
    });
    if (ok) return name;
  }
  throw new Error(`${who} needs Python 3.11 or newer with venv (on Debian the package python3-venv); install it`);
}
