import assert from "node:assert/strict";
import { readWav } from "../../../../src/data/speech/wav";
import { failure } from "../helpers";
import { chunk, riff, tone, wav, type WavOptions } from "./wav-file";

const samples = [0, 0.5, -0.5, 0.25, -1];
const read = (bytes: Buffer) => readWav(bytes, "a.wav");
const messageOf = (bytes: Buffer) => failure(() => Promise.resolve().then(() => read(bytes)));

describe("readWav", () => {
  const forms: WavOptions[] = [
    { bits: 8 },
    { bits: 16 },
    { bits: 24 },
    { bits: 32 },
    { bits: 32, float: true },
    { bits: 64, float: true },
    { bits: 16, extensible: true },
    { bits: 32, float: true, extensible: true },
  ];
  for (const form of forms) {
    const name = `${form.bits} bits${form.float === true ? " as floats" : ""}${form.extensible === true ? ", extensible" : ""}`;
    it(`reads ${name}`, () => {
      const sound = read(wav([samples], { ...form, rate: 8000 }));
      assert.deepEqual(
        { ...sound, samples: [...sound.samples] },
        { rate: 8000, channels: 1, samples, clipped: 0.2, silent: false },
      );
    });
  }

  it("averages the channels", () => {
    const sound = read(
      wav(
        [
          [1, 0, 0.5],
          [-1, 0.5, 0.5],
        ],
        { bits: 32, float: true },
      ),
    );
    assert.deepEqual([...sound.samples], [0, 0.25, 0.5]);
    assert.equal(sound.channels, 2);
  });

  it("passes over other chunks, also those of odd length, and over what follows the RIFF chunk", () => {
    const bytes = wav([samples], { before: chunk("LIST", Buffer.from("odd")) });
    assert.deepEqual([...read(Buffer.concat([bytes, Buffer.from("tail")])).samples], samples.with(-1, -1));
  });

  it("takes all there is where the writer did not know the length", () => {
    assert.equal(read(wav([samples], { announced: 0xffffffff })).samples.length, 5);
  });

  it("says how much of a recording is at full scale, and whether it is silent", () => {
    const loud = tone(100, 0.1).map((value) => Math.max(-1, Math.min(1, 4 * value)));
    assert.ok(read(wav([loud])).clipped > 0.5);
    assert.equal(read(wav([tone(100, 0.1)])).clipped, 0);
    assert.equal(read(wav([new Float32Array(9)])).silent, true);
  });
});

describe("a WAV file that cannot be read", () => {
  const whole = wav([samples]);
  const bad: readonly [name: string, bytes: Buffer, message: RegExp][] = [
    ["nothing in it", Buffer.alloc(0), /^a\.wav: is an empty file; record it again or remove it$/],
    ["no sound in it", wav([[]]), /holds no sound \(0 samples\)/],
    ["text in it", Buffer.from("hello, this is text"), /is no WAV file: it begins with "hell"; convert it/],
    ["the format of TIMIT", Buffer.from("NIST_1A\n   1024\n"), /it is NIST SPHERE, as TIMIT has it; convert it/],
    ["a cut-off end", whole.subarray(0, -4), /is cut off: it announces 10 bytes of sound and has 6; copy or record/],
    ["a cut-off header", whole.subarray(0, 30), /has no whole "fmt " chunk: the file is damaged/],
    ["no sound chunk", riff(whole.subarray(12, 36)), /has no "data" chunk/],
    [
      "A-law",
      wav([samples], { bits: 8, code: 6 }),
      /must hold PCM or floats, got A-law \(code 6\); convert it to 16-bit/,
    ],
    ["µ-law in an extension", wav([samples], { bits: 8, code: 7, extensible: true }), /got µ-law \(code 7\)/],
    ["an unknown codec", wav([samples], { code: 0x1234 }), /got an unknown codec \(code 4660\)/],
    ["64-bit integers", wav([samples], { bits: 64, float: true, code: 1 }), /8, 16, 24 or 32 bits, got 64 bits/],
    ["0 samples a second", wav([samples], { rate: 0 }), /must have 1000 to 400000 samples a second, got 0/],
    ["no channel", riff(chunk("fmt ", Buffer.from(whole.subarray(20, 36)).fill(0, 2, 4))), /1 to 64 channels, got 0/],
    ["blocks that do not fit", wav([samples], { block: 7 }), /must have 2 bytes a block of 1 × 16 bits, got 7/],
    [
      "samples that are no numbers",
      wav([[0, Number.NaN]], { bits: 32, float: true }),
      /sample 1: holds samples that are no/,
    ],
  ];
  for (const [name, bytes, message] of bad) {
    it(`says so of ${name}`, async () => {
      assert.match(await messageOf(Buffer.from(bytes)), message);
    });
  }
});
