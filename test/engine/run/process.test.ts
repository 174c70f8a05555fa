import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "mocha";
import { runFiles, runStatusSchema } from "../../../src/runs/layout";
import { readMetrics } from "../../../src/runs/metrics-log";
import { readRun } from "../../../src/runs/read-run";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { beginRun, endEnginesAfterEach, newEngine, newRun, resumeRun, startRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writeTables } from "../../support/engine-workspace";
import { repositoryRoot } from "../../support/paths";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";
import { until } from "../../support/until";

/** It goes on until it is ended. */
const endless = { ...tableExperiment, training: { ...tableExperiment.training, epochs: 1_000_000 } };

describe("the engine process", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("process");
    await writeTables(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  const statusOf = async (directory: string) => {
    const run = await readRun(directory);
    assert.ok("status" in run);
    return { state: run.state, problem: run.status.problem };
  };

  it("ends by itself when its parent is gone, and leaves a run that can be resumed", async () => {
    const directory = await newRun({ folder: workspace.path, experiment: endless, name: "orphan" });
    const script = path.join(repositoryRoot, "test/support/engine-parent.ts");
    const parent = spawn(process.execPath, ["--import=tsx", script, directory], {
      cwd: repositoryRoot,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
    const enginePid = Number(line);
    assert.doesNotThrow(() => process.kill(enginePid, 0), "the engine is there");
    parent.kill("SIGKILL");
    await once(parent, "exit");
    await until(() => isGone(enginePid), "the engine to end");
    assert.equal((await statusOf(directory)).state, "interrupted");
    const resumed = await resumeRun(directory);
    await resumed.engine.request({ type: "stop" });
    assert.deepEqual(await resumed.closed(), { reason: "stopped" });
  });

  it("that crashes makes its run a failed one that says why", async () => {
    const run = await startRun({ folder: workspace.path, experiment: endless, name: "crash" });
    await run.rowNumber(3);
    process.kill(run.engine.pid ?? 0, "SIGSEGV");
    const problem = {
      severity: "error",
      code: "engine/crashed",
      file: run.directory,
      message: "the training engine was ended by SIGSEGV and said nothing",
    };
    assert.deepEqual(await run.closed(), { problem });
    assert.deepEqual(await statusOf(run.directory), { state: "failed", problem });
  });

  it("carries out one run and refuses a second, without harm to the first", async () => {
    const { path: folder } = workspace;
    const run = await startRun({ folder, name: "first" });
    const runDirectory = await newRun({ folder, name: "second" });
    const problem = await rejectedProblem(run.engine.request({ type: "run", runDirectory }));
    assert.equal(problem.message, "an engine process carries out one run; start another engine");
    await until(async () => (await statusOf(run.directory)).state === "finished", "the first run to finish");
  });

  it("refuses a run of an experiment that another one runs, and names that run and the way out", async () => {
    const { path: folder } = workspace;
    const first = await startRun({ folder, experiment: endless, name: "twice" });
    const second = await newRun({ folder, experiment: endless, name: "twice" });
    const problem = await rejectedProblem(beginRun(second));
    assert.deepEqual(problem, {
      severity: "error",
      code: "runs/already-running",
      file: path.join(folder, "twice.transfer.json"),
      message:
        "only one run of an experiment can go on at a time, and " +
        `${path.basename(first.directory)} (process ${first.engine.pid}) is running; ` +
        "wait for it, stop it, or copy the experiment file",
    });
    assert.equal((await statusOf(second)).state, "failed");
    await first.engine.request({ type: "stop" });
    assert.deepEqual(await first.closed(), { reason: "stopped" });
    await (await beginRun(second)).kill();
  });

  it("refuses a folder that is no run, and says so", async () => {
    const engine = await newEngine();
    const problem = await rejectedProblem(engine.request({ type: "resume", runDirectory: workspace.path }));
    assert.deepEqual(problem, {
      severity: "error",
      code: "runs/missing",
      file: path.join(workspace.path, "experiment.json"),
      message: "is missing; the run folder is not whole",
    });
    await engine.closed;
  });

  it("loses no message where its client is busy until the run is over", async () => {
    const training = { ...tableExperiment.training, epochs: 45, batchSize: 2 };
    const run = await startRun({ folder: workspace.path, experiment: { ...tableExperiment, training }, name: "busy" });
    beBusyUntilFinished(run.directory);
    assert.deepEqual(await run.closed(), { reason: "finished" });
    const { rows } = await readMetrics(runFiles(run.directory).metrics);
    assert.ok(rows.length > 2000);
    assert.equal(run.rows.length, rows.length);
  });
});

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** Nothing is received meanwhile. */
function beBusyUntilFinished(directory: string): void {
  const end = performance.now() + trainingMs;
  for (;;) {
    const status = runStatusSchema.parse(JSON.parse(readFileSync(runFiles(directory).state, "utf8")));
    if (status.state === "finished") return;
    if (performance.now() > end) throw new Error(`the run is ${status.state}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}
