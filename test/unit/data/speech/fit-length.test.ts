import assert from "node:assert/strict";
import fc from "fast-check";
import { partStart } from "../../../../src/data/speech/fit-length";

/** Silence with a sound of a given length at a given place. */
const soundAt = (total: number, place: number, length: number) =>
  new Float32Array(total).fill(1, place, place + length);

describe("partStart", () => {
  it("keeps the loudest part of a long recording, with its sound in the middle", () => {
    assert.equal(partStart(soundAt(100, 60, 10), 30), 50);
    const withKnock = soundAt(100, 60, 10);
    withKnock[5] = 2;
    assert.equal(partStart(withKnock, 30), 50);
  });

  it("does not go beyond the ends of a long recording", () => {
    assert.equal(partStart(soundAt(100, 0, 10), 30), 0);
    assert.equal(partStart(soundAt(100, 90, 10), 30), 70);
  });

  it("puts silence around a short recording, with its sound in the middle as far as nothing is lost", () => {
    assert.equal(partStart(new Float32Array(10).fill(1), 30), -10);
    assert.equal(partStart(soundAt(20, 15, 5), 30), 0);
    assert.equal(partStart(soundAt(20, 0, 5), 30), -10);
  });

  it("takes the middle of silence", () => {
    assert.equal(partStart(new Float32Array(10), 30), -10);
  });

  it("loses nothing of a short recording and adds nothing to a long one", () => {
    const samples = fc.float32Array({ minLength: 1, maxLength: 60, min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 60 }), (sound, wanted) => {
        const start = partStart(sound, wanted);
        const [first, end] = [Math.max(0, start), Math.min(sound.length, start + wanted)];
        assert.equal(end - first, Math.min(sound.length, wanted));
      }),
    );
  });
});
