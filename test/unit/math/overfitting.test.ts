import assert from "node:assert/strict";
import { overfittingFrom } from "../../../src/math/overfitting";
import { randomFor } from "../../../src/math/random";

const EPOCHS = 30;
const course = (lossAt: (epoch: number) => number) => Array.from({ length: EPOCHS }, (_, index) => lossAt(index + 1));
const falling = course((epoch) => 2 * 0.85 ** epoch);
/** Falls to 0.5 at epoch 10, then rises by 0.02 an epoch. */
const valley = course((epoch) => (epoch <= 10 ? 1.5 - 0.1 * epoch : 0.5 + 0.02 * (epoch - 10)));
const noise = (seed: number, size: number) => {
  const random = randomFor("noise", seed);
  return course(() => random.uniform(-size, size));
};
const plus = (left: readonly number[], right: readonly number[]) => left.map((value, i) => value + (right[i] ?? 0));

describe("overfittingFrom", () => {
  it("names the epoch in which the validation loss has risen by 5 %", () => {
    // 0.5 + 0.02 (e − 10) > 0.525 from e = 12
    assert.equal(overfittingFrom(valley, falling), 12);
  });

  it("finds nothing while the validation loss falls", () => {
    assert.equal(overfittingFrom(falling, falling), undefined);
  });

  it("finds nothing where the training loss does not fall further: that is divergence, not overfitting", () => {
    assert.equal(overfittingFrom(valley, valley), undefined);
  });

  it("waits for three epochs", () => {
    assert.equal(overfittingFrom(valley.slice(0, 13), falling.slice(0, 13)), undefined);
    assert.equal(overfittingFrom(valley.slice(0, 14), falling.slice(0, 14)), 12);
  });

  it("finds nothing in a level loss, however noisy, in 200 of 200 draws", () => {
    for (let seed = 0; seed < 200; seed++) {
      assert.equal(
        overfittingFrom(
          plus(
            course(() => 0.5),
            noise(seed, 0.1),
          ),
          falling,
        ),
        undefined,
      );
    }
  });

  it("finds a rise in spite of noise, within six epochs of the clean one, in 200 of 200 draws", () => {
    for (let seed = 0; seed < 200; seed++) {
      const found = overfittingFrom(plus(valley, noise(seed, 0.01)), falling);
      assert.ok(found !== undefined && Math.abs(found - 12) <= 6, `seed ${seed}: ${String(found)}`);
    }
  });

  it("takes one bad epoch for noise", () => {
    const spike = falling.map((loss, index) => (index === 14 ? loss + 1 : loss));
    assert.equal(overfittingFrom(spike, falling), undefined);
  });

  it("finds nothing without validation", () => {
    assert.equal(overfittingFrom([], falling), undefined);
  });
});
