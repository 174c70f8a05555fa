import assert from "node:assert/strict";
import { rateChanger } from "../../../../src/data/speech/change-rate";
import { fixture, tones } from "./fixture";
import { tone } from "./wav-file";

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe("rateChanger", () => {
  for (const { from, to, every10th } of fixture.resampled) {
    it(`gives from ${from} to ${to} Hz what soxr gives, to a thousandth`, () => {
      const ours = rateChanger(from, to)(tones(from), 0, every10th.length * 10);
      every10th.forEach((value, index) => {
        assert.ok(Math.abs((ours[10 * index] ?? 0) - value) < 1e-3, `sample ${10 * index}`);
      });
    });
  }

  it("filters out what the new rate cannot carry", () => {
    const out = rateChanger(22050, 8000)(tone(7000, 0.2, 22050), 0, 1600);
    assert.ok(largest(out.subarray(200, 1400)) < 0.5e-4);
  });

  it("keeps a constant", () => {
    const out = rateChanger(44100, 16000)(new Float32Array(4410).fill(0.5), 0, 1600);
    for (const value of out.subarray(200, 1400)) assert.ok(Math.abs(value - 0.5) < 1e-6);
  });

  it("begins at the sample it is told to, with silence before and behind the sound", () => {
    const sound = Float32Array.of(1, 2, 3);
    assert.deepEqual([...rateChanger(8000, 8000)(sound, -2, 7)], [0, 0, 1, 2, 3, 0, 0]);
    assert.deepEqual([...rateChanger(8000, 8000)(sound, 1, 1)], [2]);
    const long = tones(22050);
    const change = rateChanger(22050, 16000);
    assert.deepEqual(change(long, 441, 100), change(long, 0, 420).subarray(320));
  });

  it("changes also between rates that have nothing in common, for which it keeps no weights", () => {
    const expected = tones(15_999);
    rateChanger(22_050, 15_999)(tones(22_050), 0, expected.length).forEach((value, index) => {
      assert.ok(Math.abs(value - (expected[index] ?? 0)) < 1e-3, `sample ${index}`);
    });
  });
});
