import assert from "node:assert/strict";
import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { reportSchema } from "../../../src/protocol/report";
import { readJson } from "../../../src/runs/json-file";
import { runFiles } from "../../../src/runs/layout";
import { completeRun, endEnginesAfterEach, failedRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("a test data set of its own", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("test-data");
    await writeTables(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  it("must not be the target data under another name", async () => {
    const test = { dataset: "data/copy.csv" };
    const { path: folder } = workspace;
    await cp(path.join(folder, "data/target.csv"), path.join(folder, test.dataset));
    const experiment = { ...tableExperiment, target: { ...tableExperiment.target, test } };
    const { place, message } = await failedRun({ folder, experiment });
    assert.equal(
      `${place ?? ""}: ${message}`,
      "target.test.dataset: must hold other examples than the target data, which would be test and training at once; " +
        'name another one, or hold out a share of the target data with "test": { "fraction": 0.3 }',
    );
  });

  it("may lack classes: its labels are matched to the target's classes by their names", async () => {
    const { path: folder } = workspace;
    // Far out on each class's own column, so that no training can miss it.
    const rows = ["0,60,0,y", "0,50,0,y", "60,0,0,x", "0,70,0,y"];
    await writeFile(path.join(folder, "data/test.csv"), `a,b,c,label\n${rows.join("\n")}\n`);
    const { directory } = await completeRun({
      folder,
      experiment: {
        ...tableExperiment,
        source: { dataset: "data/source.csv", architecture: "mlp", epochs: 20 },
        target: { ...tableExperiment.target, labelled: "all", test: { dataset: "data/test.csv" } },
        training: { epochs: 40, batchSize: 8, seeds: [1] },
        controls: [],
      },
    });
    const report = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(report.ok);
    const { classes, counts, trials } = report.value;
    assert.deepEqual(classes, ["w", "x", "y"]);
    assert.deepEqual(counts, { train: 60, validation: 0, test: 4 });
    const confusion = trials[0]?.confusion ?? [];
    assert.deepEqual(
      confusion.map((row) => row.reduce((sum, count) => sum + count)),
      [0, 1, 3],
    );
    assert.equal(confusion[2]?.[2], 3);
  });
});
