import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { architectureById } from "../../../src/models/architectures";
import { cutBefore, isReachedFrom, type Cut } from "../../../src/models/cut";
import { architectureTopology, type Topology } from "../../../src/models/topology";

function topologyOf(id: string): Topology {
  const architecture = architectureById(id);
  assert.ok(architecture !== undefined);
  return architectureTopology(architecture, [8, 8, 1], 3);
}

const weighted = (layer: string) => /conv|_bn|dense|head|shortcut/.test(layer);
const cut = (topology: Topology, ...active: string[]): Cut | undefined =>
  cutBefore(topology, (layer) => active.includes(layer), weighted);
const namesAt = (found: Cut | undefined) => found?.tensors.map(([layer]) => layer);

describe("a cut", () => {
  const convnet = topologyOf("small-convnet");
  const resnet = topologyOf("small-resnet");

  it("lies right before the first layer that trains, behind pooling and flattening", () => {
    assert.deepEqual(namesAt(cut(convnet, "head")), ["dense1"]);
    assert.deepEqual(namesAt(cut(convnet, "dense1", "head")), ["flatten"]);
    assert.deepEqual(namesAt(cut(convnet, "conv2", "head")), ["pool1"]);
  });

  it("takes every tensor that the rest reads, where branches run beside each other", () => {
    assert.deepEqual(namesAt(cut(resnet, "block2_conv1", "head")), ["block1_relu", "block2_shortcut_bn"]);
  });

  it("does not exist where the first layer trains, where nothing does, and where nothing before has weights", () => {
    assert.equal(cut(convnet, "conv1", "head"), undefined);
    assert.equal(cut(convnet), undefined);
    assert.equal(
      cutBefore(
        convnet,
        (layer) => layer === "head",
        () => false,
      ),
      undefined,
    );
  });

  it("is reached from an earlier one, not from itself, a later one, or one that lacks a branch", () => {
    const reached = (topology: Topology, from: string[], to: string[]) => {
      const [earlier, later] = [cut(topology, ...from), cut(topology, ...to)];
      assert.ok(earlier !== undefined && later !== undefined);
      return isReachedFrom(topology, earlier, later);
    };
    assert.equal(reached(convnet, ["conv2", "head"], ["head"]), true);
    assert.equal(reached(convnet, ["head"], ["head"]), false);
    assert.equal(reached(convnet, ["head"], ["conv2", "head"]), false);
    assert.equal(reached(resnet, ["block2_conv1", "head"], ["block3_conv1", "head"]), true);
    const branch: Cut = { tensors: [["block2_bn2", 0, 0]] };
    const later = cut(resnet, "head");
    assert.ok(later !== undefined);
    assert.equal(isReachedFrom(resnet, branch, later), false);
  });
});
