import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { unfreezingSchedule } from "../../../src/math/unfreezing";
import { epochsOf, toyFit } from "../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { planOf, toySource } from "../../support/engine-toys";

describe("gradual unfreezing", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
  });
  after(() => {
    source.dispose();
  });

  const layers = ["conv1", "conv1_bn", "dense1", "head"];
  const schedule = (epochs: number) =>
    unfreezingSchedule({ trained: layers, fresh: ["head"], epochs, gradual: true, headEpochs: 0 });

  it("leaves a layer as it is until the epoch that unfreezes it", async () => {
    const unfreezing = schedule(8);
    const afterEpoch: Map<string, string>[] = [];
    await toyFit({
      source,
      training: { epochs: 8 },
      phaseOf: (epoch) => unfreezing.phaseOf(epoch),
      onReport: (report, { network }) => {
        if (report.type === "epoch") afterEpoch.push(new Map(layers.map((layer) => [layer, network.hashOf(layer)])));
      },
    });
    const moved = afterEpoch.map((now, index) =>
      layers.filter((name) => now.get(name) !== afterEpoch[index - 1]?.get(name)),
    );
    const expected = Array.from({ length: 8 }, (_, index) => [...unfreezing.phaseOf(index + 1).layers]);
    assert.deepEqual(moved.slice(1), expected.slice(1));
    assert.deepEqual(expected[0], ["head"]);
    assert.deepEqual(expected.at(-1), layers);
  });

  it("names the phase of each epoch", async () => {
    const unfreezing = schedule(8);
    const { reports } = await toyFit({
      source,
      training: { epochs: 8 },
      phaseOf: (epoch) => unfreezing.phaseOf(epoch),
    });
    assert.deepEqual(
      epochsOf(reports).map(({ phase }) => phase),
      [1, 2, 3, 4, 5, 6, 7, 8].map((epoch) => unfreezing.phaseOf(epoch).name),
    );
  });

  it("starts the optimizer afresh where a phase begins, and keeps it where none does", async () => {
    const powers: (number | undefined)[] = [];
    await toyFit({
      source,
      training: { epochs: 3, batchSize: 15 },
      phaseOf: (epoch) => ({ layers: epoch < 3 ? ["head"] : layers }),
      onReport: (report, { state }) => {
        const { tensors } = state.snapshot();
        if (report.type === "step") powers.push(tensors.find(({ name }) => name === "optimizer/beta1Power")?.data[0]);
      },
    });
    const rounded = powers.map((power) => power?.toFixed(4));
    assert.deepEqual(rounded, ["0.9000", "0.8100", "0.7290", "0.6561", "0.9000", "0.8100"]);
  });

  it("scales the updates of each layer by its discriminative rate", async () => {
    const updates = async (rateFactors: ReadonlyMap<string, number>) => {
      let found: Record<string, number> | undefined;
      await toyFit({
        source,
        plan: planOf(source, "train"),
        rateFactors,
        training: {
          epochs: 1,
          batchSize: 30,
          optimizer: { name: "sgd", learningRate: 0.1, momentum: 0, weightDecay: 0 },
        },
        onReport: (report, { network }) => {
          if (report.type === "step")
            found = Object.fromEntries(
              network.trainedLayers.flatMap((layer) =>
                network.trainableWeights(layer).map(({ name, variable }) => {
                  const start = source.weights.get(name)?.dataSync() ?? [];
                  const change = Array.from(variable.dataSync(), (weight, index) => weight - (start[index] ?? NaN));
                  return [name, Math.hypot(...change)] as const;
                }),
              ),
            );
        },
      });
      assert.ok(found !== undefined);
      return found;
    };
    const factors = new Map(Object.entries({ conv1: 0.125, dense1: 0.5 }));
    const [same, scaled] = [await updates(new Map()), await updates(factors)];
    for (const [name, change] of Object.entries(same)) {
      const factor = factors.get(name.split("/")[0] ?? "") ?? 1;
      const difference = Math.abs((scaled[name] ?? NaN) - factor * change);
      assert.ok(difference <= 1e-4 * Math.abs(change) + 1e-7, `${name}: ${scaled[name]} for ${factor} × ${change}`);
    }
  });
});
