/** How the time of a run was spent: in its report, whole or in parts, and nowhere in its metrics. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import type { Performance } from "../../../src/protocol/performance";
import { reportSchema } from "../../../src/protocol/report";
import { readJson } from "../../../src/runs/json-file";
import { runFiles, timeSpentSchema } from "../../../src/runs/layout";
import { completeRun, endEnginesAfterEach, resumeRun, startRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("what a run says of its speed", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let whole: Performance;
  let wholeMetrics: string;

  const cacheOf = (name: string) => ({ featureCache: { folder: path.join(workspace.path, name) } });
  const reported = async (directory: string): Promise<Performance> => {
    const report = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(report.ok && report.value.performance !== undefined);
    return report.value.performance;
  };

  before(async () => {
    workspace = temporaryFolder("speed");
    await writeTables(workspace.path);
    const { directory } = await completeRun({ folder: workspace.path, engine: cacheOf("whole") });
    whole = await reported(directory);
    wholeMetrics = await readFile(runFiles(directory).metrics, "utf8");
  });
  after(() => {
    workspace.remove();
  });

  it("counts its steps, the features of its frozen layers, and the wait for data", () => {
    assert.ok(whole.graphSteps > 0);
    assert.deepEqual(whole.reasons, []);
    assert.ok(whole.features.computed > 0 && whole.features.reused > whole.features.computed);
    assert.ok(whole.trainingMs > 0 && whole.dataWaitShare >= 0 && whole.dataWaitShare <= 1);
  });

  it("keeps features in the folder that is named for them", async () => {
    const names = await readdir(cacheOf("whole").featureCache.folder, { recursive: true });
    assert.ok(names.some((name) => name.endsWith(".records")));
  });

  it("adds up over a stop and a resume, without a trace in the metrics", async () => {
    const engine = cacheOf("parts");
    const run = await startRun({ folder: workspace.path, engine });
    await run.rowNumber(30);
    await run.engine.request({ type: "stop" });
    await run.closed();
    const files = runFiles(run.directory);
    const part = await readJson(files.performance, timeSpentSchema);
    assert.ok(part.ok && part.value.graphSteps + part.value.plainSteps > 0);
    await (await resumeRun(run.directory, engine)).finished();
    const sum = await reported(run.directory);
    assert.equal(sum.graphSteps + sum.plainSteps, whole.graphSteps + whole.plainSteps);
    assert.deepEqual(sum.features, whole.features);
    assert.ok(sum.trainingMs > part.value.trainingMs);
    assert.equal(await readFile(files.metrics, "utf8"), wholeMetrics);
  });
});
