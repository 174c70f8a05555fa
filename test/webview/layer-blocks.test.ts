import assert from "node:assert/strict";
import type { LayerView } from "../../src/protocol/view";
import { foldLayers } from "../../webview-ui/layer-folding";
import { blockSums, boxesIn, foldBlocks, type Item } from "../../webview-ui/layers/blocks";
import { repeatsOf } from "../../webview-ui/layers/repeats";
import { deepLayers, residualLayers } from "./deep-network";

const described = (items: readonly Item[], level = 0): string[] =>
  items.flatMap((item) =>
    item.type === "layer"
      ? []
      : [`${"  ".repeat(level)}${item.title} ${boxesIn(item).length}`, ...described(item.items, level + 1)],
  );
const fold = (layers: readonly LayerView[]) => foldBlocks(foldLayers(layers));
const layer = (name: string, kind: string): LayerView => ({
  name,
  kind,
  outputShape: [4],
  parameters: kind === "Dense" ? 20 : 0,
  origin: kind === "Dense" ? "copied" : "none",
  training: kind === "Dense" ? "frozen" : "none",
});

describe("blocks that repeat", () => {
  it("are found by the names of layers, though their layers differ", () => {
    assert.deepEqual(described(fold(deepLayers(3))), [
      "block_1 … block_3 27",
      "  block_1 9",
      "  block_2 9",
      "  block_3 9",
    ]);
  });

  it("are the innermost ones that are worth it: ResNet's blocks, neither its stages nor single convolutions", () => {
    const titles = described(fold(residualLayers()));
    assert.equal(titles[0], "conv2_block1 … conv3_block4 74");
    assert.deepEqual(titles.slice(1, 3), ["  conv2_block1 12", "  conv2_block2 10"]);
    assert.equal(titles.length, 8);
  });

  it("are found by the kinds of layers where names say nothing", () => {
    const layers = Array.from({ length: 8 }, (_, n) => [
      layer(`dense_${n}`, "Dense"),
      layer(`relu_${n}`, "ReLU"),
    ]).flat();
    const [input, ...ends] = [layer("input", "InputLayer"), ...["a", "b", "c"].map((name) => layer(name, name))];
    assert.ok(input);
    assert.deepEqual(described(fold([input, ...layers, ...ends])), ["dense_0 … relu_7 16"]);
  });

  it("are left open in a small network", () => {
    assert.deepEqual(described(fold(deepLayers(1))), []);
  });

  it("hold every layer once and in order, and sum up what is in them", () => {
    const layers = deepLayers(16);
    const items = fold(layers);
    assert.deepEqual(
      items.flatMap(boxesIn).flatMap(({ names }) => names),
      layers.map(({ name }) => name),
    );
    const block = items.find((item) => item.type === "block");
    assert.ok(block?.type === "block");
    const sums = blockSums(block);
    assert.equal(
      sums.parameters,
      layers.filter(({ name }) => name.startsWith("block_")).reduce((sum, { parameters }) => sum + parameters, 0),
    );
    assert.deepEqual(
      sums.treatments.map(([treatment]) => treatment),
      ["frozen", "trained"],
    );
  });
});

describe("repeatsOf", () => {
  it("finds the shortest pattern of the longest stretch, and nothing in what does not repeat", () => {
    assert.deepEqual(repeatsOf(Array.from("xababababy")), [{ start: 1, period: 2, times: 4 }]);
    assert.deepEqual(repeatsOf(Array.from("abcdefgh")), []);
    assert.deepEqual(repeatsOf(["a", "b", undefined, "a", "b", "a", "b"]), []);
  });
});
