import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { RunState } from "../../../src/protocol/metrics";
import { createRun } from "../../../src/runs/create-run";
import { writeJson } from "../../../src/runs/json-file";
import { runFiles, runsFolder } from "../../../src/runs/layout";
import { listRuns } from "../../../src/runs/list-runs";
import { openMetricsLog, openWarningsLog } from "../../../src/runs/metrics-log";
import { readRun } from "../../../src/runs/read-run";
import { readRunView } from "../../../src/runs/run-view";
import { writeStatus } from "../../../src/runs/status";
import { experimentAt } from "../../fixtures/experiment";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { reportOf } from "../../fixtures/report";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

describe("run folders", () => {
  const folder = useTemporaryFolder("runs");
  const file = () => path.join(folder(), "pets.transfer.json");
  const newRun = () => createRun(experimentAt(file()), "// as it was\n{}");

  const status = (state: RunState, pid?: number, startedAt = "2026-03-14T15:09:26.000Z") => ({
    state,
    startedAt,
    ...(pid !== undefined && { pid }),
  });
  const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

  async function stateOf(directory: string): Promise<RunState> {
    const run = await readRun(directory);
    assert.ok(!("problem" in run), JSON.stringify(run));
    return run.state;
  }

  it("keep the experiment and its file as they are, under a readable id", async () => {
    const { runId, directory } = await newRun();
    assert.match(runId, /^pets-\d{8}-\d{6}-[0-9a-f]{4}$/);
    assert.equal(directory, path.join(runsFolder(file()), runId));
    assert.equal(readFileSync(runFiles(directory).source, "utf8"), "// as it was\n{}");
    const run = await readRun(directory);
    assert.ok(!("problem" in run));
    assert.deepEqual(run.experiment, experimentAt(file()));
    assert.equal(run.state, "starting");
  });

  it("are interrupted where their process is gone, and only those that were going on", async () => {
    const { directory } = await newRun();
    const gone = deadPid();
    for (const state of ["starting", "running", "paused"] as const) {
      await writeStatus(directory, status(state, process.pid));
      assert.equal(await stateOf(directory), state);
      await writeStatus(directory, status(state, gone));
      assert.equal(await stateOf(directory), "interrupted");
    }
    for (const state of ["finished", "stopped", "failed"] as const) {
      await writeStatus(directory, status(state, gone));
      assert.equal(await stateOf(directory), state);
    }
  });

  it("can be moved together with their experiment file", async () => {
    mkdirSync(path.join(folder(), "old"));
    const { runId } = await createRun(experimentAt(path.join(folder(), "old", "pets.transfer.json")), "{}");
    renameSync(path.join(folder(), "old"), path.join(folder(), "new"));
    const [run] = await listRuns(path.join(folder(), "new"));
    assert.equal(run?.runId, runId);
    assert.equal(run.experimentFile, path.join(folder(), "new", "pets.transfer.json"));
  });

  it("are listed newest first, with the headline of the finished ones", async () => {
    const older = await newRun();
    const newer = await newRun();
    await writeStatus(older.directory, status("finished", undefined, "2026-01-01T00:00:00.000Z"));
    await writeJson(runFiles(older.directory).report, reportOf());
    await writeStatus(newer.directory, status("failed", undefined, "2026-02-01T00:00:00.000Z"));
    const runs = await listRuns(folder());
    assert.deepEqual(
      runs.map(({ runId, experiment, state }) => ({ runId, experiment, state })),
      [
        { runId: newer.runId, experiment: "pets", state: "failed" },
        { runId: older.runId, experiment: "pets", state: "finished" },
      ],
    );
    assert.deepEqual(runs[1]?.headline, {
      title: "Test accuracy",
      unit: "share",
      figure: { mean: 0.9, low: 0.88, high: 0.92, n: 2 },
      gain: { title: "From scratch", gain: { mean: 0.1, low: 0.05, high: 0.15, n: 2 } },
      verdict: reportOf().verdict,
    });
  });

  it("are an empty list where nothing was run yet", async () => {
    assert.deepEqual(await listRuns(folder()), []);
    assert.deepEqual(await listRuns(path.join(folder(), "missing")), []);
  });

  it("that are damaged are listed with what is wrong, and do not hide the others", async () => {
    const good = await newRun();
    const torn = await newRun();
    writeFileSync(runFiles(torn.directory).state, '{"version": 1, "sta');
    const wrong = await newRun();
    writeFileSync(runFiles(wrong.directory).experiment, '{"file": 3}');
    const empty = path.join(runsFolder(file()), "pets-20260101-000000-abcd");
    mkdirSync(empty);
    const runs = await listRuns(folder());
    assert.equal(runs.length, 4);
    const byId = new Map(runs.map((run) => [run.runId, run]));
    assert.equal(byId.get(good.runId)?.state, "starting");
    assert.match(byId.get(torn.runId)?.problem?.message ?? "", /^is damaged: .*JSON/);
    assert.equal(
      byId.get(wrong.runId)?.problem?.message,
      "is damaged: file: Invalid input: expected string, received number",
    );
    const missing = byId.get("pets-20260101-000000-abcd");
    assert.equal(missing?.state, "damaged");
    assert.equal(missing.experimentFile, file());
    assert.equal(missing.problem?.message, "is missing; the run folder is not whole");
  });

  it("of a newer version say so", async () => {
    const { directory } = await newRun();
    writeFileSync(runFiles(directory).state, '{"version": 2, "phase": "warming up"}');
    const run = await readRun(directory);
    assert.ok("problem" in run);
    assert.equal(
      run.problem.message,
      "was written by a newer version of Transfer Lab (format 2, this one reads 1); update Transfer Lab to read it",
    );
  });

  it("show everything the panel needs, the crash and the warnings first", async () => {
    const { runId, directory } = await newRun();
    const files = runFiles(directory);
    const problem = { severity: "error", code: "engine/crashed", file: directory, message: "died" } as const;
    await writeStatus(directory, { ...status("failed"), problem, stage: { text: "Training", done: 1, total: 4 } });
    await writeJson(files.environment, {
      version: 1,
      transferLab: "0.1.0",
      backend: "tensorflow",
      backendVersion: "2.21.0",
      node: "20.20.2",
      platform: "linux-x64",
      threads: 2,
      fingerprints: {},
    });
    const layer = { name: "conv1", kind: "Conv2D", outputShape: [8, 8, 16], parameters: 160 } as const;
    await writeJson(files.network, [{ ...layer, origin: "copied", training: "frozen" }]);
    const metrics = await openMetricsLog(files.metrics);
    const row = { type: "step", arm: "transfer", seed: 1, step: 1, epoch: 1, train: { lossNats: 2 } } as const;
    await metrics.append([row]);
    await metrics.close();
    const warning = { severity: "warning", code: "data/few", file: "data/pets", message: "few examples" } as const;
    const warnings = await openWarningsLog(files.warnings);
    await warnings.append([warning]);
    await warnings.close();
    assert.deepEqual(await readRunView(directory), {
      runId,
      experiment: "pets",
      experimentFile: file(),
      method: "Fine-tuning",
      state: "failed",
      stage: { text: "Training", done: 1, total: 4 },
      runtime: "TensorFlow 2.21.0 (native)",
      startedAt: "2026-03-14T15:09:26.000Z",
      arms: [
        { arm: "transfer", title: "Fine-tuning" },
        { arm: "scratch", title: "From scratch" },
        { arm: "linear-probe", title: "Linear probe" },
      ],
      sweep: false,
      target: "target",
      headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
      seeds: [1, 2],
      epochs: 30,
      layers: [{ ...layer, origin: "copied", training: "frozen" }],
      charts: [],
      rows: [row],
      parts: [],
      problems: [problem, warning],
    });
  });

  it("cannot be made where a file is in the place of a folder", async () => {
    mkdirSync(path.join(folder(), ".transfer-lab"));
    writeFileSync(path.join(folder(), ".transfer-lab", "runs"), "");
    const problem = await rejectedProblem(newRun());
    assert.match(problem.file, /runs\/pets-/);
    assert.equal(problem.message, "a folder is needed here, and a file is in its place; rename or remove that file");
  });

  it("cannot be made where the person may not write", async () => {
    chmodSync(folder(), 0o555);
    const problem = await asPlainUser(() => rejectedProblem(newRun()));
    chmodSync(folder(), 0o755);
    assert.equal(problem.code, "files/no-permission");
    assert.equal(
      problem.message,
      "no permission to write here; allow it, or move the experiment file to a folder of your own",
    );
  });
});

const nobody = 65534;

/** An administrator may write anywhere, so an administrator's tests become somebody else for a moment. */
async function asPlainUser<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0 || process.seteuid === undefined) return action();
  process.seteuid(nobody);
  try {
    return await action();
  } finally {
    process.seteuid(0);
  }
}
