import assert from "node:assert/strict";
import { architectures } from "../../../src/models/architectures";
import { addColumn, columnOf, columnsOf, firstColumn, inputOf, isLateral } from "../../../src/models/columns";
import { summarizeTopology } from "../../../src/models/summarize";
import { architectureTopology, type Topology } from "../../../src/models/topology";

const networkOf = (id: string, sides?: readonly number[]): Topology => {
  const architecture = architectures.find((one) => one.id === id);
  assert.ok(architecture !== undefined);
  return architectureTopology(architecture, sides ?? (architecture.input === "image" ? [28, 28, 1] : [10]), 4);
};
const columnsFor = (network: Topology, tasks: Readonly<Record<string, number>>): Topology => {
  let grown: Topology | undefined;
  for (const [task, classes] of Object.entries(tasks)) grown = addColumn(grown, { task, network, classes, scale: 0.5 });
  assert.ok(grown !== undefined);
  return grown;
};
const layerIn = ({ config }: Topology, name: string) => {
  const layer = config.layers.find((one) => one.name === name);
  assert.ok(layer !== undefined, name);
  return layer;
};
const readersOf = (topology: Topology, name: string) =>
  layerIn(topology, name)
    .inbound_nodes.flat()
    .map(([layer]) => layer);
const parametersOf = (topology: Topology, wanted: (layer: string) => boolean): number =>
  summarizeTopology(topology).layers.reduce((sum, layer) => sum + (wanted(layer.name) ? layer.parameters : 0), 0);

describe("the columns of a progressive network", () => {
  for (const { id } of architectures) {
    describe(`of ${id}`, () => {
      const network = networkOf(id);
      const three = columnsFor(network, { first: 3, second: 4, third: 5 });
      const { layers } = summarizeTopology(three);

      it("share one input and have an output each, with the classes of their tasks", () => {
        assert.deepEqual(columnsOf(three), ["first", "second", "third"]);
        assert.equal(three.config.layers.filter(({ class_name: kind }) => kind === "InputLayer").length, 1);
        const outputs = three.config.output_layers.map(([name]) => layers.find((layer) => layer.name === name));
        assert.deepEqual(
          outputs.map((layer) => layer?.outputShape),
          [[3], [4], [5]],
        );
      });

      it("have layers that are known to the last one, each after the layers that it reads", () => {
        for (const { name, outputShape } of layers) assert.ok(outputShape.length > 0, name);
        const seen = new Set<string>();
        for (const { name, inbound_nodes: calls } of three.config.layers) {
          for (const [read] of calls.flat()) assert.ok(seen.has(read), `${name} reads ${read}`);
          assert.ok(!seen.has(name), name);
          seen.add(name);
        }
      });

      it("read nothing of later columns", () => {
        const place = (layer: string) => columnsOf(three).indexOf(columnOf(layer) ?? "");
        for (const { name, inbound_nodes: calls } of three.config.layers)
          for (const [read] of calls.flat()) assert.ok(place(read) <= place(name), `${name} reads ${read}`);
      });

      it("have adapters before every layer with a kernel but the first one, and none in the first column", () => {
        const linear = network.config.layers.filter(({ class_name: kind }) => kind === "Conv2D" || kind === "Dense");
        const adapted = layers.map(({ name }) => name).filter((name) => name.endsWith("_lateral"));
        const wanted = ["second", "third"].flatMap((task) =>
          linear.slice(1).map(({ name }) => `${task}/${name}_lateral`),
        );
        assert.deepEqual(adapted, wanted);
        assert.ok(layers.every(({ name }) => columnOf(name) !== "first" || !isLateral(name)));
      });

      it("can be taken apart: the first one is the network that they were made of", () => {
        const first = firstColumn(three);
        assert.deepEqual(
          summarizeTopology(first).layers.map(({ name }) => name),
          network.config.layers.map(({ name }) => name),
        );
        assert.deepEqual(
          addColumn(undefined, { task: "a", network: first, classes: 4, scale: 1 }),
          columnsFor(network, { a: 4 }),
        );
      });
    });
  }

  it("join what a layer reads with what the same layer of earlier columns reads", () => {
    const three = columnsFor(networkOf("mlp"), { a: 2, b: 2, c: 2 });
    assert.deepEqual(readersOf(three, "c/dense2"), ["c/dense1"]);
    assert.deepEqual(readersOf(three, "c/dense2_sum"), ["c/dense2", "c/dense2_lateral"]);
    assert.deepEqual(readersOf(three, "c/dense2_from_b_values"), ["b/dense1"]);
    assert.deepEqual(readersOf(three, "c/head_from_b_values"), ["b/dense2_out"]);
    assert.deepEqual(readersOf(three, "c/head_joined"), ["c/head_from_a_scaled", "c/head_from_b_scaled"]);
    assert.deepEqual(readersOf(three, "c/head"), ["c/dense2_out"]);
    assert.equal(layerIn(three, "c/dense2").config.activation, "linear");
    assert.equal(layerIn(three, "c/dense2_out").config.activation, "relu");
    assert.equal(layerIn(three, "c/head_out").config.activation, "softmax");
  });

  it("count as the paper counts: α one weight, V and c to the narrower side, U from there without a bias", () => {
    const three = columnsFor(networkOf("mlp"), { a: 2, b: 2, c: 2 });
    const of = (name: string) => parametersOf(three, (layer) => layer === name);
    assert.equal(of("c/dense2_from_a_scale"), 1);
    assert.equal(of("c/dense2_adapter"), 2 * 64 * 64 + 64);
    assert.equal(of("c/dense2_lateral"), 64 * 64);
    assert.equal(of("c/head_adapter"), 2 * 64 * 2 + 2);
    assert.equal(of("c/head_lateral"), 2 * 2);
    const convolutions = columnsFor(networkOf("small-convnet"), { a: 10, b: 10 });
    assert.equal(
      parametersOf(convolutions, (layer) => layer === "b/conv2_adapter"),
      16 * 16 + 16,
    );
    assert.equal(
      parametersOf(convolutions, (layer) => layer === "b/conv2_lateral"),
      9 * 16 * 32,
    );
  });

  it("read past dropout, which does nothing in a frozen column", () => {
    const network = architectureTopology(
      {
        ...{ id: "noisy", title: "Noisy", summary: "For tests.", input: "table" },
        layers: [
          { kind: "dense", name: "dense1", units: 3 },
          { kind: "dropout", name: "drop", rate: 0.5 },
        ],
      },
      [2],
      2,
    );
    const two = columnsFor(network, { a: 2, b: 2 });
    assert.deepEqual(readersOf(two, "b/head_from_a_values"), ["a/dense1"]);
    assert.deepEqual(readersOf(two, "b/head"), ["b/drop"]);
    assert.deepEqual(inputOf(two, "b/head"), ["b/dense1", 0, 0]);
  });

  it("cannot be two of one task", () => {
    const network = networkOf("mlp");
    const one = columnsFor(network, { a: 2 });
    assert.throws(() => addColumn(one, { task: "a", network, classes: 2, scale: 1 }), {
      message: "there is a column of the task a",
    });
  });

  it("have to fit: a lateral joins feature maps of one size only", () => {
    const one = columnsFor(networkOf("small-convnet"), { a: 2 });
    const network = networkOf("small-convnet", [16, 16, 1]);
    assert.throws(() => addColumn(one, { task: "b", network, classes: 2, scale: 1 }), {
      message: "a lateral of [14, 14, 16] from a/pool1 does not fit b/conv2, which reads [8, 8, 16]",
    });
  });
});
