import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { architectureById } from "../../../src/models/architectures";
import { describeModel } from "../../../src/models/describe-model";
import { architectureTopology } from "../../../src/models/topology";

describe("describeModel", () => {
  const folder = useTemporaryFolder("describe-model");
  const write = async (metadata: unknown) => {
    const architecture = architectureById("mlp");
    assert.ok(architecture);
    await mkdir(folder(), { recursive: true });
    const json = JSON.stringify({
      format: "layers-model",
      modelTopology: architectureTopology(architecture, [4], 2),
      weightsManifest: [{ paths: ["weights.bin", "../outside.bin"], weights: [] }],
      userDefinedMetadata: metadata,
    });
    await writeFile(path.join(folder(), "model.json"), json);
    await writeFile(path.join(folder(), "weights.bin"), Buffer.alloc(1000));
    return json.length;
  };

  it("says where a model comes from, and what its own files take", async () => {
    const bytes = await write({
      transferLab: { version: 1, classes: ["a", "b"], trainedOn: "data/letters", accuracy: 0.9 },
      origin: { source: "somebody", licence: "MIT" },
    });
    const described = await describeModel(folder());
    assert.ok("summary" in described);
    assert.equal(described.bytes, bytes + 1000);
    assert.deepEqual(described.summary.classes, ["a", "b"]);
    assert.deepEqual(described.origin, {
      source: "somebody",
      licence: "MIT",
      trainedOn: "data/letters",
      accuracy: 0.9,
    });
  });

  it("a model that says nothing of itself, or something else, has no origin", async () => {
    for (const metadata of [undefined, { origin: "text" }, { transferLab: { accuracy: "high" } }]) {
      await write(metadata);
      const described = await describeModel(folder());
      assert.ok("summary" in described);
      assert.deepEqual(described.origin, {});
    }
  });

  it("a damaged one is a problem", async () => {
    await write({});
    await writeFile(path.join(folder(), "model.json"), "{");
    const described = await describeModel(folder());
    assert.ok("problem" in described);
    assert.equal(described.problem.code, "source-model/damaged");
  });
});
