/**
 * `npm run bench`: Transfer Lab beside Keras, PyTorch and plain tfjs-node; what follows `--` goes to `bench/run.ts`.
 * The Python contestants are installed once, into a virtual environment in the per-user cache.
 *
 *   npm run bench                        every case; bench/README.md says what they measure
 *   npm run bench -- a d                 these cases
 *   node scripts/bench.mjs --install     only installs the Python contestants
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureDependencies } from "./bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { withLock } from "./lib/lock.mjs";
import { cacheFolder, repositoryRoot, toolsFolder } from "./lib/paths.mjs";
import { mustRun, run } from "./lib/run.mjs";

const requirements = path.join(repositoryRoot, "bench", "peers", "requirements.txt");
const pythonNames = process.platform === "win32" ? ["python", "python3"] : ["python3", "python"];

try {
  const args = process.argv.slice(2);
  await ensureDependencies();
  const python = await ensurePeers();
  process.exitCode = args.includes("--install") ? 0 : await bench(python, args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @returns {Promise<number>} its exit code */
async function bench(python, args) {
  await ensureBuilt();
  const entry = path.join(repositoryRoot, "bench", "run.ts");
  const { ok, reason } = await run(process.execPath, ["--import=tsx", entry, ...args], {
    cwd: repositoryRoot,
    env: { TRANSFER_LAB_BENCH_PYTHON: python, TRANSFER_LAB_BENCH_FOLDER: path.join(cacheFolder, "bench") },
  });
  if (!ok) console.error(`The benchmark did not end well (${reason})`);
  return ok ? 0 : 1;
}

/** @returns {Promise<string>} the Python of the environment, which counts as installed once its stamp is there */
async function ensurePeers() {
  const key = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const home = path.join(toolsFolder, `bench-peers-${key}`);
  const python =
    process.platform === "win32" ? path.join(home, "Scripts", "python.exe") : path.join(home, "bin", "python");
  const stamp = path.join(home, "installed");
  if (existsSync(stamp)) return python;
  await withLock(`bench-peers-${key}`, async () => {
    if (existsSync(stamp)) return;
    const creator = await findPython();
    console.log(`Installing Keras, PyTorch and what they need into ${home}; with CUDA's libraries that is some 7 GB`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    await mustRun(creator, ["-m", "venv", home]);
    const install = ["-m", "pip", "install", "--disable-pip-version-check", "--requirement", requirements];
    await mustRun(python, install, { timeoutMs: 60 * 60_000 });
    // One after the other: in one process their copies of LLVM get in each other's way.
    for (const peer of ["keras", "torchvision"]) await mustRun(python, ["-c", `import ${peer}`]);
    writeFileSync(stamp, "");
  });
  return python;
}

async function findPython() {
  for (const name of pythonNames) {
    const { ok } = await run(name, ["-c", "import sys, venv, ensurepip; assert sys.version_info >= (3, 11)"], {
      quiet: true,
    });
    if (ok) return name;
  }
  throw new Error(
    "The benchmark needs Python 3.11 or newer with venv (on Debian the package python3-venv); install it",
  );
}
