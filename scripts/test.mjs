/**
 * `npm test`: installs what is missing, then runs the suites one after the other. The last line is
 * `N passed, N failed`, and the exit code follows it.
 *
 *   npm test                   everything
 *   npm test -- unit engine    these suites; `engine` also means `engine-node24`, `host` also `host-ui`
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureDependencies } from "./bootstrap.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { repositoryRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { suites } from "./lib/suites.mjs";
import { ensureTools } from "./tools.mjs";

const total = { passed: 0, failed: 0 };
const results = mkdtempSync(path.join(os.tmpdir(), "transfer-lab-test-"));
process.once("exit", () => rmSync(results, { recursive: true, force: true }));

try {
  await runSuites(chosenSuites(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runSuites(chosen) {
  await timed("dependencies", ensureDependencies);
  const tools = await timed("tools", () => ensureTools([...new Set(chosen.flatMap((suite) => suite.tools))]));
  if (chosen.some((suite) => suite.runtime)) await timed("training runtime", ensureTrainingRuntime);
  if (chosen.some((suite) => suite.build) && !chosen.some((suite) => suite.id === "build")) {
    await timed("bundles", ensureBuilt);
  }
  for (const suite of chosen) {
    console.log(`\n== ${suite.id}`);
    const counts = await timed(suite.id, () => runSuite(suite, tools));
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  console.log("");
}

/** A suite that ends without counts, or that ran nothing, has failed once; so has one that passed but ended badly. */
async function runSuite(suite, tools) {
  const file = path.join(results, `${suite.id}.json`);
  const { ok, reason } = await suite.start(file, tools);
  const counts = readCounts(file);
  if (counts === undefined || counts.passed + counts.failed === 0) {
    console.error(`${suite.id}: ran no test (${reason})`);
    return { passed: 0, failed: 1 };
  }
  if (!ok && counts.failed === 0) {
    console.error(`${suite.id}: its tests passed, but it did not end well (${reason})`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function chosenSuites(names) {
  const matches = (suite, name) => suite.id === name || suite.id.startsWith(`${name}-`);
  const unknown = names.find((name) => !suites.some((suite) => matches(suite, name)));
  if (unknown !== undefined) {
    throw new Error(`There is no suite "${unknown}"; there are ${suites.map((suite) => suite.id).join(", ")}`);
  }
  return names.length === 0 ? suites : suites.filter((suite) => names.some((name) => matches(suite, name)));
}

/** Where it cannot be installed, training falls back to JavaScript, and the tests of the engine say what that breaks. */
async function ensureTrainingRuntime() {
  const args = ["--import=tsx", "src/cli/main.ts", "runtime", "install"];
  const result = await run(process.execPath, args, { cwd: repositoryRoot, timeoutMs: 20 * 60_000 });
  if (!result.ok) console.error(`The training runtime could not be installed (${result.reason})`);
}

async function timed(name, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}
