import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { MetricRow } from "../../../src/protocol/metrics";
import { createRun } from "../../../src/runs/create-run";
import { readMetrics } from "../../../src/runs/metrics-log";
import { runFiles } from "../../../src/runs/layout";
import { readRun } from "../../../src/runs/read-run";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { beginRun, completeRun, endEnginesAfterEach, resumeRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writeExperiment, writeTables } from "../../support/engine-workspace";
import { readEvents, type ReadEvents } from "../../support/tensorboard/read-events";

describe("event files for TensorBoard", function () {
  this.timeout(trainingMs);
  const folder = useTemporaryFolder("tensorboard");
  endEnginesAfterEach();

  beforeEach(() => writeTables(folder()));

  async function newRun(): Promise<string> {
    const target = { ...tableExperiment.target, validation: { fraction: 0.25 } };
    const written = await writeExperiment(folder(), { ...tableExperiment, target });
    return (await createRun(written.experiment, written.text, { tensorBoard: true })).directory;
  }

  const rowsOf = async (directory: string) => (await readMetrics(runFiles(directory).metrics)).rows;
  const trialFolder = (directory: string, arm: string, seed: number) =>
    path.join(runFiles(directory).tensorBoard, `${arm}-seed${seed}`);
  const trials = [
    ["transfer", 1],
    ["transfer", 2],
    ["scratch", 1],
    ["scratch", 2],
  ] as const;

  async function assertReadsRows(directory: string): Promise<void> {
    const rows = await rowsOf(directory);
    const read = await readEvents(trials.map(([arm, seed]) => trialFolder(directory, arm, seed)));
    trials.forEach(([arm, seed], index) => {
      assert.deepEqual(read[index]?.scalars, expectedScalars(rows, arm, seed), `${arm}, seed ${seed}`);
    });
  }

  it("TensorBoard reads every figure of the rows at its epoch, and the verdict as text", async () => {
    const directory = await newRun();
    await (await beginRun(directory)).finished();
    await assertReadsRows(directory);
    const run = await readRun(directory);
    assert.ok(!("problem" in run));
    const [report] = await readEvents([path.join(runFiles(directory).tensorBoard, "report")]);
    assert.deepEqual(report?.texts, { verdict: [run.report?.verdict.sentence] });
  });

  it("a run that was killed and resumed has each value once", async () => {
    const directory = await newRun();
    const first = await beginRun(directory);
    await first.rowNumber(15);
    await first.kill();
    await (await resumeRun(directory)).finished();
    await assertReadsRows(directory);
  });

  it("a file that was damaged or lost meanwhile is written anew from the rows", async () => {
    const directory = await newRun();
    const first = await beginRun(directory);
    await first.rowNumber(30);
    await first.engine.request({ type: "stop" });
    await first.closed();
    const damaged = trialFolder(directory, "transfer", 1);
    const [name = ""] = await readdir(damaged);
    await writeFile(path.join(damaged, name), "no events at all");
    await rm(trialFolder(directory, "transfer", 2), { recursive: true, force: true });
    await (await resumeRun(directory)).finished();
    await assertReadsRows(directory);
  });

  it("where they cannot be written the run goes on, and says so once", async () => {
    const directory = await newRun();
    await writeFile(trialFolder(directory, "transfer", 1), "in the way");
    const run = await (await beginRun(directory)).finished();
    const said = run.warnings.filter(({ code }) => code === "runs/no-event-files");
    assert.equal(said.length, 1);
    assert.match(said[0]?.message ?? "", /no longer written.*the run itself goes on/);
  });

  it("a run that nobody wants them of has none", async () => {
    const { directory } = await completeRun({ folder: folder() });
    assert.ok(!(await readdir(directory)).includes("tensorboard"));
  });
});

/** By tag, from the rows alone; TensorBoard keeps values as float32. */
function expectedScalars(rows: readonly MetricRow[], arm: string, seed: number): ReadEvents["scalars"] {
  const scalars: ReadEvents["scalars"] = {};
  const add = (group: string, figures: object | undefined, step: number) => {
    for (const [name, value] of Object.entries(figures ?? {}))
      (scalars[`${group}/${name}`] ??= []).push([step, Math.fround(Number(value))]);
  };
  for (const row of rows) {
    if (row.arm !== arm || row.seed !== seed) continue;
    if (row.type === "epoch") {
      add("train", row.train, row.epoch);
      add("validation", row.validation, row.epoch);
      for (const [layer, health] of Object.entries(row.layers ?? {})) add(`layers/${layer}`, health, row.epoch);
    }
    if (row.type === "trial") {
      add("test", row.test, row.epochs);
      add("measured", row.measured, row.epochs);
    }
  }
  return scalars;
}
