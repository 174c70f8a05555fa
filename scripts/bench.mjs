/**
 * `npm run bench`: Transfer Lab beside Keras, PyTorch and plain tfjs-node; what follows `--` goes to `bench/run.ts`.
 * The Python contestants are installed once, into a virtual environment in the per-user cache.
 *
 *   npm run bench                        every case; bench/README.md says what they measure
 *   npm run bench -- a d                 these cases
 *   node scripts/bench.mjs --install     only installs the Python contestants
 */
import path from "node:path";
import { ensureDependencies } from "./bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { cacheFolder, repositoryRoot } from "./lib/paths.mjs";
import { ensurePython } from "./lib/python.mjs";
import { run } from "./lib/run.mjs";

const requirements = path.join(repositoryRoot, "bench", "peers", "requirements.txt");

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

/** @returns {Promise<string>} the Python that has them */
function ensurePeers() {
  return ensurePython({
    name: "bench-peers",
    requirements,
    who: "The benchmark",
    announcement: (home) =>
      `Installing Keras, PyTorch and what they need into ${home}; with CUDA's libraries that is some 7 GB`,
    tried: ["keras", "torchvision"],
  });
}
