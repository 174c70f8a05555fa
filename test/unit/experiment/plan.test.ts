import assert from "node:assert/strict";
import { resolveLayers } from "../../../src/experiment/plan";
import type { LayerState } from "../../../src/experiment/types";

const layer = (name: string, parameters: number) => ({ name, kind: "Dense", outputShape: [4], parameters });
const network = [layer("input", 0), layer("conv1", 9), layer("pool1", 0), layer("conv2", 9), layer("head", 5)];

const resolve = (rules: Record<string, LayerState>, headMustBeNew = true) =>
  resolveLayers(
    Object.entries(rules).map(([pattern, state]) => ({ pattern, state })),
    network,
    "head",
    headMustBeNew,
  );
const statesOf = (rules: Record<string, LayerState>, headMustBeNew?: boolean) =>
  Object.fromEntries(resolve(rules, headMustBeNew).plan.map(({ name, state }) => [name, state]));

describe("resolveLayers", () => {
  it("copies and trains every layer with weights, with a new head for new classes", () => {
    assert.deepEqual(statesOf({}), { conv1: "train", conv2: "train", head: "new" });
    assert.deepEqual(statesOf({}, false), { conv1: "train", conv2: "train", head: "train" });
  });

  it("lets a name beat a pattern, wherever it stands", () => {
    const expected = { conv1: "train", conv2: "frozen", head: "new" };
    assert.deepEqual(statesOf({ conv1: "train", "conv*": "frozen" }), expected);
    assert.deepEqual(statesOf({ "conv*": "frozen", conv1: "train" }), expected);
  });

  it("lets a later pattern beat an earlier one", () => {
    assert.equal(statesOf({ "*1": "new", "conv*": "frozen" }).conv1, "frozen");
    assert.equal(statesOf({ "conv*": "frozen", "*1": "new" }).conv1, "new");
  });

  it("keeps a new head out of patterns, but not out of its own rule", () => {
    assert.equal(statesOf({ "*": "frozen" }).head, "new");
    assert.equal(statesOf({ "*": "frozen" }, false).head, "frozen");
    assert.equal(statesOf({ head: "train" }).head, "train");
  });

  it("suggests the layer that was meant, and renames to it", () => {
    assert.deepEqual(resolve({ covn2: "frozen" }).problems, [
      {
        severity: "error",
        code: "layers/unknown-layer",
        path: ["layers", "covn2"],
        atKey: true,
        message: 'must name a layer of the source model (conv1, conv2, head), got "covn2"; did you mean "conv2"?',
        fixes: [
          { title: 'Rename to "conv2"', edits: [{ kind: "rename", path: ["layers", "covn2"], key: "conv2" }] },
          { title: 'Remove "covn2"', edits: [{ kind: "remove", path: ["layers", "covn2"] }] },
        ],
      },
    ]);
  });

  it("never suggests a layer that has its rule already", () => {
    const [problem] = resolve({ conv2: "train", covn2: "frozen" }).problems;
    assert.ok(problem !== undefined && !problem.message.endsWith('"conv2"?'));
  });

  it("says that a pattern matches nothing", () => {
    const [problem] = resolve({ "block*": "frozen" }).problems;
    assert.equal(problem?.message, 'must match a layer of the source model (conv1, conv2, head), got "block*"');
  });

  it("says that a layer has no weights", () => {
    const [problem] = resolve({ pool1: "frozen" }).problems;
    assert.equal(problem?.code, "layers/no-weights");
    assert.equal(problem.severity, "warning");
  });
});
