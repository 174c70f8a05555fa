/**
 * The suites of `npm test`, in the order they run. Each takes a file and writes its counts there as
 * `{"passed": n, "failed": n}`; a suite that is one command counts as one test.
 */
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { repositoryRoot } from "./paths.mjs";
import { npm, run } from "./run.mjs";

const minute = 60_000;
const otherNode = process.versions.node.startsWith("24.") ? "node20" : "node24";

/**
 * @typedef {object} Suite
 * @property {string} id
 * @property {string[]} tools what `ensureTools` has to have installed
 * @property {boolean} runtime whether it trains
 * @property {boolean} build whether it uses the bundles in dist
 * @property {(counts: string, tools: Record<string, any>) => Promise<{ ok: boolean, reason: string }>} start
 */

/** Files of tests that wait for no page and share nothing run side by side, each in a process of its own. */
const atOnce = { jobs: Math.min(2, os.availableParallelism()) };

/** @type {Suite[]} */
export const suites = [
  { id: "lint", tools: [], runtime: false, build: false, start: command("lint", 10) },
  { id: "build", tools: [], runtime: false, build: false, start: command("build", 10) },
  { id: "unit", tools: [], runtime: false, build: false, start: mocha("test/unit/**/*.test.ts", 10, atOnce) },
  {
    id: "engine",
    tools: ["tensorboard"],
    runtime: true,
    build: true,
    start: mocha("test/engine/**/*.test.ts", 30, atOnce),
  },
  {
    id: `engine-${otherNode}`,
    tools: [otherNode],
    runtime: true,
    build: true,
    // What a method computes and finds does not depend on the Node that calls TensorFlow: what does is processes, files
    // and the native binding.
    start: mocha(
      "test/engine/{checkpoint,cli*,model-files,run/{finished,interrupted,process,runtimes},training/resume,training/compile/*}.test.ts",
      20,
      { ...atOnce, tool: otherNode },
    ),
  },
  { id: "webview", tools: ["chromium"], runtime: false, build: true, start: mocha("test/webview/**/*.test.ts", 15) },
  { id: "host", tools: ["chromium", "editor"], runtime: true, build: true, start: inEditor },
  {
    id: "host-ui",
    tools: ["chromium", "editor"],
    runtime: true,
    build: true,
    start: mocha("test/host/ui/**/*.test.ts", 25),
  },
];

/**
 * Mocha over TypeScript; `.only` and skipped tests are failures.
 *
 * @param {string} files
 * @param {number} minutes after which it is ended
 * @param {{ tool?: string, jobs?: number }} options another Node than this one; files at a time
 */
function mocha(files, minutes, { tool, jobs = 1 } = {}) {
  return (counts, tools) =>
    run(
      tool === undefined ? process.execPath : tools[tool],
      [
        "--import=tsx",
        path.join("node_modules", "mocha", "bin", "_mocha"),
        ...(jobs > 1 ? ["--parallel", `--jobs=${jobs}`] : []),
        "--forbid-only",
        "--forbid-pending",
        // Tests that take longer say so themselves; two seconds are too little for a process on a busy machine.
        "--timeout=20000",
        `--reporter=${path.join("scripts", "lib", "mocha-reporter.cjs")}`,
        `--reporter-option=counts=${counts}`,
        files,
      ],
      { cwd: repositoryRoot, timeoutMs: minutes * minute },
    );
}

/** The suite that runs inside the editor's extension host. */
function inEditor(counts) {
  const args = ["--import=tsx", "test/host/run-in-editor.ts", counts];
  return run(process.execPath, args, { cwd: repositoryRoot, timeoutMs: 10 * minute });
}

function command(script, minutes) {
  return async (counts) => {
    const result = await run(npm, ["run", "--silent", script], { cwd: repositoryRoot, timeoutMs: minutes * minute });
    writeFileSync(counts, JSON.stringify({ passed: result.ok ? 1 : 0, failed: result.ok ? 0 : 1 }));
    return result;
  };
}
