import assert from "node:assert/strict";
import { featureMaker, settingsFault } from "../../../../src/data/speech/features";
import { melBands } from "../../../../src/data/speech/mel";
import { defaultAudio, type AudioSettings } from "../../../../src/data/speech/settings";
import { fixture, sweep } from "./fixture";
import { tone } from "./wav-file";

const make = (sound: Float32Array, settings: Partial<AudioSettings> = {}) =>
  featureMaker({ ...defaultAudio, ...settings }).make(sound);

describe("features of speech", () => {
  for (const [name, theirs] of Object.entries(fixture.features)) {
    const { rate, seconds, bands, coefficients } = theirs;
    const plain = { sampleRate: rate, seconds, bands, coefficients, normalize: false };
    const windows = { windowMs: (1000 * theirs.window) / rate, hopMs: (1000 * theirs.hop) / rate };
    for (const features of ["log-mel", "mfcc"] as const) {
      it(`are librosa's: ${features}, the ${name} settings`, () => {
        const maker = featureMaker({ ...defaultAudio, ...plain, ...windows, features });
        const expected = features === "mfcc" ? theirs.mfcc : theirs.logMel;
        const ours = maker.make(sweep(rate, seconds));
        assert.deepEqual([maker.frames, maker.width], [expected.length, expected[0]?.length]);
        expected.flat().forEach((value, index) => {
          assert.ok(Math.abs((ours[index] ?? 0) - value) < 1e-3, `value ${index}: ${ours[index]} for ${value}`);
        });
      });
    }
  }

  it("have 98 frames of 40 bands by default", () => {
    const { samples, frames, width } = featureMaker(defaultAudio);
    assert.deepEqual({ samples, frames, width }, { samples: 16000, frames: 98, width: 40 });
  });

  it("are loudest in the band of a tone", () => {
    const values = make(tone(1000, 1), { normalize: false });
    const frame = values.subarray(40 * 50, 40 * 51);
    const loudest = frame.indexOf(Math.max(...frame));
    const { firstBin, weights } = melBands({ bands: 40, rate: 16000, size: 512 })[loudest] ?? {
      firstBin: 0,
      weights: [],
    };
    assert.ok(firstBin <= 32 && 32 < firstBin + weights.length, `bins ${firstBin} to ${firstBin + weights.length}`);
  });

  it("have mean 0 and standard deviation 1 in each column where they are normalised, and do not depend on loudness", () => {
    const sound = sweep(16000, 1);
    const values = make(sound);
    for (let band = 0; band < 40; band++) {
      const column = values.filter((_, index) => index % 40 === band);
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
      assert.ok(Math.abs(mean) < 1e-5 && Math.abs(variance - 1) < 1e-4, `band ${band}: ${mean}, ${variance}`);
    }
    const quiet = make(sound.map((sample) => sample / 10));
    quiet.forEach((value, index) => {
      assert.ok(Math.abs(value - (values[index] ?? 0)) < 1e-3);
    });
  });

  it("are 0 of silence", () => {
    assert.deepEqual(make(new Float32Array(16000)), new Float32Array(98 * 40));
  });

  it("have a bin in each band, however many bands a short window is asked for", () => {
    const values = make(sweep(16000, 0.1), { seconds: 0.1, windowMs: 5, bands: 128, normalize: false });
    const first = values.subarray(0, 128);
    assert.ok(
      first.every((value) => value > -60),
      `quietest band: ${Math.min(...first)} dB`,
    );
  });

  it("are refused where their settings do not go together", () => {
    assert.equal(settingsFault(defaultAudio), undefined);
    assert.match(
      settingsFault({ ...defaultAudio, seconds: 0.02 }) ?? "",
      /"seconds" must be at least one window \(25 ms\) long, got 0\.02/,
    );
    assert.match(
      settingsFault({ ...defaultAudio, features: "mfcc", bands: 10 }) ?? "",
      /"coefficients" must be no more than the 10 bands, got 13/,
    );
  });
});
