import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { efficientNetLite0 } from "../../../src/models/efficientnet-lite";
import { importEfficientNetLite0 } from "../../../src/models/import-efficientnet";
import { stagesOf } from "../../../src/models/stages";
import { summarizeTopology, weightedLayers } from "../../../src/models/summarize";
import { formatProblem } from "../../../src/protocol/problem";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { weightsFile } from "./weights-file";

describe("efficientNetLite0", () => {
  const topology = efficientNetLite0(1000);
  const summary = summarizeTopology(topology);

  it("has the weights of the published network: 4,652,008 that train, and moving statistics", () => {
    const parameters = summary.layers.reduce((total, layer) => total + layer.parameters, 0);
    const statistics = summary.layers.filter(({ kind }) => kind === "BatchNormalization");
    const moving = statistics.reduce((total, layer) => total + layer.parameters / 2, 0);
    assert.equal(parameters - moving, 4_652_008);
  });

  it("shrinks pictures of 224 to 7 and ends in a head over 1,280 features", () => {
    assert.deepEqual(summary.inputShape, [224, 224, 3]);
    assert.deepEqual(summary.layers.find(({ name }) => name === "top_relu6")?.outputShape, [7, 7, 1280]);
    assert.deepEqual(summary.layers.find(({ name }) => name === "average")?.outputShape, [1280]);
    assert.deepEqual([summary.head, summary.outputs], ["head", 1000]);
  });

  it("has a shortcut in each block that keeps its shape", () => {
    const shortcuts = summary.layers.filter(({ kind }) => kind === "Add").map(({ name }) => name);
    const blocks = [2, 4, 6, 7, 9, 10, 12, 13, 14];
    assert.deepEqual(
      shortcuts,
      blocks.map((block) => `block${block}_add`),
    );
  });

  it("can be cut between its blocks", () => {
    const stages = stagesOf(topology, weightedLayers(summary));
    assert.deepEqual(stages[0], ["stem_conv", "stem_bn"]);
    assert.deepEqual(stages.at(-1), ["head"]);
  });
});

describe("importEfficientNetLite0", () => {
  const folder = useTemporaryFolder("import");
  const stem = { shape: [32, 3, 3, 3], values: new Float32Array(32 * 27) };
  const refusal = async (weights: Parameters<typeof weightsFile>[0]): Promise<string> => {
    const file = path.join(folder(), "weights.pth");
    await writeFile(file, weightsFile(weights));
    const wanted = { file, shown: "weights.pth", classes: ["a", "b"], origin: {} };
    return formatProblem(await rejectedProblem(importEfficientNetLite0(path.join(folder(), "model"), wanted)));
  };

  it("names a weight that is missing, with its shape", async () => {
    assert.equal(
      await refusal({ "_conv_stem.weight": stem }),
      "weights.pth: must have _bn0.weight of shape 32, as EfficientNet-Lite0 has it, got none",
    );
  });

  it("names a weight of another shape", async () => {
    assert.equal(
      await refusal({ "_conv_stem.weight": { ...stem, shape: [32, 3, 9, 1] } }),
      "weights.pth: must have _conv_stem.weight of shape 32 × 3 × 3 × 3, as EfficientNet-Lite0 has it, got 32 × 3 × 9 × 1",
    );
  });

  it("refuses weights of another network", async () => {
    assert.equal(
      await refusal({ "_conv_stem.weight": stem, "layer1.0.conv1.weight": stem }),
      "weights.pth: must hold the weights of EfficientNet-Lite0 and nothing else, got layer1.0.conv1.weight",
    );
  });
});
