import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Training } from "../../../src/experiment/types";
import type { SavedState } from "../../../src/training/trial-state";
import { toyFit, type ToyFit } from "../../support/engine-fit";
import { startNativeBackend, trainingMs } from "../../support/engine-runtime";
import { misleadingExamples, toySource } from "../../support/engine-toys";

const optimizers: Training["optimizer"][] = [
  { name: "sgd", learningRate: 0.05, momentum: 0, weightDecay: 0 },
  { name: "momentum", learningRate: 0.02, momentum: 0.9, weightDecay: 0.01 },
  { name: "adam", learningRate: 0.01, momentum: 0, weightDecay: 0 },
  { name: "adamw", learningRate: 0.01, momentum: 0, weightDecay: 0.1 },
  { name: "rmsprop", learningRate: 0.003, momentum: 0, weightDecay: 0 },
];

/** What a snapshot is after it was written to a file and read again. */
const stored = (state: SavedState): SavedState => ({
  values: JSON.parse(JSON.stringify(state.values)) as SavedState["values"],
  tensors: structuredClone(state.tensors),
});

describe("a training that is resumed", function () {
  this.timeout(trainingMs);
  let source: Awaited<ReturnType<typeof toySource>>;

  before(async () => {
    await startNativeBackend();
    source = await toySource();
  });
  after(() => {
    source.dispose();
  });

  /** Trains once without a break, then once more from the snapshot after each report, and compares the rest. */
  const assertResumable = async (options: Omit<ToyFit, "source">) => {
    const snapshots: SavedState[] = [];
    const whole = await toyFit({
      source,
      ...options,
      onReport: (_, { state }) => snapshots.push(stored(state.snapshot())),
    });
    for (const [index, saved] of snapshots.entries()) {
      const rest = await toyFit({ source, ...options, saved });
      assert.deepEqual(
        { ...rest, reports: [...whole.reports.slice(0, index + 1), ...rest.reports] },
        whole,
        `after report ${index + 1} of ${snapshots.length}`,
      );
    }
    return whole;
  };

  for (const optimizer of optimizers) {
    it(`after any report gives the bits of one without a break: ${optimizer.name}, dropout, batch normalisation`, async () => {
      await assertResumable({ training: { optimizer, epochs: 2 } });
    });
  }

  it("after any report gives the bits of one without a break: augmentation and balanced classes", async () => {
    const augmentation = { shift: 0.1, rotate: 15, zoom: 0.1, flipHorizontal: true, variants: 0 };
    await assertResumable({ training: { epochs: 2, augmentation, classWeights: "balanced" } });
  });

  it("after any report gives the bits of one without a break: gradual unfreezing with discriminative rates", async () => {
    const layers = ["conv1", "conv1_bn", "dense1", "head"];
    await assertResumable({
      training: { epochs: 3 },
      phaseOf: (epoch) => ({ name: `phase ${epoch}`, layers: layers.slice(-Math.min(epoch, 2) * 2 + 1) }),
      rateFactors: new Map([["dense1", 0.5]]),
    });
  });

  it("after any report gives the bits of one without a break: early stopping that restores the best weights", async () => {
    const training = { epochs: 8, batchSize: 15, earlyStopping: { patience: 2 } };
    const whole = await assertResumable({ training, validation: misleadingExamples() });
    assert.ok(whole.result.epochs < 8, "it stopped early");
    assert.ok((whole.result.bestEpoch ?? Infinity) < whole.result.epochs, "it restored earlier weights");
  });
});
