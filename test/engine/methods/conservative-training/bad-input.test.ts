import assert from "node:assert/strict";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { formatProblem } from "../../../../src/protocol/problem";
import { readRun } from "../../../../src/runs/read-run";
import { completeRun, endEnginesAfterEach, failedRun } from "../../../support/engine-run";
import { trainingMs } from "../../../support/engine-runtime";
import { tableExperiment, writeTables } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const conservative = { ...tableExperiment, method: "conservative-training", controls: ["fine-tuning"] };

const cases = [
  {
    what: "source outputs to stay near, for other classes",
    change: {},
    code: "conservative/other-classes",
    message:
      "toy.transfer.json, options.rho: must be 0, because source and target have different classes, got 0.25; the weight side (alpha) works alone",
  },
  {
    what: "the source model as it is, for other classes",
    change: { options: { rho: 0 }, controls: ["fine-tuning", "source-as-is"] },
    code: "conservative/no-source-answers",
    message:
      'toy.transfer.json, controls: must do without "source-as-is", because source and target have different classes',
  },
  {
    what: "a source model that does not say its classes, with a new head",
    change: { source: { model: "models/silent" } },
    code: "conservative/other-classes",
    message:
      "toy.transfer.json, options.rho: must be 0, because the source model does not say its classes; if they are the target's, copy its head, got 0.25; the weight side (alpha) works alone",
  },
];

describe("a run of conservative training on bad input", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("conservative-bad-input");
    await writeTables(workspace.path);
    const training = { epochs: 1, batchSize: 8, seeds: [1] };
    await completeRun({ folder: workspace.path, experiment: { ...tableExperiment, training, controls: [] } });
    const [model = ""] = await readdir(path.join(workspace.path, ".transfer-lab/models"));
    const silent = path.join(workspace.path, "models/silent");
    await cp(path.join(workspace.path, ".transfer-lab/models", model), silent, { recursive: true });
    const file = path.join(silent, "model.json");
    const json = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    delete json.userDefinedMetadata;
    await writeFile(file, JSON.stringify(json));
  });
  after(() => {
    workspace.remove();
  });

  for (const { what, change, code, message } of cases) {
    it(`ends with the whole message and a way out: ${what}`, async () => {
      const problem = await failedRun({ folder: workspace.path, experiment: { ...conservative, ...change } });
      assert.equal(formatProblem(problem).replace(`${workspace.path}/`, ""), message);
      assert.equal(problem.code, code);
      assert.ok((problem.fixes ?? []).length > 0);
    });
  }

  it("trains with the weight side alone where the classes differ", async () => {
    const experiment = { ...conservative, options: { rho: 0 }, training: { epochs: 2, batchSize: 8, seeds: [1] } };
    const { directory } = await completeRun({ folder: workspace.path, experiment });
    const record = await readRun(directory);
    assert.ok("report" in record);
    assert.deepEqual(
      record.report.trials.map(({ arm, epochs, measured }) => ({ arm, epochs, measured })),
      ["transfer", "fine-tuning"].map((arm) => ({ arm, epochs: 2, measured: undefined })),
    );
  });
});
