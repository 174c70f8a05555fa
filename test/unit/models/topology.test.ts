import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { architectureById, architectures } from "../../../src/models/architectures";
import { readTopology } from "../../../src/models/read-topology";
import { summarizeTopology } from "../../../src/models/summarize";
import { architectureTopology } from "../../../src/models/topology";

const inputOf = (input: "image" | "table") => (input === "image" ? [28, 28, 1] : [10]);

/** TensorFlow.js orders the two branches of a block by depth, the topology keeps each branch together. */
const byName = <T extends { name: string }>(layers: readonly T[]) =>
  layers.toSorted((left, right) => left.name.localeCompare(right.name));

const initializersIn = (value: unknown): object[] => {
  if (typeof value !== "object" || value === null) return [];
  const nested = Object.values(value).flatMap(initializersIn);
  return "class_name" in value && value.class_name === "VarianceScaling" ? [value, ...nested] : nested;
};

describe("architectureTopology", () => {
  it("lets batch normalisation forget within thirty steps the statistics that it starts with", () => {
    const resnet = architectureById("small-resnet");
    assert.ok(resnet);
    const { layers } = architectureTopology(resnet, [8, 8, 1], 2).config;
    const momenta = layers.map(({ config }) => config.momentum).filter((momentum) => typeof momentum === "number");
    assert.equal(momenta.length, 9);
    for (const momentum of momenta) assert.ok(momentum ** 30 < 0.05);
  });

  for (const architecture of architectures) {
    const topology = architectureTopology(architecture, inputOf(architecture.input), 5);

    it(`gives ${architecture.id} as TensorFlow.js reads it, with the shapes and weights that the summary says`, async () => {
      const model = await tf.models.modelFromJSON({ modelTopology: structuredClone(topology) as never });
      const summary = summarizeTopology(topology);
      assert.deepEqual(
        byName(
          summary.layers.map(({ name, kind, outputShape, parameters }) => ({ name, kind, outputShape, parameters })),
        ),
        byName(
          model.layers.map((layer) => ({
            name: layer.name,
            kind: layer.getClassName(),
            outputShape: (layer.outputShape as tf.Shape).slice(1),
            parameters: layer.countParams(),
          })),
        ),
      );
      assert.equal(summary.head, "head");
      assert.equal(summary.outputs, 5);
      assert.deepEqual(summary.inputShape, inputOf(architecture.input));
    });

    it(`gives ${architecture.id} in the form in which TensorFlow.js writes it`, async () => {
      const model = await tf.models.modelFromJSON({ modelTopology: structuredClone(topology) as never });
      const written: unknown = model.toJSON(null, false);
      const read = readTopology(written);
      assert.ok(read);
      assert.deepEqual(
        { ...read, config: { ...read.config, layers: byName(read.config.layers) } },
        { ...topology, config: { ...topology.config, layers: byName(topology.config.layers) } },
      );
    });

    it(`leaves a seed to fill in wherever ${architecture.id} starts from random weights`, () => {
      const initializers = initializersIn(topology);
      assert.ok(initializers.length > 0);
      for (const initializer of initializers) {
        assert.ok("config" in initializer);
        assert.ok(Object.hasOwn(initializer.config as object, "seed"));
      }
    });
  }

  it("gives a residual block a 1x1 shortcut only where the shape changes", () => {
    const resnet = architectureById("small-resnet");
    assert.ok(resnet);
    const names = architectureTopology(resnet, [32, 32, 3], 2).config.layers.map((layer) => layer.name);
    assert.ok(!names.includes("block1_shortcut"));
    assert.ok(names.includes("block2_shortcut"));
    assert.ok(names.includes("block3_shortcut_bn"));
  });

  it("rejects a table for a network that takes pictures", () => {
    const convnet = architectureById("small-convnet");
    assert.ok(convnet);
    assert.throws(() => architectureTopology(convnet, [10], 2), RangeError);
  });
});
