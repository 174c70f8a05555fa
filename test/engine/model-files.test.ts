import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "mocha";
import { architectures } from "../../src/models/architectures";
import { readModelFiles, writeModelFiles, type ModelFiles } from "../../src/models/model-files";
import { summarizeTopology } from "../../src/models/summarize";
import { architectureTopology } from "../../src/models/topology";
import { Network } from "../../src/training/network";
import type { tf } from "../../src/training/tf";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";
import { startNativeBackend, trainingMs } from "../support/engine-runtime";
import { planOf } from "../support/engine-toys";

describe("a model folder", function () {
  this.timeout(trainingMs);
  const folder = useTemporaryFolder("model-files");
  before(startNativeBackend);

  const filesOf = async (architecture: (typeof architectures)[number]): Promise<ModelFiles> => {
    const topology = architectureTopology(architecture, architecture.input === "image" ? [28, 28, 3] : [5], 4);
    const plan = planOf({ summary: summarizeTopology(topology) }, "new");
    const source = { topology, weights: new Map<string, tf.Tensor>() };
    const network = await Network.create({ source, outputs: 4, plan, seed: 1 });
    const files = { topology: network.topology, metadata: { note: "ours" }, ...(await network.weightFiles()) };
    network.dispose();
    return files;
  };

  for (const architecture of architectures) {
    it(`is read as it was written: ${architecture.id}`, async () => {
      const files = await filesOf(architecture);
      const place = path.join(folder(), "model");
      await writeModelFiles(place, files);
      assert.deepEqual(await readModelFiles(place, "model"), files);
    });
  }

  it("replaces an older one as a whole, and leaves nothing else behind", async () => {
    const place = path.join(folder(), "model");
    const [first, , second] = await Promise.all(architectures.map(filesOf));
    assert.ok(first !== undefined && second !== undefined);
    await writeModelFiles(place, first);
    await writeModelFiles(place, second);
    assert.deepEqual((await readModelFiles(place, "model")).weights, second.weights);
    assert.deepEqual(await readdir(folder()), ["model"]);
  });

  it("keeps the older one where the new one cannot be written, and leaves nothing of the new one behind", async () => {
    const place = path.join(folder(), "model");
    const [files] = await Promise.all(architectures.map(filesOf));
    assert.ok(files !== undefined);
    await writeModelFiles(place, files);
    const unwritable = { ...files, metadata: { number: 1n } };
    await assert.rejects(writeModelFiles(place, unwritable), TypeError);
    assert.deepEqual((await readModelFiles(place, "model")).weights, files.weights);
    assert.deepEqual(await readdir(folder()), ["model"]);
  });
});
