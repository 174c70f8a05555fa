import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "jsonc-parser";
import type { PlannedFrom } from "../../../src/experiment/check-layers";
import { applyEdits } from "../../../src/experiment/edit";
import { layerEdits } from "../../../src/experiment/layer-edits";
import { resolveLayers } from "../../../src/experiment/plan";
import type { LayerState } from "../../../src/experiment/types";

type Rules = Record<string, LayerState>;

const layersOf = (names: readonly string[]) =>
  names.map((name) => ({ name, kind: "Dense", outputShape: [4], parameters: name.startsWith("pool") ? 0 : 9 }));

const given = (names: readonly string[], rules: Rules, headMustBeNew = true): PlannedFrom => ({
  rules: Object.entries(rules).map(([pattern, state]) => ({ pattern, state })),
  layers: layersOf(names),
  head: names.at(-1) ?? "",
  headMustBeNew,
});

const fileWith = (rules: Rules): string =>
  `{\n  "method": "fine-tuning", // a comment\n  "layers": ${JSON.stringify(rules, null, 4)}\n}\n`;

const rulesIn = (text: string): Rules => (parse(text) as { layers?: Rules }).layers ?? {};

/** The rules of the file after the edits. */
const after = (names: readonly string[], rules: Rules, chosen: readonly string[], state: LayerState): Rules =>
  rulesIn(applyEdits(fileWith(rules), layerEdits(given(names, rules), chosen, state)));

function planOf({ layers, head, headMustBeNew }: PlannedFrom, rules: Rules): Record<string, LayerState> {
  const list = Object.entries(rules).map(([pattern, state]) => ({ pattern, state }));
  const { plan } = resolveLayers(list, layers, head, headMustBeNew);
  return Object.fromEntries(plan.map(({ name, state }) => [name, state]));
}

const convnet = ["conv1", "pool1", "conv2", "conv3", "dense1", "head"];
const blocks = [
  "stem",
  ...[1, 2, 3].flatMap((n) => ["expand", "depthwise", "project"].map((part) => `block_${n}_${part}`)),
  "head",
];

describe("layerEdits", () => {
  it("names a layer that no rule is about", () => {
    assert.deepEqual(after(convnet, {}, ["conv1"], "frozen"), { conv1: "frozen" });
  });

  it("changes the rule of a layer that has one", () => {
    assert.deepEqual(after(convnet, { conv1: "frozen" }, ["conv1"], "new"), { conv1: "new" });
  });

  it("takes a rule out where without it the layer has that state", () => {
    assert.deepEqual(after(convnet, { conv1: "frozen", head: "new" }, ["conv1"], "train"), { head: "new" });
    assert.deepEqual(after(convnet, { "conv*": "frozen", conv2: "train" }, ["conv2"], "frozen"), { "conv*": "frozen" });
  });

  it("changes a pattern where all that it decides about is chosen, and leaves it where not", () => {
    const rules: Rules = { "conv*": "frozen" };
    assert.deepEqual(after(convnet, rules, ["conv1", "conv2", "conv3"], "new"), { "conv*": "new" });
    assert.deepEqual(after(convnet, rules, ["conv1"], "train"), { "conv*": "frozen", conv1: "train" });
  });

  it("says a whole block by one pattern, and a few layers by their names", () => {
    assert.deepEqual(after(blocks, {}, ["block_2_expand", "block_2_depthwise", "block_2_project"], "frozen"), {
      "block_2_*": "frozen",
    });
    assert.deepEqual(after(blocks, {}, ["block_1_expand", "block_2_expand"], "frozen"), {
      block_1_expand: "frozen",
      block_2_expand: "frozen",
    });
    assert.deepEqual(after(blocks, {}, blocks.slice(1, -1), "frozen"), { "block_*": "frozen" });
  });

  it("leaves layers without weights and unknown ones out, and does nothing where nothing changes", () => {
    assert.deepEqual(layerEdits(given(convnet, {}), ["pool1", "nothing"], "frozen"), []);
    assert.deepEqual(layerEdits(given(convnet, { conv1: "frozen" }), ["conv1"], "frozen"), []);
  });

  it("keeps the comments of the file and makes the section where there is none", () => {
    const text = '{\n  // mine\n  "method": "fine-tuning"\n}\n';
    const changed = applyEdits(text, layerEdits(given(convnet, {}), ["conv1"], "frozen"));
    assert.ok(changed.includes("// mine"));
    assert.deepEqual(rulesIn(changed), { conv1: "frozen" });
  });

  it("gives the chosen layers the state and leaves all others as they are, whatever names and rules there are", () => {
    const part = fc.constantFrom(
      "conv",
      "block_1",
      "block_10",
      "a",
      "b*",
      "x[12]",
      "x1",
      "{y,z}",
      "y",
      "1",
      "in/out",
      "!q",
      "?",
    );
    const name = fc.tuple(part, fc.constantFrom("", "1", "_2", "/w", ".b")).map(([stem, end]) => `${stem}${end}`);
    const pattern = fc.oneof(
      name,
      fc.constantFrom("*", "**", "conv*", "block_1*", "*1", "*_2", "{a,y}*", "in/*", "x?", "[a-c]*"),
    );
    const state = fc.constantFrom<LayerState>("frozen", "train", "new");
    const network = fc.uniqueArray(name, { minLength: 1, maxLength: 14 });
    const rules = fc.uniqueArray(fc.tuple(pattern, state), { maxLength: 6, selector: ([key]) => key });
    fc.assert(
      fc.property(
        fc.tuple(network, rules, fc.boolean()),
        state,
        fc.infiniteStream(fc.boolean()),
        ([names, list, isNew], wanted, coin) => {
          const own = Object.fromEntries(list);
          const from = given(names, own, isNew);
          const chosen = names.filter(() => coin.next().value === true);
          const changed = rulesIn(applyEdits(fileWith(own), layerEdits(from, chosen, wanted)));
          const before = planOf(from, own);
          const expected = Object.fromEntries(
            Object.entries(before).map(([layer, old]) => [layer, chosen.includes(layer) ? wanted : old]),
          );
          assert.deepEqual(planOf(from, changed), expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
