/** Sweeps by the real engine: what each arm copies, and that a broken one goes on as if nothing had happened. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "mocha";
import type { RawExperiment } from "../../../../src/experiment/raw";
import { armTitle } from "../../../../src/methods/arm-title";
import type { TrialRow } from "../../../../src/protocol/metrics";
import { reportSchema, type Report } from "../../../../src/protocol/report";
import { readJson } from "../../../../src/runs/json-file";
import { runFiles } from "../../../../src/runs/layout";
import { readRunView } from "../../../../src/runs/run-view";
import { completeRun, endEnginesAfterEach, resumeRun, startRun } from "../../../support/engine-run";
import { trainingMs } from "../../../support/engine-runtime";
import { tableExperiment, writeTables } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

/** Two cuts (dense1, dense2), eleven arms, two seeds. */
const sweepExperiment = {
  ...tableExperiment,
  method: "layer-transfer",
  target: { ...tableExperiment.target, validation: { perClass: 4 } },
  layers: {},
  sweep: { from: "first" },
  training: { epochs: 2, batchSize: 8, seeds: [1, 2] },
  controls: [],
} satisfies Partial<RawExperiment>;

const arms = ["base", "A1B", "A1B+", "B1B", "B1B+", "random1", "A2B", "A2B+", "B2B", "B2B+", "random2"];
const [dense1, dense2] = ["dense1", "dense2"];

describe("a sweep of layer transfer", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let directory: string;
  let rows: string;
  let trials: TrialRow[];
  let report: Report;

  const metricsOf = (run: string) => readFile(runFiles(run).metrics, "utf8");
  const trial = (arm: string, seed = 1) => {
    const found = trials.find((row) => row.arm === arm && row.seed === seed);
    assert.ok(found !== undefined, arm);
    return found;
  };
  const frozenIn = (arm: string, seed = 1) =>
    Object.fromEntries(trial(arm, seed).frozen.map(({ layer, after: hash }) => [layer, hash]));

  before(async () => {
    workspace = temporaryFolder("sweep");
    await writeTables(workspace.path);
    const run = await completeRun({ folder: workspace.path, experiment: sweepExperiment });
    ({ directory } = run);
    rows = await metricsOf(directory);
    trials = run.rows.filter((row) => row.type === "trial");
    const read = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(read.ok);
    report = read.value;
  });
  after(() => {
    workspace.remove();
  });

  it("trains for each seed the base first, then every curve at every cut", () => {
    assert.deepEqual(
      trials.map(({ arm, seed }) => `${arm} ${seed}`),
      [1, 2].flatMap((seed) => arms.map((arm) => `${arm} ${seed}`)),
    );
  });

  it("freezes the first layers in AnB, BnB and random, and none where they are trained on", () => {
    for (const curve of ["A1B", "B1B", "random1"]) assert.deepEqual(Object.keys(frozenIn(curve)), [dense1]);
    for (const curve of ["A2B", "B2B", "random2"]) assert.deepEqual(Object.keys(frozenIn(curve)), [dense1, dense2]);
    for (const curve of ["base", "A1B+", "B2B+"]) assert.deepEqual(frozenIn(curve), {});
  });

  it("copies the same source layers in every seed, and those of each seed's own base", () => {
    assert.deepEqual(frozenIn("A2B", 1), frozenIn("A2B", 2));
    assert.equal(frozenIn("A1B")[dense1], frozenIn("A2B")[dense1]);
    assert.equal(frozenIn("B1B")[dense1], frozenIn("B2B")[dense1]);
    assert.notEqual(frozenIn("B1B", 1)[dense1], frozenIn("B1B", 2)[dense1]);
    assert.equal(new Set(["A1B", "B1B", "random1"].map((arm) => frozenIn(arm)[dense1])).size, 3);
  });

  it("shows its curves while it goes on, recommends a cut at its end, and reports every arm", async () => {
    const view = await readRunView(directory);
    assert.ok("parts" in view);
    assert.deepEqual(view.parts, report.parts);
    assert.deepEqual(
      report.parts?.map(({ id }) => id),
      ["sweep", "cuts"],
    );
    assert.deepEqual(
      report.arms.map(({ title }) => title),
      arms.map((arm) => armTitle("layer-transfer", arm)),
    );
    const best = report.warnings.find(({ code }) => code === "result/best-cut");
    assert.match(best?.message ?? "", /^the best cut is A[12]B\+? \(dense1/);
    assert.match(report.verdict.sentence, /^The best cut is A[12]B/);
    assert.equal(best?.place, "sweep");
  });

  it("killed twice and resumed has the rows and the report of one without a break", async () => {
    let run = await startRun({ folder: workspace.path, experiment: sweepExperiment, name: "killed" });
    for (const count of [9, 20]) {
      await run.rowNumber(count);
      await run.engine.request({ type: "pause" });
      await run.state("paused");
      await run.kill();
      run = await resumeRun(run.directory);
    }
    await run.finished();
    assert.equal(await metricsOf(run.directory), rows);
    const resumed = await readJson(runFiles(run.directory).report, reportSchema);
    assert.ok(resumed.ok);
    assert.deepEqual(resumed.value.parts, report.parts);
  });

  it("copies the last layers before the head where it is told to", async () => {
    const experiment = { ...sweepExperiment, sweep: { from: "last", curves: ["AnB", "random"] } };
    const run = await completeRun({ folder: workspace.path, experiment, name: "last" });
    const frozen = new Map(
      run.rows.flatMap((row) => (row.type === "trial" ? [[row.arm, row.frozen.map(({ layer }) => layer)]] : [])),
    );
    assert.deepEqual([frozen.get("A1B"), frozen.get("A2B")], [[dense2], [dense1, dense2]]);
    assert.deepEqual([frozen.get("random1"), frozen.get("random2")], [[dense2], [dense1, dense2]]);
  });
});
