import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { readRun } from "../../../src/runs/read-run";
import { completeRun, endEnginesAfterEach } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("a run whose rate is far too low", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  before(async () => {
    workspace = temporaryFolder("still-learning");
    await writeTables(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  it("says of each arm that was still learning that its figure may be too low", async () => {
    const training = { epochs: 8, batchSize: 4, optimizer: { name: "sgd", learningRate: 0.02 }, seeds: [1] };
    const experiment = { ...tableExperiment, training, controls: ["scratch"] };
    const run = await completeRun({ folder: workspace.path, experiment, name: "slow" });
    const read = await readRun(run.directory);
    assert.ok(!("problem" in read) && read.report !== undefined);
    const said = read.report.warnings.filter(({ code }) => code === "result/still-learning");
    const end =
      "was still learning when its epochs ended (1 of 1 seeds), so its figure may be too low; give more epochs or a higher rate";
    assert.deepEqual(
      said.map(({ message }) => message),
      [`Fine-tuning ${end}`, `From scratch ${end}`],
    );
    assert.ok(read.report.trials.every(({ stillLearning }) => stillLearning));
  });
});
