/** How the time of a run was spent: in its report, whole or in parts, and nowhere in its metrics. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Gate } from "../../../src/engine/gate";
import { executeRun } from "../../../src/engine/run";
import { RunWriter } from "../../../src/engine/run-writer";
import type { FromEngine } from "../../../src/protocol/engine";
import type { Performance } from "../../../src/protocol/performance";
import { reportSchema } from "../../../src/protocol/report";
import { readJson } from "../../../src/runs/json-file";
import { runFiles, timeSpentSchema } from "../../../src/runs/layout";
import { readExperiment } from "../../../src/runs/read-run";
import { startBackend } from "../../../src/training/backend";
import { createServices } from "../../../src/training/services";
import { tf } from "../../../src/training/tf";
import { completeRun, endEnginesAfterEach, newRun, resumeRun, startRun } from "../../support/engine-run";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("what a run says of its speed", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let whole: Performance;
  let wholeMetrics: string;

  /** Nothing that another run has computed is at hand: neither a source model nor features. */
  const place = async (name: string) => {
    const folder = path.join(workspace.path, name);
    await writeTables(folder);
    return { folder, engine: { featureCache: { folder: path.join(folder, "features") } } };
  };
  const reported = async (directory: string): Promise<Performance> => {
    const report = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(report.ok && report.value.performance !== undefined);
    return report.value.performance;
  };

  before(async () => {
    workspace = temporaryFolder("speed");
    const { directory } = await completeRun(await place("whole"));
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
    const names = await readdir(path.join(workspace.path, "whole/features"), { recursive: true });
    assert.ok(names.some((name) => name.endsWith(".records")));
  });

  it("adds up over a stop and a resume, without a trace in the metrics", async () => {
    const parts = await place("parts");
    const run = await startRun(parts);
    await run.rowNumber(30);
    await run.engine.request({ type: "stop" });
    await run.closed();
    const files = runFiles(run.directory);
    const part = await readJson(files.performance, timeSpentSchema);
    assert.ok(part.ok && part.value.graphSteps + part.value.plainSteps > 0);
    await (await resumeRun(run.directory, parts.engine)).finished();
    const sum = await reported(run.directory);
    assert.equal(sum.graphSteps + sum.plainSteps, whole.graphSteps + whole.plainSteps);
    assert.equal(sum.features.computed, whole.features.computed);
    assert.ok(sum.features.reused >= whole.features.reused, "what was read ahead at the stop is read again");
    assert.ok(sum.trainingMs > part.value.trainingMs);
    assert.equal(await readFile(files.metrics, "utf8"), wholeMetrics);
  });

  it("warns once that steps did not run as a graph, after the first trial, also when it begins again", async () => {
    await startNativeBackend();
    const backend = await startBackend();
    const directory = await newRun(await place("plain"));
    const services = createServices(backend);
    const readsBack = services.compiler.compile(({ x }: { x: tf.Tensor }) => ({ y: x.mul(x.dataSync()[0] ?? 0) }));
    tf.dispose(readsBack.run({ x: tf.scalar(2) }));
    readsBack.dispose();
    const trialsBefore: (number | undefined)[] = [];
    for (let times = 0; times < 2; times += 1) {
      const sent: FromEngine[] = [];
      const send = (message: FromEngine) => void sent.push(message);
      const writer = await RunWriter.open(directory, { resume: false, startedAt: new Date().toISOString(), send });
      const experiment = await readExperiment(directory);
      assert.ok(experiment.ok);
      const gate = new Gate();
      await executeRun({ experiment: experiment.value, runDirectory: directory, writer, gate, backend, services });
      await writer.close();
      const warned = sent.findIndex((message) => message.type === "warning" && message.problem.code === CODE);
      trialsBefore.push(warned < 0 ? undefined : sent.slice(0, warned).filter(isTrial).length);
    }
    await services.dispose();
    assert.deepEqual(trialsBefore, [1, undefined]);
    const report = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(report.ok);
    const [problem, ...more] = report.value.warnings.filter(({ code }) => code === CODE);
    assert.deepEqual(more, []);
    assert.match(
      problem?.message ?? "",
      /^\d+ of \d+ steps so far ran one .* because the step reads a value back into/,
    );
  });
});

const CODE = "engine/plain-steps";
const isTrial = (message: FromEngine): boolean => message.type === "row" && message.row.type === "trial";
