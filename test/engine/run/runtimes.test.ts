import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import type { Runtime } from "../../../src/runtime/runtime";
import type { Problem } from "../../../src/protocol/problem";
import { reportSchema } from "../../../src/protocol/report";
import { readJson } from "../../../src/runs/json-file";
import { environmentSchema, runFiles } from "../../../src/runs/layout";
import { readWarnings } from "../../../src/runs/metrics-log";
import { completeRun, endEnginesAfterEach, resumeRun, startRun } from "../../support/engine-run";
import { nativeRuntime, trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writePictures, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const javascript: Runtime = { kind: "javascript", why: ["No native training runtime is installed."] };
const slow = {
  severity: "warning",
  code: "runtime/javascript",
  file: "training runtime",
  message:
    "this run uses the slow JavaScript backend. No native training runtime is installed. " +
    "Install the training runtime (transfer-lab runtime install).",
};

/** All but that of the source model, which learns next to nothing in so few steps. */
const isWarningOfRun = ({ severity, code }: Problem): boolean => severity === "warning" && code !== "source/weak";

describe("a run on another runtime", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("runtimes");
    await writeTables(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  it("trains in plain JavaScript too, pictures as well, and says so in its environment and its report", async () => {
    const { path: folder } = workspace;
    await writePictures(path.join(folder, "data/pictures"), ["a", "b"], 8);
    const run = await completeRun({
      folder,
      engine: { runtime: javascript },
      experiment: {
        ...tableExperiment,
        source: { dataset: "data/pictures", architecture: "small-convnet", epochs: 1 },
        target: { dataset: "data/pictures", labelled: { perClass: 4 }, validation: "none" },
        layers: { conv1: "frozen" },
        training: { epochs: 2, seeds: [1] },
      },
    });
    const files = runFiles(run.directory);
    const environment = await readJson(files.environment, environmentSchema);
    const report = await readJson(files.report, reportSchema);
    assert.ok(environment.ok && report.ok);
    assert.equal(run.engine.backend.name, "cpu");
    assert.equal(environment.value.backend, "cpu");
    assert.equal(environment.value.backendWarning, "No native training runtime is installed.");
    assert.deepEqual(report.value.warnings.filter(isWarningOfRun), [slow]);
  });

  it("that is resumed on a second runtime warns that its numbers will differ, once", async () => {
    const training = { ...tableExperiment.training, optimizer: { learningRate: 0.02 } };
    const experiment = { ...tableExperiment, training };
    const run = await startRun({ folder: workspace.path, experiment, engine: { runtime: javascript }, name: "moved" });
    await run.rowNumber(3);
    await run.engine.request({ type: "stop" });
    await run.closed();
    const { tensorflow } = await nativeRuntime();
    const second = await resumeRun(run.directory);
    await second.rowNumber(3);
    await second.engine.request({ type: "stop" });
    await second.closed();
    await (await resumeRun(run.directory)).finished();
    const { rows } = await readWarnings(runFiles(run.directory).warnings);
    assert.deepEqual(
      rows.filter(isWarningOfRun).map(({ code }) => code),
      ["training/high-rate", "runtime/javascript", "runs/other-runtime"],
    );
    assert.match(
      rows.find(({ code }) => code === "runs/other-runtime")?.message ?? "",
      new RegExp(
        `^the run was started on cpu 4\\.22\\.0 and goes on with tensorflow ${tensorflow}: ` +
          "its numbers will not be the same to the last bit$",
      ),
    );
  });

  it("that is resumed after its data have changed ends, and says which", async () => {
    const { path: folder } = workspace;
    const run = await startRun({ folder, name: "changed" });
    await run.rowNumber(3);
    await run.engine.request({ type: "stop" });
    await run.closed();
    await appendFile(path.join(folder, "data/target.csv"), "1,2,3,x\n");
    const resumed = await resumeRun(run.directory);
    assert.deepEqual(await resumed.closed(), {
      problem: {
        severity: "error",
        code: "runs/data-changed",
        file: "data/target.csv",
        message: "has changed since this run began, so it cannot go on from its checkpoint; start a new run",
      },
    });
  });
});
