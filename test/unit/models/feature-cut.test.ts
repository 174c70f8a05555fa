import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { architectureById, linearClassifier, type Architecture } from "../../../src/models/architectures";
import { featureCut } from "../../../src/models/feature-cut";
import { architectureTopology, type Topology } from "../../../src/models/topology";

function topologyOf(architecture: Architecture | undefined, shape: readonly number[]): Topology {
  assert.ok(architecture !== undefined);
  return architectureTopology(architecture, shape, 3);
}

describe("featureCut", () => {
  it("ends the features before the first dense layer, as in the paper", () => {
    assert.deepEqual(featureCut(topologyOf(architectureById("dann-convnet"), [28, 28, 3])), {
      tensor: ["flatten", 0, 0],
      extractor: ["conv1", "conv2"],
      size: 4 * 4 * 48,
    });
  });

  it("ends them before the head where the network begins with dense layers, or has no other", () => {
    assert.deepEqual(featureCut(topologyOf(architectureById("mlp"), [7])), {
      tensor: ["dense2", 0, 0],
      extractor: ["dense1", "dense2"],
      size: 64,
    });
    const resnet = featureCut(topologyOf(architectureById("small-resnet"), [8, 8, 1]));
    assert.deepEqual([resnet?.tensor, resnet?.size], [["pool", 0, 0], 64]);
  });

  it("finds none in a linear classifier", () => {
    assert.equal(featureCut(topologyOf(linearClassifier("table"), [7])), undefined);
  });
});
