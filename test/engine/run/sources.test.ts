import assert from "node:assert/strict";
import { cp, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { runFiles } from "../../../src/runs/layout";
import { readMetrics } from "../../../src/runs/metrics-log";
import { completeRun, endEnginesAfterEach, failedRun, startRun, type FollowedRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { tableExperiment, tableText, writePictures, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const quick = { ...tableExperiment, training: { epochs: 1, batchSize: 8, seeds: [1] }, controls: [] };
const withModel = (model: string) => ({ ...quick, source: { model } });

describe("the source model of a run", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let first: FollowedRun;

  const inWorkspace = (...names: string[]) => path.join(workspace.path, ...names);
  const trained = () => readdir(inWorkspace(".transfer-lab/models"));

  before(async () => {
    workspace = temporaryFolder("sources");
    await writeTables(workspace.path);
    first = await completeRun({ folder: workspace.path, experiment: quick });
    const [model = ""] = await trained();
    await cp(inWorkspace(".transfer-lab/models", model), inWorkspace("models/good"), { recursive: true });
  });
  after(() => {
    workspace.remove();
  });

  /** A copy of the good model folder with one change. */
  const brokenModel = async (name: string, change: (folder: string) => Promise<void>): Promise<string> => {
    await cp(inWorkspace("models/good"), inWorkspace("models", name), { recursive: true });
    await change(inWorkspace("models", name));
    return `models/${name}`;
  };
  const editModelJson = async (folder: string, edit: (text: string) => string) => {
    const file = path.join(folder, "model.json");
    await writeFile(file, edit(await readFile(file, "utf8")));
  };
  const messageWith = async (experiment: object) => {
    const { file, message } = await failedRun({ folder: workspace.path, experiment, name: "failing" });
    return `${file}: ${message}`;
  };

  it("is trained once and reused for other seeds, layers and targets", async () => {
    assert.ok(first.stages.includes("Training the source model on data/source.csv"));
    const second = await completeRun({
      folder: workspace.path,
      experiment: { ...quick, layers: {}, training: { ...quick.training, seeds: [2] } },
      name: "other",
    });
    assert.deepEqual(
      second.stages.filter((stage) => stage.startsWith("Training")),
      [],
    );
    assert.equal((await trained()).length, 1);
  });

  it("is trained anew where anything differs that decides its weights", async () => {
    const source = { ...quick.source, seed: 2 };
    const run = await completeRun({ folder: workspace.path, experiment: { ...quick, source }, name: "seed" });
    assert.ok(run.stages.includes("Training the source model on data/source.csv"));
    assert.equal((await trained()).length, 2);
  });

  it("may be a model folder, which gives what the same model gives when it is trained here", async () => {
    const run = await completeRun({ folder: workspace.path, experiment: withModel("models/good"), name: "folder" });
    const rowsOf = async ({ directory }: FollowedRun) => (await readMetrics(runFiles(directory).metrics)).rows;
    assert.deepEqual(await rowsOf(run), await rowsOf(first));
  });

  it("may be a model that knows nothing of us, with the preprocessing that the experiment says", async () => {
    const model = await brokenModel("foreign", (folder) =>
      editModelJson(folder, (text) => text.replace('"userDefinedMetadata"', '"elsewhere"')),
    );
    const experiment = { ...quick, source: { model, preprocessing: { mean: [1], std: [2] } } };
    const run = await completeRun({ folder: workspace.path, experiment, name: "foreign" });
    const metadata = await readFile(path.join(runFiles(run.directory).model(1), "model.json"), "utf8");
    assert.ok(metadata.includes('"preprocessing":{"mean":[1],"std":[2]}'));
  });

  it("must have whole weight files", async () => {
    const model = await brokenModel("truncated", (folder) => truncate(path.join(folder, "weights.bin"), 1000));
    assert.equal(
      await messageWith(withModel(model)),
      "models/truncated: its weight files must hold 18444 bytes, as model.json says, got 1000; copy or export the model again",
    );
  });

  it("must have the weights of every layer", async () => {
    const model = await brokenModel("renamed", (folder) =>
      editModelJson(folder, (text) => text.replaceAll('"dense2/', '"other/')),
    );
    assert.equal(
      await messageWith(withModel(model)),
      "models/renamed: layer dense2 must have 4160 weights, got 0; copy or export the model again",
    );
  });

  it("must keep its weight files inside its folder", async () => {
    const model = await brokenModel("outside", (folder) =>
      editModelJson(folder, (text) => text.replace('"weights.bin"', '"../good/weights.bin"')),
    );
    assert.equal(
      await messageWith(withModel(model)),
      "models/outside: model.json names the weight file ../good/weights.bin, which lies outside the folder; put it inside",
    );
  });

  it("must be there, in the layers format", async () => {
    assert.equal(
      await messageWith(withModel("models/none")),
      "models/none: must be the folder of a saved model, but there is no model.json in it; check the path, or train a source model from a dataset",
    );
    const graph = await brokenModel("graph", (folder) =>
      editModelJson(folder, (text) => text.replace('"layers-model"', '"graph-model"')),
    );
    assert.equal(
      await messageWith(withModel(graph)),
      "models/graph/model.json: must be in the TensorFlow.js layers format, got a graph model, whose layers cannot be frozen or trained; convert the Keras model with --output_format=tfjs_layers_model",
    );
  });

  it("is preceded by a hundred messages at most on the reading of each data set", async () => {
    await writePictures(inWorkspace("data/album"), ["a", "b"], 60);
    const target = { dataset: "data/album", labelled: { perClass: 2 } };
    const run = await startRun({
      folder: workspace.path,
      experiment: { ...withModel("models/good"), target },
      name: "album",
    });
    assert.ok("problem" in (await run.closed()));
    assert.deepEqual([...new Set(run.stages)], ["Reading data/album"]);
    assert.ok(run.stages.length <= 101, `${run.stages.length}`);
  });

  it("must take what the target data are", async () => {
    await writePictures(inWorkspace("data/pictures"), ["a", "b"], 4);
    await writeFile(
      inWorkspace("data/wide.csv"),
      tableText(["x", "y"], 10, "wide").replaceAll("\n", ",1\n").replace("label,1", "label,d"),
    );
    const file = inWorkspace("failing.transfer.json");
    const target = (dataset: string) => ({
      ...withModel("models/good"),
      target: { dataset, label: "label", labelled: { perClass: 2 } },
    });
    assert.equal(
      await messageWith(target("data/pictures")),
      `${file}: must be a table, because the source model takes a table, got pictures`,
    );
    assert.equal(
      await messageWith(target("data/wide.csv")),
      `${file}: must have 3 columns beside the label, as the source model takes, got 4`,
    );
  });
});
