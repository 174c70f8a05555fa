import assert from "node:assert/strict";
import { plannedNetwork } from "../../../src/experiment/layer-choices";
import type { KnownNetwork } from "../../../src/experiment/known-network";
import { parseExperiment } from "../../../src/experiment/parse";

const layer = (name: string, parameters: number, reads?: string[]) => ({
  name,
  kind: "Dense",
  outputShape: [4],
  parameters,
  ...(reads && { reads }),
});
const network = {
  inputShape: [8],
  layers: [
    layer("input", 0),
    layer("dense1", 9, ["input"]),
    layer("sum", 0, ["input", "dense1"]),
    layer("head", 5, ["sum"]),
  ],
  head: "head",
  outputs: 3,
};
const known = (targetClasses: string[]): KnownNetwork => ({ network, sourceClasses: ["a", "b", "c"], targetClasses });

function experiment(method: string, more: Record<string, unknown> = {}) {
  const text = JSON.stringify({
    method,
    source: { model: "models/digits" },
    target: { dataset: "data", ...(method === "fine-tuning" ? { labelled: { perClass: 5 } } : {}) },
    ...more,
  });
  const parsed = parseExperiment(text, "/work/pets.transfer.json");
  assert.ok(parsed.experiment, JSON.stringify(parsed.problems));
  return parsed.experiment;
}

describe("plannedNetwork", () => {
  it("says of each layer what the file makes of it, and what it reads where that is not the one before", () => {
    const { layers } = plannedNetwork(experiment("fine-tuning", { layers: { dense1: "frozen" } }), known(["x", "y"]));
    assert.deepEqual(
      layers.map(({ name, origin, training, reads }) => [name, origin, training, ...(reads ?? [])]),
      [
        ["input", "none", "none"],
        ["dense1", "copied", "frozen"],
        ["sum", "none", "none", "input", "dense1"],
        ["head", "new", "trained"],
      ],
    );
  });

  it("gives a new head the classes of the target, and one that is copied those of the source", () => {
    const sixes = { ...network, layers: network.layers.map((one) => (one.name === "head" ? layer("head", 6) : one)) };
    const headOf = (layers: Record<string, string>, classes: string[]) => {
      const made = plannedNetwork(experiment("fine-tuning", { layers }), { ...known(classes), network: sixes }).layers;
      return made.flatMap(({ name, outputShape, parameters }) => (name === "head" ? [outputShape, parameters] : []));
    };
    assert.deepEqual(headOf({ head: "new" }, ["w", "x", "y", "z", "q"]), [[5], 10]);
    assert.deepEqual(headOf({}, ["a", "b", "c"]), [[4], 6]);
  });

  it("says why a layer cannot have a state: no weights, or a head for other classes", () => {
    const { choices, refused } = plannedNetwork(experiment("fine-tuning"), known(["x", "y"])).plan;
    assert.equal(refused, undefined);
    const [input, dense, , head] = choices;
    assert.match(input?.refused?.frozen ?? "", /has no weights/);
    assert.deepEqual(dense, { layer: "dense1", state: "train" });
    assert.match(head?.refused?.frozen ?? "", /must be new/);
    assert.equal(head?.refused?.new, undefined);
  });

  it("lets the head be what it is told where its classes are the target's", () => {
    const { choices } = plannedNetwork(experiment("fine-tuning"), known(["a", "b", "c"])).plan;
    assert.deepEqual(choices.at(-1), { layer: "head", state: "train" });
  });

  it("says that a method without a plan of layers has none, and that a sweep tries all", () => {
    const sweeping = experiment("layer-transfer", {
      sweep: { from: "first" },
      target: { dataset: "data", labelled: { perClass: 5 } },
    });
    assert.match(plannedNetwork(sweeping, known(["x"])).plan.refused ?? "", /^A sweep tries every cut/);
    const other = { ...sweeping, method: "domain-adversarial", sweep: null };
    const { plan } = plannedNetwork(other, known(["x"]));
    assert.match(plan.refused ?? "", /has no plan of layers\.$/);
    assert.ok(plan.choices.every(({ state }) => state === undefined));
  });
});
