import assert from "node:assert/strict";
import { readdir, readFile, truncate } from "node:fs/promises";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import { runFiles } from "../../../src/runs/layout";
import { readMetrics } from "../../../src/runs/metrics-log";
import { readRun } from "../../../src/runs/read-run";
import {
  completeRun,
  endEnginesAfterEach,
  FollowedRun,
  newEngine,
  newRun,
  resumeRun,
  startRun,
} from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("a run that is interrupted", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let whole: Outcome;

  interface Outcome {
    rows: string[];
    weights: Buffer[];
  }

  const outcomeOf = async (directory: string): Promise<Outcome> => {
    const files = runFiles(directory);
    return {
      rows: (await readFile(files.metrics, "utf8")).split("\n"),
      weights: await Promise.all([1, 2].map((seed) => readFile(path.join(files.model(seed), "weights.bin")))),
    };
  };
  const stateOf = async (directory: string) => {
    const run = await readRun(directory);
    return "state" in run ? run.state : run.problem;
  };
  const start = () => startRun({ folder: workspace.path });
  /** Bit for bit; says where the rows part. */
  const assertWhole = async (directory: string) => {
    const { rows, weights } = await outcomeOf(directory);
    const index = rows.findIndex((row, place) => row !== whole.rows[place]);
    assert.equal(rows[index], whole.rows[index], `row ${index + 1}`);
    assert.equal(rows.length, whole.rows.length);
    assert.deepEqual(weights, whole.weights);
  };
  const assertResumes = async (directory: string) => {
    const run = await resumeRun(directory);
    await run.finished();
    await assertWhole(directory);
    assert.equal(await stateOf(directory), "finished");
    return run;
  };
  /** Pauses there: the checkpoint of the pause is what a later crash leaves. */
  const pauseAfter = async (run: FollowedRun, rows: number) => {
    await run.rowNumber(rows);
    await run.engine.request({ type: "pause" });
    await run.state("paused");
  };

  /** Returns once it runs again: only then does a next pause tell a state of its own. */
  const goOn = async (run: FollowedRun) => {
    await run.engine.request({ type: "continue" });
    await run.state("running");
  };

  before(async () => {
    workspace = temporaryFolder("interrupted");
    await writeTables(workspace.path);
    whole = await outcomeOf((await completeRun({ folder: workspace.path })).directory);
  });
  after(() => {
    workspace.remove();
  });

  it("stops where it is asked to, and resumed finishes with the rows and weights of one without a break", async () => {
    const run = await start();
    await run.rowNumber(10);
    await run.engine.request({ type: "stop" });
    assert.deepEqual(await run.closed(), { reason: "stopped" });
    assert.equal(await stateOf(run.directory), "stopped");
    assert.ok((await readMetrics(runFiles(run.directory).metrics)).rows.length < whole.rows.length / 2);
    const resumed = await assertResumes(run.directory);
    const sent = [...run.rows, ...resumed.rows];
    assert.deepEqual(sent, (await readMetrics(runFiles(run.directory).metrics)).rows, "no row is lost or doubled");
  });

  it("stops while it still reads its data, and resumed trains from the beginning", async () => {
    const run = new FollowedRun(await newEngine(), await newRun({ folder: workspace.path }));
    const begun = run.engine.request({ type: "run", runDirectory: run.directory });
    await Promise.all([begun, run.engine.request({ type: "stop" })]);
    assert.deepEqual(await run.closed(), { reason: "stopped" });
    assert.equal(run.rows.length, 0);
    await assertResumes(run.directory);
  });

  it("can be stopped twice, the second time before its first step", async () => {
    const run = await start();
    await run.rowNumber(30);
    await run.engine.request({ type: "stop" });
    await run.closed();
    const second = await resumeRun(run.directory);
    await second.engine.request({ type: "stop" });
    assert.deepEqual(await second.closed(), { reason: "stopped" });
    await assertResumes(run.directory);
  });

  it("stands still while it is paused, and continues with the same rows", async () => {
    const run = await start();
    await pauseAfter(run, 5);
    assert.equal(await stateOf(run.directory), "paused");
    const { length } = run.rows;
    await run.engine.request({ type: "pause" });
    assert.equal(run.rows.length, length);
    await run.engine.request({ type: "continue" });
    await run.finished();
    assert.deepEqual(run.states, ["running", "paused", "running", "finished"]);
    await assertWhole(run.directory);
  });

  it("stops while it is paused", async () => {
    const run = await start();
    await pauseAfter(run, 5);
    await run.engine.request({ type: "stop" });
    assert.deepEqual(await run.closed(), { reason: "stopped" });
    await assertResumes(run.directory);
  });

  for (const [place, checkpoint, rows] of [
    ["in its first trial, before any checkpoint", 0, 3],
    ["in the trial of its checkpoint", 4, 9],
    ["two trials after its checkpoint", 20, 70],
    ["in its last trial", 75, 80],
  ] as const) {
    it(`killed ${place} reads as interrupted, and resumed gives the same rows and weights`, async () => {
      const run = await start();
      if (checkpoint > 0) {
        await pauseAfter(run, checkpoint);
        await goOn(run);
      }
      await run.rowNumber(rows);
      await run.kill();
      assert.equal(await stateOf(run.directory), "interrupted");
      await assertResumes(run.directory);
    });
  }

  describe("with a damaged folder", () => {
    let directory: string;
    let checkpoints: string;

    beforeEach(async () => {
      const run = await start();
      for (const rows of [10, 20, 30]) {
        await pauseAfter(run, rows);
        await goOn(run);
      }
      await run.kill();
      ({ directory } = run);
      ({ checkpoints } = runFiles(directory));
    });

    it("keeps its last two checkpoints, and goes on from the older one where the newer one is damaged", async () => {
      const names = (await readdir(checkpoints)).sort();
      assert.deepEqual(names, ["00000002.ckpt", "00000003.ckpt"]);
      await truncate(path.join(checkpoints, "00000003.ckpt"), 500);
      await assertResumes(directory);
    });

    it("starts again where all checkpoints are damaged", async () => {
      for (const name of await readdir(checkpoints)) await truncate(path.join(checkpoints, name), 40);
      await assertResumes(directory);
    });

    it("cuts off a row that a crash tore, and goes on from the checkpoint before it", async () => {
      const { metrics } = runFiles(directory);
      await truncate(metrics, (await readFile(metrics)).length - 5);
      await assertResumes(directory);
    });
  });
});
