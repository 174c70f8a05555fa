import assert from "node:assert/strict";
import { stillLearning } from "../../../src/math/still-learning";

const epochs = (loss: (epoch: number) => number, count = 40) =>
  Array.from({ length: count }, (_, epoch) => loss(epoch));

describe("stillLearning", () => {
  it("is true where the loss falls to the end", () => {
    assert.equal(stillLearning(epochs((epoch) => 5 * 0.97 ** epoch)), true);
    assert.equal(stillLearning([4, 3, 2, 1]), true);
  });

  it("is false where the loss has settled, however high", () => {
    assert.equal(stillLearning(epochs((epoch) => 2 + 0.5 ** epoch)), false);
    assert.equal(stillLearning(epochs((epoch) => 2.3 + 0.02 * Math.sin(epoch))), false);
  });

  it("is false where next to nothing is left to learn", () => {
    assert.equal(stillLearning(epochs((epoch) => 0.8 ** epoch)), false);
  });

  it("is false where the loss rises, and where there are too few epochs to tell", () => {
    assert.equal(stillLearning(epochs((epoch) => 1 + 0.1 * epoch)), false);
    assert.equal(stillLearning([3, 2, 1]), false);
    assert.equal(stillLearning([]), false);
  });
});
