import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isMeasured, looksPerEpoch, probeSize, probesPerEpoch } from "../../../src/math/health-schedule";

const measuredIn = (epochs: number, perEpoch: number) =>
  Array.from({ length: epochs }, (_, index) => index + 1).filter((epoch) => isMeasured(epoch, { epochs, perEpoch }));

describe("isMeasured", () => {
  it("is true in the first epoch, in the last one that is planned, and a few times in between", () => {
    assert.deepEqual(measuredIn(30, probesPerEpoch(200)), [1, 16, 30]);
    assert.deepEqual(measuredIn(30, looksPerEpoch(7)), [1, 5, 10, 14, 19, 23, 28, 30]);
    assert.deepEqual(measuredIn(1, probesPerEpoch(50)), [1]);
  });

  it("is true in every epoch that is long enough", () => {
    assert.equal(measuredIn(7, probesPerEpoch(3200)).length, 7);
    assert.equal(measuredIn(7, looksPerEpoch(32)).length, 7);
  });

  it("keeps the examples that are probed at 2 % of those trained on, besides the first and the last epoch", () => {
    for (const examples of [20, 128, 500, 1000, 3000]) {
      const within = measuredIn(100, probesPerEpoch(examples)).length - 2;
      assert.ok(within * probeSize(examples) <= 0.02 * 100 * examples, `${examples} examples`);
    }
  });
});
