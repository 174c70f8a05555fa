import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { z } from "zod";
import { openDataset } from "../../../src/data/open";
import { splitExamples } from "../../../src/data/split";
import { experimentSchema } from "../../../src/experiment/types";
import { layerViewSchema } from "../../../src/protocol/view";
import { reportSchema } from "../../../src/protocol/report";
import { readJson } from "../../../src/runs/json-file";
import { environmentSchema, runFiles, timeSpentSchema } from "../../../src/runs/layout";
import { readMetrics, readWarnings } from "../../../src/runs/metrics-log";
import { readRun } from "../../../src/runs/read-run";
import { tf } from "../../../src/training/tf";
import { completeRun, endEnginesAfterEach } from "../../support/engine-run";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writePictures, writeTables } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("a run that finishes", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let directory: string;

  before(async () => {
    workspace = temporaryFolder("run");
    await writeTables(workspace.path);
    ({ directory } = await completeRun({ folder: workspace.path }));
  });
  after(() => {
    workspace.remove();
  });

  it("leaves every file of the layout that an engine writes, and no other", async () => {
    const names = (await readdir(directory, { recursive: true })).map((name) => name.split(path.sep).join("/"));
    const models = [1, 2].flatMap((seed) =>
      ["", "/model.json", "/predictions.json", "/weights.bin"].map((file) => `model/seed-${seed}${file}`),
    );
    assert.deepEqual(
      names.filter((name) => !name.startsWith("checkpoints")).sort(),
      [
        "environment.json",
        "experiment.json",
        "experiment.transfer.json",
        "metrics.jsonl",
        "model",
        ...models,
        "network.json",
        "performance.json",
        "report.json",
        "state.json",
        "warnings.jsonl",
      ].sort(),
    );
  });

  it("leaves files that decode, and a state that says finished", async () => {
    const files = runFiles(directory);
    const decoded = [
      await readJson(files.experiment, experimentSchema),
      await readJson(files.environment, environmentSchema),
      await readJson(files.network, z.array(layerViewSchema)),
      await readJson(files.performance, timeSpentSchema),
      await readJson(files.report, reportSchema),
    ];
    assert.deepEqual(
      decoded.map(({ ok }) => ok),
      [true, true, true, true, true],
    );
    assert.deepEqual((await readMetrics(files.metrics)).problems, []);
    assert.deepEqual((await readWarnings(files.warnings)).problems, []);
    const run = await readRun(directory);
    assert.equal("state" in run && run.state, "finished");
  });

  it("has rows of every trial in their order, each trial ended by its test figures and the proof of its frozen layers", async () => {
    const { rows } = await readMetrics(runFiles(directory).metrics);
    const trials = rows.filter((row) => row.type === "trial");
    assert.deepEqual(
      trials.map(({ arm, seed, epochs, steps }) => ({ arm, seed, epochs, steps })),
      [
        { arm: "transfer", seed: 1, epochs: 6, steps: 18 },
        { arm: "scratch", seed: 1, epochs: 6, steps: 18 },
        { arm: "transfer", seed: 2, epochs: 6, steps: 18 },
        { arm: "scratch", seed: 2, epochs: 6, steps: 18 },
      ],
    );
    for (const { arm, frozen, confusion } of trials) {
      assert.deepEqual(
        frozen.map(({ layer }) => layer),
        arm === "transfer" ? ["dense1"] : [],
      );
      for (const { before: start, after: end } of frozen) assert.equal(start, end);
      assert.equal(
        confusion?.flat().reduce((sum, count) => sum + count),
        18,
      );
    }
  });

  it("has a report with the verdict, its interval over the seeds, and the counts of examples", async () => {
    const report = await readJson(runFiles(directory).report, reportSchema);
    assert.ok(report.ok);
    const { verdict, gains, counts, classes, trials } = report.value;
    assert.deepEqual(counts, { train: 24, validation: 0, test: 18 });
    assert.deepEqual(classes, ["w", "x", "y"]);
    assert.match(verdict.sentence, /95 % interval .* to .*, 2 seeds/);
    assert.equal(gains[0]?.control, "scratch");
    assert.ok(gains[0].gain.low !== undefined && gains[0].gain.high !== undefined);
    assert.equal(trials.length, 4);
  });

  it("records what its numbers depend on", async () => {
    const environment = await readJson(runFiles(directory).environment, environmentSchema);
    assert.ok(environment.ok);
    const { backend, backendWarning, fingerprints, node } = environment.value;
    assert.equal(backend, "tensorflow");
    assert.equal(backendWarning, undefined);
    assert.equal(node, process.versions.node);
    assert.deepEqual(Object.keys(fingerprints).sort(), ["data/source.csv", "data/target.csv"]);
  });

  it("shows the network of the method: layers copied and frozen, copied and trained, and new", async () => {
    const network = await readJson(runFiles(directory).network, z.array(layerViewSchema));
    assert.ok(network.ok);
    assert.deepEqual(
      network.value.map(({ name, origin, training, parameters }) => ({ name, origin, training, parameters })),
      [
        { name: "input", origin: "none", training: "none", parameters: 0 },
        { name: "dense1", origin: "copied", training: "frozen", parameters: 3 * 64 + 64 },
        { name: "dense2", origin: "copied", training: "trained", parameters: 64 * 64 + 64 },
        { name: "head", origin: "new", training: "trained", parameters: 64 * 3 + 3 },
      ],
    );
  });

  it("gives the same rows to the last bit when the experiment runs again", async () => {
    const { directory: again } = await completeRun({ folder: workspace.path });
    assert.notEqual(again, directory);
    const [first, second] = await Promise.all(
      [directory, again].map((folder) => readFile(runFiles(folder).metrics, "utf8")),
    );
    assert.equal(second, first);
    assert.deepEqual(
      await readFile(path.join(runFiles(again).model(2), "weights.bin")),
      await readFile(path.join(runFiles(directory).model(2), "weights.bin")),
    );
  });
});

describe("the model that a run saves", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;

  before(async () => {
    await startNativeBackend();
    workspace = temporaryFolder("model");
  });
  after(() => {
    workspace.remove();
  });

  /** The accuracy on the test examples as someone else would work it out, from the saved model alone. */
  const accuracyOf = async (directory: string, data: string): Promise<number> => {
    const folder = runFiles(directory).model(1);
    const modelFile = path.join(folder, "model.json");
    const saved = z
      .object({
        modelTopology: z.record(z.string(), z.unknown()),
        weightsManifest: z.array(z.object({ weights: z.array(z.custom<tf.io.WeightsManifestEntry>()) })),
        userDefinedMetadata: z.object({
          transferLab: z.object({ preprocessing: z.object({ mean: z.array(z.number()), std: z.array(z.number()) }) }),
        }),
      })
      .parse(JSON.parse(await readFile(modelFile, "utf8")));
    const weights = await readFile(path.join(folder, "weights.bin"));
    const model = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: saved.modelTopology,
        weightSpecs: saved.weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(weights).buffer,
      }),
    );
    const dataset = await openDataset(data, { base: workspace.path });
    const { labels, classes, shape } = dataset;
    const split = splitExamples({
      labels,
      classes,
      labelled: { perClass: 8 },
      validation: "none",
      test: { fraction: 0.3 },
      splitSeed: 1,
      seed: 1,
      file: "",
    });
    assert.ok(split.ok);
    const { test } = split.split;
    const values = await dataset.read(test);
    const { mean, std } = saved.userDefinedMetadata.transferLab.preprocessing;
    const correct = tf.tidy(() => {
      const raw = tf.tensor(values, [test.length, ...shape.map((side) => side ?? 0)]);
      const predicted = model.predict(raw.sub(tf.tensor1d(mean)).div(tf.tensor1d(std))) as tf.Tensor;
      const labelsOfTest = Array.from(test, (row) => labels[row] ?? 0);
      return predicted.argMax(1).equal(tf.tensor1d(labelsOfTest, "int32")).sum().dataSync()[0] ?? NaN;
    });
    model.dispose();
    await dataset.close();
    return correct / test.length;
  };

  const reportedAccuracy = async (directory: string): Promise<number | undefined> => {
    const { rows } = await readMetrics(runFiles(directory).metrics);
    return rows.find((row) => row.type === "trial")?.test.accuracy;
  };

  it("loads with plain TensorFlow.js and gives the reported test accuracy: a table, standardised", async () => {
    await writeTables(workspace.path);
    const { directory } = await completeRun({ folder: workspace.path });
    assert.equal(await accuracyOf(directory, "data/target.csv"), await reportedAccuracy(directory));
  });

  it("loads with plain TensorFlow.js and gives the reported test accuracy: pictures, batch normalisation", async () => {
    const { path: folder } = workspace;
    await writePictures(path.join(folder, "data/source"), ["a", "b", "c"], 20);
    await writePictures(path.join(folder, "data/target"), ["b", "d"], 20);
    const { directory } = await completeRun({
      folder,
      name: "pictures",
      experiment: {
        ...tableExperiment,
        source: { dataset: "data/source", architecture: "small-resnet", epochs: 2 },
        target: { ...tableExperiment.target, dataset: "data/target" },
        layers: { "block1*": "frozen" },
        training: { epochs: 3, batchSize: 8, seeds: [1] },
        controls: [],
      },
    });
    assert.equal(await accuracyOf(directory, "data/target"), await reportedAccuracy(directory));
  });
});
