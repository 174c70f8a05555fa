/** What the attribute database promises, in whole runs: files in, report and model out. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import { readModelFiles } from "../../../../src/models/model-files";
import { runFiles } from "../../../../src/runs/layout";
import { modelMetadataSchema, sourceModel } from "../../../../src/training/source-weights";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { seen, toyExperiment, unseen, writeToyClasses } from "./toy-classes";

describe("the attribute database", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;
  let direct: LabRun;

  before(async () => {
    workspace = temporaryFolder("attributes");
    lab = new Lab(workspace.path, await startNativeBackend());
    await writeToyClasses(workspace.path);
    direct = await lab.run(toyExperiment);
  });
  after(() => {
    workspace.remove();
  });

  const figure = ({ report }: LabRun, name: string, arm = "transfer") => {
    const values = report.trials.flatMap((trial) => (trial.arm === arm ? (trial.test[name] ?? NaN) : []));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };

  it("recognises classes that it never saw, and with shuffled attributes does not", () => {
    const [own, shuffled] = ["transfer", "shuffled-attributes"].map((arm) => figure(direct, "perClassAccuracy", arm));
    assert.ok((own ?? NaN) > 0.9 && (shuffled ?? NaN) < 0.8, `${own} and ${shuffled}`);
  });

  it("says how well each attribute is recognised on examples of seen classes", () => {
    for (const attribute of ["horns", "stripes", "wings", "tail"]) {
      assert.ok(figure(direct, `attribute/${attribute}/auc`) > 0.95, attribute);
      assert.ok(figure(direct, `attribute/${attribute}/accuracy`) > 0.85, attribute);
    }
  });

  it("recognises more of the unseen classes among all when calibrated, and no fewer in the harmonic mean", () => {
    assert.ok(figure(direct, "calibrated/unseen") >= figure(direct, "generalised/unseen"));
    assert.ok(figure(direct, "calibrated/harmonic") >= figure(direct, "generalised/harmonic"));
  });

  it("shows its tables", () => {
    assert.deepEqual(
      direct.report.parts?.map(({ id }) => id),
      ["classes", "generalised", "attributes"],
    );
  });

  it("saves a model that says the classes of the target by itself", async () => {
    const folder = runFiles(direct.directory).model(1);
    const source = sourceModel(await readModelFiles(folder, folder));
    assert.deepEqual(source.summary.classes, Object.keys(unseen));
    const text = await readFile(path.join(folder, "predictions.csv"), "utf8");
    const rows = parse<Record<string, string>>(text, { columns: true });
    const data = parse<Record<string, string>>(await readFile(path.join(workspace.path, "data/unseen.csv")), {
      columns: true,
    });
    const [mean, std] = [source.preprocessing.mean, source.preprocessing.std];
    const values = data.map((row) =>
      ["a", "b", "c", "d"].map((name, i) => (Number(row[name]) - (mean[i] ?? 0)) / (std[i] ?? 1)),
    );
    const model = await tf.models.modelFromJSON(structuredClone(source.topology) as never);
    model.loadWeights(Object.fromEntries(source.weights));
    const said = tf.tidy(() => Array.from((model.predict(tf.tensor2d(values)) as tf.Tensor).argMax(1).dataSync()));
    assert.deepEqual(
      said.map((label) => Object.keys(unseen)[label]),
      rows.map((row) => row["among the classes of the target"]),
    );
    model.dispose();
    tf.dispose([...source.weights.values()]);
  });

  it("predicts indirectly as well, from a classifier of the seen classes", async () => {
    const indirect = await lab.run({ ...toyExperiment, options: { prediction: "indirect", calibrate: false } });
    assert.ok(figure(indirect, "perClassAccuracy") > figure(indirect, "perClassAccuracy", "shuffled-attributes") + 0.1);
    assert.ok(Number.isNaN(figure(indirect, "calibrated/unseen")));
    const folder = runFiles(indirect.directory).model(1);
    const { metadata } = await readModelFiles(folder, folder);
    const { classes } = modelMetadataSchema.parse(metadata).transferLab;
    assert.deepEqual(classes, Object.keys(seen), "the classifier is saved as what it is");
  });

  it("takes a ready classifier, and trains nothing then", async () => {
    const known = { dataset: "data/seen.csv", label: "class", architecture: "mlp", epochs: 20, learningRate: 0.01 };
    const target = { dataset: "data/seen.csv", label: "class", labelled: { perClass: 10 }, validation: "none" };
    const trained = await lab.run({
      ...{ method: "fine-tuning", source: known, target, controls: [] },
      training: { ...toyExperiment.training, seeds: [1] },
    });
    const model = runFiles(trained.directory).model(1);
    const ready = await lab.run({ ...toyExperiment, source: { model }, options: { prediction: "indirect" } });
    assert.deepEqual(
      ready.report.trials.map(({ steps }) => steps),
      [0, 0, 0, 0],
    );
    assert.ok(figure(ready, "perClassAccuracy") > 0.7, String(figure(ready, "perClassAccuracy")));
  });
});
