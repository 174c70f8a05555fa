/** Progressive networks by real runs: what is kept, what is proved, what a saved network answers, and runs that go on. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import { openDataset } from "../../../../src/data/open";
import { runFiles } from "../../../../src/runs/layout";
import { readMetrics } from "../../../../src/runs/metrics-log";
import { modelMetadataSchema } from "../../../../src/training/source-weights";
import { tf } from "../../../../src/training/tf";
import { startNativeBackend } from "../../../support/engine-runtime";
import { writePictures } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const task = (dataset: string) => ({
  dataset,
  labelled: { perClass: 8 },
  validation: "none" as const,
  test: { fraction: 0.3 },
});
const training = {
  epochs: 4,
  batchSize: 8,
  seeds: [1, 2],
  optimizer: { name: "adam", learningRate: 0.01 },
  earlyStopping: false,
};

describe("a run of progressive networks", function () {
  this.timeout(180_000);
  let workspace: TemporaryFolder;
  let lab: Lab;
  /** All three tasks in one run. */
  let whole: LabRun;
  /** The first two, and the third added to them. */
  let begun: LabRun;
  let added: LabRun;

  before(async () => {
    const backend = await startNativeBackend();
    workspace = temporaryFolder("progressive");
    lab = new Lab(workspace.path, backend);
    await writePictures(path.join(workspace.path, "one"), ["a", "b"], 16);
    await writePictures(path.join(workspace.path, "second"), ["c", "d", "e"], 16);
    await writePictures(path.join(workspace.path, "thirdly"), ["f", "g"], 16);
    const network = { architecture: "small-convnet" };
    const third = { name: "third", ...task("thirdly") };
    const method = "progressive-networks";
    const controls = ["scratch", "fine-tuning", "zeroed-laterals"];
    const tasks = { first: task("one"), second: task("second") };
    whole = await lab.run({ method, source: { tasks, ...network }, target: third, training, controls });
    begun = await lab.run({
      ...{ method, training, controls: [] },
      source: { tasks: { first: tasks.first }, ...network },
      target: { name: "second", ...tasks.second },
    });
    const source = { run: path.relative(workspace.path, begun.directory) };
    added = await lab.run({ method, source, target: third, training, controls: ["scratch", "fine-tuning"] });
  });
  after(() => {
    workspace.remove();
  });

  const trialsOf = ({ report }: LabRun, arm: string) => report.trials.filter((trial) => trial.arm === arm);
  const savedJson = async ({ directory }: LabRun) => {
    const folder = runFiles(directory).model(1);
    const json: unknown = JSON.parse(await readFile(path.join(folder, "model.json"), "utf8"));
    return { json: json as SavedModel, weights: await readFile(path.join(folder, "weights.bin")) };
  };
  /** The saved network as anyone would load it. */
  const plainModel = async (run: LabRun) => {
    const { json, weights } = await savedJson(run);
    const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
    return {
      model: await tf.loadLayersModel(
        tf.io.fromMemory({
          modelTopology: json.modelTopology,
          weightSpecs,
          weightData: new Uint8Array(weights).buffer,
        }),
      ),
      ...modelMetadataSchema.parse(json.userDefinedMetadata).transferLab,
    };
  };
  /** @returns probabilities [n, classes] for all pictures of a folder, and the labels of these */
  const answersOf = async (run: LabRun, name: string, folder: string) => {
    const { model, tasks, inputShape } = await plainModel(run);
    const [height = 0, width = 0, channels = 0] = inputShape;
    const output = tasks?.find((one) => one.name === name)?.output;
    assert.ok(output !== undefined, name);
    const dataset = await openDataset(folder, { base: workspace.path });
    const values = await dataset.read(
      Int32Array.from({ length: dataset.count }, (_, row) => row),
      [height, width, channels],
    );
    const probabilities = tf.tidy(() => {
      const outputs = model.predict(tf.tensor4d(values, [dataset.count, height, width, channels]));
      assert.ok(Array.isArray(outputs));
      return outputs[output]?.dataSync<"float32">() ?? new Float32Array();
    });
    const { labels, classes } = dataset;
    await dataset.close();
    model.dispose();
    return { probabilities, labels, classes };
  };

  it("proves for every earlier column that no bit of its weights and of its outputs changed", () => {
    const { frozen } = whole.report;
    const names = new Set(frozen.map(({ layer }) => layer));
    for (const name of ["first", "second"]) {
      for (const layer of ["conv1", "conv2", "conv3", "dense1", "head"])
        assert.ok(names.has(`${name}/${layer}`), layer);
      assert.ok(names.has(`outputs of ${name}`));
    }
    assert.ok(names.has("second/conv2_adapter") && !names.has("third/conv1"));
    assert.ok(frozen.every(({ before, after }) => before === after && before.length === 64));
  });

  it("answers an earlier task with the same bits before and after another column was added", async () => {
    for (const [name, folder] of [
      ["first", "one"],
      ["second", "second"],
    ] as const) {
      const [before, now] = [await answersOf(begun, name, folder), await answersOf(added, name, folder)];
      assert.deepEqual(now.probabilities, before.probabilities);
    }
  });

  it("saves one network that plain TensorFlow.js loads, and that answers the task whose name is asked for", async () => {
    const { tasks } = await plainModel(added);
    assert.deepEqual(
      tasks?.map(({ name, classes, output }) => [name, classes, output]),
      [
        ["first", ["a", "b"], 0],
        ["second", ["c", "d", "e"], 1],
        ["third", ["f", "g"], 2],
      ],
    );
    for (const [name, folder] of [
      ["first", "one"],
      ["second", "second"],
      ["third", "thirdly"],
    ] as const) {
      const { probabilities, labels, classes } = await answersOf(added, name, folder);
      const rightly = labels.filter((label, row) => {
        const own = probabilities.subarray(row * classes.length, (row + 1) * classes.length);
        return own.indexOf(Math.max(...own)) === label;
      });
      assert.ok(rightly.length / labels.length > 0.8, `${name}: ${rightly.length} of ${labels.length}`);
    }
  });

  it("has the figures and the weights of the whole sequence where a column is added to a finished run", async () => {
    const figures = (run: LabRun) => trialsOf(run, "transfer").map(({ test }) => [test.accuracy, test.lossNats]);
    assert.deepEqual(figures(added), figures(whole));
    assert.deepEqual((await savedJson(added)).weights, (await savedJson(whole)).weights);
  });

  it("has with zeroed laterals the very figures of a network of its own", () => {
    const figures = (arm: string) => trialsOf(whole, arm).map(({ test }) => [test.accuracy, test.lossNats]);
    assert.deepEqual(figures("zeroed-laterals"), figures("scratch"));
    assert.notDeepEqual(figures("transfer"), figures("scratch"));
  });

  it("reports the tasks one after the other, in steps and epochs that go on", async () => {
    const { rows } = await readMetrics(runFiles(whole.directory).metrics);
    const epochs = rows.filter((row) => row.type === "epoch" && row.arm === "transfer" && row.seed === 1);
    const told = epochs.map((row) => (row.type === "epoch" ? [row.epoch, row.step, row.phase] : []));
    const steps = { first: 2, second: 3, third: 2 };
    const expected = Object.entries(steps).flatMap(([phase, count]) =>
      Array.from({ length: 4 }, () => ({ phase, count })),
    );
    let step = 0;
    assert.deepEqual(
      told,
      expected.map(({ phase, count }, index) => [index + 1, (step += count), phase]),
    );
  });

  it("shows earlier tasks level in its own arm, and measures them anew each epoch where one network learns all", async () => {
    const { rows } = await readMetrics(runFiles(whole.directory).metrics);
    const curve = (arm: string) =>
      rows.flatMap((row) =>
        row.type === "epoch" && row.arm === arm && row.seed === 1 && row.epoch > 4 ? [row.train["first/accuracy"]] : [],
      );
    assert.equal(new Set(curve("transfer")).size, 1);
    assert.ok(curve("fine-tuning").every((accuracy) => accuracy !== undefined));
    for (const { measured } of trialsOf(whole, "transfer"))
      assert.equal(measured?.["end/first/accuracy"], measured?.["after/first/accuracy"]);
  });

  it("tells what each layer of the last column uses of each column, in shares that sum to 1", () => {
    const [first] = trialsOf(whole, "transfer");
    for (const layer of ["conv2", "conv3", "dense1", "head"]) {
      const shares = ["first", "second", "third"].map((name) => first?.measured?.[`fisher/${layer}/${name}`] ?? NaN);
      assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9, `${layer}: ${shares.join()}`);
      assert.ok(shares.every((share) => share >= 0));
    }
  });

  it("shows forgetting, sensitivity and the weights of each column in its report", () => {
    const ids = whole.report.parts?.map(({ id }) => id);
    assert.deepEqual(ids, ["sensitivity-perturbation", "sensitivity-fisher", "forgetting", "parameters"]);
    assert.deepEqual(
      whole.report.tasks?.map((one) => one.task),
      ["first", "second"],
    );
  });
});

interface SavedModel {
  modelTopology: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  userDefinedMetadata: unknown;
}
