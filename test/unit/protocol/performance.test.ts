import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { speedParts } from "../../../src/protocol/performance";
import { performanceWith, speedWords } from "../../fixtures/performance";

describe("speedParts", () => {
  it("says how steps ran, how long they waited for data, and what became of features", () => {
    assert.deepEqual(speedParts(performanceWith()), speedWords);
  });

  it("says that all steps ran as a graph, or none", () => {
    assert.equal(speedParts(performanceWith({ plainSteps: 0 }))[0], "all 4,096 steps as one graph each");
    assert.equal(speedParts(performanceWith({ graphSteps: 0 }))[0], "32 steps one operation at a time");
  });

  it("does not call a short wait none", () => {
    const part = "waited less than 1 % of the training time for data";
    assert.equal(speedParts(performanceWith({ dataWaitShare: 0.004 }))[1], part);
  });

  it("leaves out features where no layer is frozen, and everything where nothing ran", () => {
    const features = { computed: 0, reused: 0 };
    assert.deepEqual(speedParts(performanceWith({ features })), speedWords.slice(0, 2));
    const nothing = { features, graphSteps: 0, plainSteps: 0, trainingMs: 0, dataWaitShare: 0 };
    assert.deepEqual(speedParts(performanceWith(nothing)), []);
  });
});
