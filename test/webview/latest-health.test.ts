import assert from "node:assert/strict";
import type { LayerHealth, MetricRow } from "../../src/protocol/metrics";
import { latestHealth } from "../../webview-ui/layer-facts";
import { failedView } from "./sample-view";

const epoch = (number: number, conv1: LayerHealth, { arm = "transfer", seed = 1 } = {}): MetricRow => {
  return { type: "epoch", arm, seed, step: number, epoch: number, train: {}, layers: { conv1 } };
};
const healthIn = (rows: MetricRow[]) => latestHealth({ ...failedView(), rows }).get("conv1");

describe("the health of a layer in the diagram", () => {
  it("is that of the latest epoch, with what only earlier epochs have measured", () => {
    const rows = [
      epoch(1, { drift: 0.1, gradientNorm: 3, updateRatio: 0.01, deadUnits: 0.2 }),
      epoch(2, { drift: 0.2, gradientNorm: 2, updateRatio: 0.02 }),
      epoch(3, { drift: 0.3 }),
    ];
    assert.deepEqual(healthIn(rows), { drift: 0.3, gradientNorm: 2, updateRatio: 0.02, deadUnits: 0.2 });
  });

  it("is of one seed of the method's own arm", () => {
    const rows = [
      epoch(1, { drift: 0.1, deadUnits: 0.9 }),
      epoch(1, { drift: 0.2 }, { seed: 2 }),
      epoch(1, { drift: 5, deadUnits: 1 }, { arm: "scratch" }),
    ];
    assert.deepEqual(healthIn(rows), { drift: 0.2 });
  });
});
