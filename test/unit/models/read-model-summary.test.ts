import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { architectureById } from "../../../src/models/architectures";
import { readModelSummary } from "../../../src/models/read-model-summary";
import { architectureTopology } from "../../../src/models/topology";
import { formatProblem } from "../../../src/protocol/problem";

describe("readModelSummary", () => {
  let folder: string;
  const write = (json: unknown) =>
    writeFile(path.join(folder, "model.json"), typeof json === "string" ? json : JSON.stringify(json));
  const summary = async () => {
    const read = await readModelSummary(folder);
    assert.ok("summary" in read);
    return read.summary;
  };
  /** The whole message, with the folder's name left out. */
  const message = async () => {
    const read = await readModelSummary(folder);
    assert.ok("problem" in read);
    return formatProblem(read.problem).replaceAll(folder, "model");
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "model-summary-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("says layers, head, input and classes of a model that was trained here", async () => {
    const architecture = architectureById("mlp");
    assert.ok(architecture);
    const modelTopology = architectureTopology(architecture, [4], 2);
    await write({
      format: "layers-model",
      modelTopology,
      userDefinedMetadata: { transferLab: { classes: ["a", "b"] } },
    });
    const { head, outputs, inputShape, classes, layers } = await summary();
    assert.deepEqual(
      { head, outputs, inputShape, classes },
      { head: "head", outputs: 2, inputShape: [4], classes: ["a", "b"] },
    );
    assert.deepEqual(
      layers.map(({ name, parameters }) => [name, parameters]),
      [
        ["input", 0],
        ["dense1", 320],
        ["dense2", 4160],
        ["head", 130],
      ],
    );
  });

  it("counts the weights of unknown layers by the saved weights", async () => {
    const layers = [
      { class_name: "InputLayer", config: { name: "in", batch_input_shape: [null, 6] } },
      { class_name: "MyDense", config: { name: "mine" } },
      { class_name: "Dense", config: { name: "last", units: 2 } },
    ];
    const weights = [
      { name: "mine/kernel", shape: [6, 3], dtype: "float32" },
      { name: "mine/bias", shape: [3], dtype: "float32" },
      { name: "last/kernel", shape: [3, 2], dtype: "float32" },
      { name: "last/bias", shape: [2], dtype: "float32" },
    ];
    await write({
      modelTopology: { class_name: "Sequential", config: { layers } },
      weightsManifest: [{ paths: ["weights.bin"], weights }],
    });
    const { head, outputs, layers: read } = await summary();
    const parameters = read.map((layer) => layer.parameters);
    assert.deepEqual({ head, outputs, parameters }, { head: "last", outputs: 2, parameters: [0, 21, 8] });
  });

  it("says why a model cannot be fine-tuned", async () => {
    const layers = [{ class_name: "Dense", config: { name: "only", units: 2 } }];
    await write({ modelTopology: { class_name: "Sequential", config: { layers } } });
    assert.equal(
      await message(),
      "model/model.json: must say the whole shape of its input, got none; export it with a fixed input shape",
    );
  });

  it("says that there is no model", async () => {
    assert.equal(
      await message(),
      "model: must be the folder of a saved model, but there is no model.json in it; check the path, or train a source model from a dataset",
    );
  });

  it("says that the file breaks off", async () => {
    await write('{"modelTopology": ');
    assert.match(
      await message(),
      /^model\/model\.json: must be JSON, got text that ends or breaks off \(.+\); export the model again$/,
    );
  });

  it("says what is missing in the file", async () => {
    await write({ modelTopology: {}, weightsManifest: 5 });
    assert.match(
      await message(),
      /^model\/model\.json: must be a model in the TensorFlow\.js layers format \(weightsManifest: .+\); export the model again$/,
    );
    await write({ format: "layers-model" });
    assert.equal(
      await message(),
      "model/model.json: must have a modelTopology with a list of layers, got none; export the model again",
    );
  });

  it("says that layers of a graph model cannot be frozen", async () => {
    await write({ format: "graph-model", modelTopology: { node: [] } });
    assert.equal(
      await message(),
      "model/model.json: must be in the TensorFlow.js layers format, got a graph model, whose layers cannot be frozen or trained; convert the Keras model with --output_format=tfjs_layers_model",
    );
  });
});
