import assert from "node:assert/strict";
import { isReasonable, rounded, trainingSeconds } from "../../../src/host/scaffold/scratch-time";

const layer = (parameters: number, outputShape: number[]) => ({ name: "a", kind: "Conv2D", parameters, outputShape });

describe("scratch time", () => {
  it("counts each weight once for each position it is applied at", () => {
    const network = { layers: [layer(100, [10, 10, 8]), layer(50, [5])] };
    const seconds = trainingSeconds(network, { examples: 1000, epochs: 10, seeds: 2, runtime: "native" });
    assert.equal(seconds, (6 * (100 * 100 + 50) * 1000 * 10 * 2) / 2e10);
  });

  it("a small network on few examples is reasonable natively, a large one in JavaScript is not", () => {
    const network = { layers: [layer(100_000, [16, 16, 32])] };
    const budget = { examples: 200, epochs: 30, seeds: 5 };
    assert.equal(isReasonable(trainingSeconds(network, { ...budget, runtime: "native" })), true);
    assert.equal(isReasonable(trainingSeconds(network, { ...budget, runtime: "javascript" })), false);
  });

  it("rounds times to what people say", () => {
    assert.deepEqual([10, 60, 200, 3600, 9000].map(rounded), [
      undefined,
      { count: 1, unit: "minutes" },
      { count: 3, unit: "minutes" },
      { count: 1, unit: "hours" },
      { count: 3, unit: "hours" },
    ]);
  });
});
