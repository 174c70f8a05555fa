import assert from "node:assert/strict";
import { classWeights } from "../../../src/math/class-weights";
import { discriminativeRates } from "../../../src/math/discriminative-rates";
import { unfreezingSchedule } from "../../../src/math/unfreezing";

describe("discriminativeRates", () => {
  it("divides by the decay once for each layer further from the output", () => {
    assert.deepEqual(
      [...discriminativeRates(["conv1", "conv2", "head"], 2)],
      [
        ["conv1", 1 / 4],
        ["conv2", 1 / 2],
        ["head", 1],
      ],
    );
  });

  it("gives every layer the same rate for a decay of 1", () => {
    assert.deepEqual([...discriminativeRates(["a", "b"], 1).values()], [1, 1]);
  });

  it("refuses a decay below 1", () => {
    assert.throws(() => discriminativeRates(["a"], 0.5), RangeError);
  });
});

describe("unfreezingSchedule", () => {
  const trained = ["conv1", "conv2", "conv3", "dense1", "head"];
  const options = { trained, fresh: ["head"], epochs: 16, gradual: false, headEpochs: 0 };

  it("trains everything from the first epoch unless told otherwise, in one phase without a name", () => {
    const schedule = unfreezingSchedule(options);
    assert.deepEqual(schedule.phaseOf(1), { layers: trained });
    assert.equal(schedule.settledFrom, 1);
  });

  it("trains the fresh layers alone in the head epochs", () => {
    const schedule = unfreezingSchedule({ ...options, headEpochs: 3 });
    assert.deepEqual(schedule.phaseOf(3), { name: "head", layers: ["head"] });
    assert.deepEqual(schedule.phaseOf(4), { name: "all layers", layers: trained });
    assert.equal(schedule.settledFrom, 4);
  });

  it("lets the layers join from the output to the input, evenly over the first half of the epochs", () => {
    const { phaseOf, settledFrom } = unfreezingSchedule({ ...options, gradual: true });
    const counts = Array.from({ length: 16 }, (_, index) => phaseOf(index + 1).layers.length);
    assert.deepEqual(counts, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5]);
    assert.equal(settledFrom, 9);
    assert.deepEqual(phaseOf(5), { name: "3 of 5 layers", layers: ["conv3", "dense1", "head"] });
  });

  it("never freezes a layer again", () => {
    const { phaseOf } = unfreezingSchedule({ ...options, gradual: true, headEpochs: 2 });
    for (let epoch = 1; epoch < 16; epoch++) {
      const later = new Set(phaseOf(epoch + 1).layers);
      assert.ok(phaseOf(epoch).layers.every((layer) => later.has(layer)));
    }
  });

  it("trains fresh layers from the first epoch wherever they are", () => {
    const { phaseOf } = unfreezingSchedule({ ...options, fresh: ["conv1", "head"], gradual: true });
    assert.deepEqual(phaseOf(1).layers, ["conv1", "head"]);
  });

  it("begins with the last layer where none is fresh", () => {
    const { phaseOf } = unfreezingSchedule({ ...options, trained: ["conv1", "conv2"], fresh: [], headEpochs: 1 });
    assert.deepEqual(phaseOf(1).layers, ["conv2"]);
  });

  it("trains all layers by the last epoch of a short training", () => {
    assert.deepEqual(unfreezingSchedule({ ...options, epochs: 2, gradual: true }).phaseOf(2).layers, trained);
  });
});

describe("classWeights", () => {
  it("lets every class count the same, with a mean of 1 over the examples", () => {
    const weights = classWeights([0, 0, 0, 1], 2);
    assert.deepEqual(weights, [4 / 6, 4 / 2]);
    const total = [0, 0, 0, 1].reduce((sum, label) => sum + (weights[label] ?? 0), 0);
    assert.ok(Math.abs(total / 4 - 1) < 1e-12);
  });

  it("is 1 for each class of balanced data", () => {
    assert.deepEqual(classWeights([0, 1, 2, 0, 1, 2], 3), [1, 1, 1]);
  });

  it("gives a class without examples no weight, and the others their share among themselves", () => {
    assert.deepEqual(classWeights([0, 2], 3), [1, 0, 1]);
  });
});
