import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { architectures } from "../../../src/models/architectures";
import { stagesOf } from "../../../src/models/stages";
import { summarizeTopology } from "../../../src/models/summarize";
import { architectureTopology } from "../../../src/models/topology";

function stages(id: string): string[][] {
  const architecture = architectures.find((one) => one.id === id);
  assert.ok(architecture !== undefined);
  const topology = architectureTopology(architecture, architecture.input === "image" ? [16, 16, 3] : [5], 4);
  const { layers } = summarizeTopology(topology);
  return stagesOf(
    topology,
    layers.filter(({ parameters }) => parameters > 0).map(({ name }) => name),
  );
}

describe("the stages of a network", () => {
  it("are its layers with weights where one follows the other, the head last", () => {
    assert.deepEqual(stages("small-convnet"), [["conv1"], ["conv2"], ["conv3"], ["dense1"], ["head"]]);
    assert.deepEqual(stages("mlp"), [["dense1"], ["dense2"], ["head"]]);
  });

  it("keep a residual block whole, and a batch normalisation with the layer before it", () => {
    const [first, block1, block2, ...rest] = stages("small-resnet");
    assert.deepEqual(first, ["conv1", "conv1_bn"]);
    assert.deepEqual(block1, ["block1_conv1", "block1_bn1", "block1_conv2", "block1_bn2"]);
    assert.deepEqual(block2?.slice(-2), ["block2_shortcut", "block2_shortcut_bn"]);
    assert.deepEqual(rest.at(-1), ["head"]);
    assert.equal(rest.length, 2);
  });
});
