import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { architectureById } from "../../../src/models/architectures";
import { summarizeTopology } from "../../../src/models/summarize";
import { withSeparateTrunks, withTaskHeads } from "../../../src/models/task-heads";
import { architectureTopology } from "../../../src/models/topology";

const architecture = architectureById("mlp");
if (architecture === undefined) throw new Error("mlp is an architecture");
const topology = architectureTopology(architecture, [5], 3);
const given = { topology, head: "head", weighted: ["dense1", "dense2", "head"] };
const tasks = [
  { name: "letter", predicts: "class" as const, classes: ["a", "b", "c", "d"] },
  { name: "height", predicts: "number" as const, classes: [] },
];

describe("a network of several tasks", () => {
  it("has a head for each on the trunk that they share, of as many outputs as classes, or one linear for a number", () => {
    const network = withTaskHeads(given, tasks);
    assert.deepEqual(network.weighted, ["dense1", "dense2", "letter_head", "height_head"]);
    assert.deepEqual(network.shared, ["dense1", "dense2"]);
    const heads = network.topology.config.layers.slice(-2).map(({ config, inbound_nodes: calls }) => {
      return [config.units, config.activation, calls[0]?.[0]?.[0]];
    });
    assert.deepEqual(heads, [
      [4, "softmax", "dense2"],
      [1, "linear", "dense2"],
    ]);
    assert.deepEqual(network.topology.config.output_layers, [
      ["letter_head", 0, 0],
      ["height_head", 0, 0],
    ]);
  });

  it("says which output answers a task, and which task a layer is for", () => {
    const network = withTaskHeads(given, tasks);
    assert.deepEqual([network.outputOf("letter"), network.outputOf("height")], [0, 1]);
    const parts = ["letter_head", "height_head", "dense1"].map((layer) => network.partOf(layer));
    assert.deepEqual(parts, ["letter", "height", undefined]);
    assert.throws(() => network.outputOf("weight"), /no head for weight/);
  });

  it("may be one network a task over the same input", () => {
    const network = withSeparateTrunks(given, tasks);
    assert.deepEqual(network.shared, []);
    assert.deepEqual(network.weighted, [
      "letter/dense1",
      "letter/dense2",
      "letter/letter_head",
      "height/dense1",
      "height/dense2",
      "height/height_head",
    ]);
    const { layers, input_layers: inputs } = network.topology.config;
    assert.equal(layers.filter(({ class_name: kind }) => kind === "InputLayer").length, inputs.length);
    assert.equal(network.partOf("height/dense1"), "height");
    const parameters = summarizeTopology(network.topology).layers.reduce((sum, layer) => sum + layer.parameters, 0);
    const alone = (outputs: number) =>
      summarizeTopology(architectureTopology(architecture, [5], outputs)).layers.reduce(
        (sum, l) => sum + l.parameters,
        0,
      );
    assert.equal(parameters, alone(4) + alone(1));
  });

  it("needs its head to be the last layer", () => {
    assert.throws(() => withTaskHeads({ ...given, head: "dense2" }, tasks), /must be the last layer/);
  });
});
