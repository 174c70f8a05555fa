import assert from "node:assert/strict";
import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { readExamples } from "../../../src/client/examples/read-examples";
import { ExampleData } from "../../../src/client/examples/example-data";
import { confusionMatrix } from "../../../src/math/classification";
import { nearDuplicatesSchema } from "../../../src/protocol/near-duplicates";
import { predictionsSchema, type Predictions } from "../../../src/protocol/predictions";
import { reportSchema, type Report } from "../../../src/protocol/report";
import { readJson } from "../../../src/runs/json-file";
import { runFiles } from "../../../src/runs/layout";
import { readExperiment } from "../../../src/runs/read-run";
import { completeRun, endEnginesAfterEach } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { writePictures } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const COPIED = 8;
const seeds = [1, 2];
const experiment = {
  method: "fine-tuning",
  source: { dataset: "pets", architecture: "small-convnet", epochs: 1 },
  target: { dataset: "pets", labelled: "all", validation: "none" },
  training: { epochs: 2, batchSize: 16, seeds },
  controls: ["scratch"],
};

describe("what a run keeps of its test examples", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let directory: string;
  let report: Report;
  let predictions: Predictions[];

  before(async () => {
    workspace = temporaryFolder("predictions");
    const pets = path.join(workspace.path, "pets");
    await writePictures(pets, ["cat", "dog", "newt"], 16);
    for (let index = 0; index < COPIED; index++) {
      await copyFile(path.join(pets, "cat", `${index}.png`), path.join(pets, "cat", `copy-of-${index}.png`));
    }
    ({ directory } = await completeRun({ folder: workspace.path, experiment }));
    const read = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(read.ok);
    report = read.value;
    predictions = await Promise.all(
      seeds.map(async (seed) => {
        const one = await readJson(runFiles(directory).predictions(seed), predictionsSchema);
        assert.ok(one.ok, JSON.stringify(one));
        return one.value;
      }),
    );
  });
  after(() => {
    workspace.remove();
  });

  it("agrees with the confusion matrix, the accuracy and the loss of the report, for each seed", () => {
    for (const { seed, classes, total, examples } of predictions) {
      const trial = report.trials.find((one) => one.arm === "transfer" && one.seed === seed);
      const { truth, predicted, lossNats } = examples;
      const counts = confusionMatrix(Int32Array.from(truth), Int32Array.from(predicted), classes.length);
      assert.deepEqual(counts, trial?.confusion);
      assert.equal(total, report.counts.test);
      const loss = lossNats.reduce((sum, value) => sum + value, 0) / total;
      assert.ok(Math.abs(loss - (trial?.test.lossNats ?? NaN)) < 1e-4, `${loss} and ${trial?.test.lossNats}`);
      const right = truth.filter((label, index) => label === predicted[index]).length;
      assert.ok(Math.abs(right / total - (trial?.test.accuracy ?? NaN)) < 1e-9);
    }
  });

  it("names each test example as the data do, and places test and training examples in one plane", () => {
    for (const { examples, classes, map } of predictions) {
      assert.ok(
        examples.names.every((name, index) => name.startsWith(`${classes[examples.truth[index] ?? -1] ?? "?"}/`)),
      );
      assert.equal(map?.test.points.length, report.counts.test);
      assert.equal(map.training.points.length, report.counts.train);
      const [first, second] = map.explained;
      assert.ok(first >= second && second >= 0 && first + second <= 1 + 1e-6);
      assert.ok(map.training.names.every((name) => !examples.names.includes(name)));
    }
  });

  it("warns of test examples that a training example equals, and names exactly the copies", async () => {
    const read = await readJson(runFiles(directory).nearDuplicates, nearDuplicatesSchema);
    assert.ok(read.ok);
    const original = (name: string) => name.replace("copy-of-", "");
    assert.ok(read.value.total > 0);
    for (const { test, training, likeness } of read.value.pairs) {
      assert.equal(original(test), original(training));
      assert.ok(likeness > 0.9999);
    }
    const warning = report.warnings.find(({ code }) => code === "data/near-duplicates");
    assert.match(warning?.message ?? "", new RegExp(`^${read.value.total} of the ${report.counts.test} test examples`));
    assert.deepEqual(warning?.path, ["target", "dataset"]);
  });

  it("is shown as far as it can be read: a torn file and one of a newer version are said", async () => {
    const { ok, ...run } = await readExperiment(directory);
    assert.ok(ok && "value" in run);
    const data = new ExampleData(run.value, "test");
    const files = runFiles(directory);
    await writeFile(files.predictions(1), '{"version":1,"seed":1,"classes":["cat"');
    await writeFile(files.predictions(2), JSON.stringify({ version: 2, answers: [] }));
    const view = await readExamples(directory, run.value, { test: data, training: data });
    assert.equal(view.predictions.length, 0);
    assert.deepEqual(
      view.problems.map(({ code }) => code),
      ["runs/damaged", "runs/newer-version"],
    );
    assert.deepEqual(view.labels.test, ["cat", "dog", "newt"]);
  });

  it("a list of corrections changes what the next run sees, and its report says so", async () => {
    const list = {
      version: 1,
      corrections: [
        { example: "cat/0.png", was: "cat", excluded: true },
        { example: "dog/1.png", was: "dog", label: "cat" },
      ],
    };
    const file = path.join(workspace.path, "pets.corrections.json");
    await writeFile(file, JSON.stringify(list));
    const next = await completeRun({ folder: workspace.path, experiment: { ...experiment, controls: [] } });
    const read = await readJson(runFiles(next.directory).report, reportSchema);
    assert.ok(read.ok);
    const examples = ({ counts: { train, test } }: Report) => train + test;
    assert.equal(examples(read.value), examples(report) - 1);
    const said = read.value.warnings.find(({ code }) => code === "data/corrected");
    assert.match(said?.message ?? "", /1 relabelled, 1 excluded/);
  });
});
