import assert from "node:assert/strict";
import fc from "fast-check";
import { layerGroups } from "../../../src/models/layer-groups";

const layer = (name: string, parameters = 0, kind = "Conv2D") => ({ name, kind, parameters, outputShape: [] });

describe("layerGroups", () => {
  it("of a small network, a layer with weights takes those without that follow it", () => {
    const groups = layerGroups([
      layer("input", 0, "InputLayer"),
      layer("conv1", 10),
      layer("bn1", 4, "BatchNormalization"),
      layer("relu1", 0, "ReLU"),
      layer("conv2", 20),
      layer("head", 5, "Dense"),
    ]);
    assert.deepEqual(
      groups.map(({ name, layers, parameters }) => [name, layers.length, parameters]),
      [
        ["input", 1, 0],
        ["conv1", 3, 14],
        ["conv2", 1, 20],
        ["head", 1, 5],
      ],
    );
  });

  it("of a deep network, layers whose names begin alike belong together", () => {
    const blocks = Array.from({ length: 10 }, (_, index) => [
      layer(`block${index}_conv`, 9),
      layer(`block${index}_bn`, 4),
      layer(`block${index}_relu`),
    ]).flat();
    const groups = layerGroups([...blocks, layer("head", 5)]);
    assert.deepEqual(
      groups.map(({ name }) => name),
      [...Array.from({ length: 10 }, (_, index) => `block${index}`), "head"],
    );
    assert.equal(groups[0]?.parameters, 13);
  });

  it("every layer is in exactly one group, in the order of the network", () => {
    const layers = fc.array(fc.record({ name: fc.string(), parameters: fc.nat(3) }));
    fc.assert(
      fc.property(layers, (records) => {
        const all = records.map(({ name, parameters }) => layer(name, parameters));
        assert.deepEqual(
          layerGroups(all).flatMap((group) => group.layers),
          all,
        );
      }),
    );
  });
});
