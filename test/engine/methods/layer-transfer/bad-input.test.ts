import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { formatProblem } from "../../../../src/protocol/problem";
import { completeRun, endEnginesAfterEach, failedRun } from "../../../support/engine-run";
import { trainingMs } from "../../../support/engine-runtime";
import { tableExperiment, writeTables } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const transfer = {
  ...tableExperiment,
  method: "layer-transfer",
  training: { epochs: 1, batchSize: 8, seeds: [1] },
};

const failures: { what: string; change: object; message: string }[] = [
  {
    what: "no layer to copy",
    change: { layers: { "*": "new" } },
    message:
      'toy.transfer.json, layers: must copy a layer, but every layer is new, which is the control "scratch"; let at least "dense1" be frozen or trained',
  },
  {
    what: "a layer that the source does not have",
    change: { layers: { dense9: "frozen" } },
    message:
      'toy.transfer.json, layers.dense9: must name a layer of the source model (dense1, dense2, head), got "dense9"; did you mean "dense1"?',
  },
  {
    what: "a head that does not fit its data",
    change: { layers: { dense1: "frozen", head: "train" } },
    message:
      'toy.transfer.json, layers.head: must be "new", because the source model has other classes (x, y, z) than the target (w, x, y)',
  },
];

describe("a run of layer transfer with bad input", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("layer-transfer-bad-input");
    await writeTables(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  for (const { what, change, message } of failures) {
    it(`ends with the whole message: ${what}`, async () => {
      const problem = await failedRun({ folder: workspace.path, experiment: { ...transfer, ...change } });
      assert.equal(formatProblem(problem).replace(`${workspace.path}/`, ""), message);
    });
  }

  it("goes on over a gap between copied layers, and warns of it", async () => {
    const layers = { dense1: "frozen", dense2: "new", head: "train" };
    const target = { ...tableExperiment.target, dataset: "data/source.csv" };
    const run = await completeRun({ folder: workspace.path, experiment: { ...transfer, layers, target } });
    const gap = run.warnings.find(({ code }) => code === "layers/gap");
    assert.equal(gap?.place, "layers.dense2");
    assert.match(gap.message, /^is new between copied ones \("dense1" and "head"\)/);
    assert.equal(gap.fixes?.length, 2);
  });

  it("says before a sweep without validation examples that no cut will be recommended, and says it once", async () => {
    const sweep = { from: "first", curves: ["AnB"] };
    const run = await completeRun({ folder: workspace.path, experiment: { ...transfer, layers: {}, sweep } });
    const said = run.warnings.filter(({ code }) => code === "sweep/no-validation");
    assert.deepEqual(
      said.map(({ severity, place }) => [severity, place]),
      [["info", "target.validation"]],
    );
    assert.deepEqual(
      run.warnings.filter(({ code }) => code === "result/best-cut"),
      [],
    );
  });
});
