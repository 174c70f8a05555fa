import assert from "node:assert/strict";
import { nearest } from "../../../src/experiment/suggest";

describe("nearest", () => {
  it("finds the word that was misspelt", () => {
    assert.equal(nearest("covn2", ["conv1", "conv2", "head"]), "conv2");
    assert.equal(nearest("LEARNINGRATE", ["learningRate", "momentum"]), "learningRate");
  });

  it("suggests nothing where nothing is near", () => {
    assert.equal(nearest("attention", ["conv1", "conv2", "head"]), undefined);
    assert.equal(nearest("x", ["y", "z"]), undefined);
    assert.equal(nearest("conv1", []), undefined);
  });
});
