import assert from "node:assert/strict";
import { findDatasets } from "../../../../src/data/find";
import { openDataset, summarizeDataset } from "../../../../src/data/open";
import { defaultAudio } from "../../../../src/data/speech/settings";
import type { Dataset } from "../../../../src/data/types";
import { failure, type Files, inFolder, messageOf, picture, withData, write } from "../helpers";
import { tone, wav } from "./wav-file";

const low = wav([tone(300, 1)]);
const high = wav([tone(3000, 1)]);
/** Two words by two speakers. */
const words: Files = {
  "words/yes/anna/1.wav": low,
  "words/yes/bert/1.wav": low,
  "words/no/anna/1.wav": high,
  "words/no/bert/1.wav": high,
  "words/no/bert/2.WAV": high,
};
const speakers = ({ groups }: Dataset) => groups && [groups.what, ...groups.names, ...groups.of];
const notes = (data: Dataset) => data.notes.map(({ code, message }) => `${code}: ${message}`);
const codes = (data: Dataset) => data.notes.map(({ code }) => code);

describe("a folder of speech", () => {
  it("has a class for each folder and a speaker for each folder in it", async () => {
    await withData(words, "words", (data) => {
      assert.equal(data.kind, "speech");
      assert.deepEqual(data.classes, ["no", "yes"]);
      assert.deepEqual([...data.labels], [0, 0, 0, 1, 1]);
      assert.deepEqual(speakers(data), ["speaker", "anna", "bert", 0, 1, 1, 0, 1]);
      assert.equal(data.nameOf(2), "no/bert/2.WAV");
      assert.deepEqual(data.shape, [98, 40, 1]);
      assert.deepEqual(notes(data), [
        'data/speakers-by-folder: takes folders for classes and the folders in them for speakers: "no/anna/1.wav" is ' +
          '"no" said by "anna"; where it is the other way round, list the files in files.csv',
      ]);
    });
  });

  it("reads features in any order and more than once", async () => {
    const audio = { ...defaultAudio, normalize: false };
    await withData(
      words,
      "words",
      async (data) => {
        const each = 98 * 40;
        const values = await data.read([3, 0, 3]);
        assert.equal(values.length, 3 * each);
        assert.deepEqual(values.subarray(0, each), values.subarray(2 * each));
        const loudest = (row: number) => {
          const frame = values.subarray(row * each + 40 * 50, row * each + 40 * 51);
          return frame.indexOf(Math.max(...frame));
        };
        assert.ok(loudest(0) < 10 && loudest(1) > 20, `bands ${loudest(0)} and ${loudest(1)}`);
        await assert.rejects(data.read([5]), RangeError);
      },
      { audio },
    );
  });

  it("brings features to the size that a network takes", async () => {
    await withData(words, "words", async (data) => {
      const values = await data.read([0], [49, 20, 3]);
      assert.equal(values.length, 49 * 20 * 3);
      assert.equal(values[0], values[1]);
      assert.ok(values.every((value) => Number.isFinite(value)));
    });
  });

  it("takes the speakers of Speech Commands, and numbered ones, from the names of files", async () => {
    const commands = {
      "c/yes/0a7c2a8d_nohash_0.wav": low,
      "c/yes/0a7c2a8d_nohash_1.wav": low,
      "c/no/0a7c2a8d_nohash_0.wav": high,
      "c/no/ff_b_2.wav": high,
      "c/_background_noise_/running_tap.wav": low,
    };
    await withData(commands, "c", (data) => {
      assert.deepEqual(data.classes, ["no", "yes"]);
      assert.deepEqual(speakers(data), ["speaker", "0a7c2a8d", "ff_b", 0, 1, 0, 0]);
      assert.deepEqual(notes(data), [
        'data/speakers-by-name: takes the beginning of file names for speakers: "no/0a7c2a8d_nohash_0.wav" is said by "0a7c2a8d"',
        'data/left-out: leaves out what is no recording of a class: "_background_noise_"',
      ]);
    });
  });

  it("does not take numbered words for speakers", async () => {
    await withData({ "w/yes/yes_1.wav": low, "w/no/no_1.wav": high }, "w", (data) => {
      assert.equal(data.groups, undefined);
      assert.deepEqual(data.notes, []);
    });
  });

  it("has no speakers, and says so, where one of the recordings has none", async () => {
    await withData({ ...words, "words/yes/found.wav": low }, "words", (data) => {
      assert.equal(data.groups, undefined);
      assert.match(
        notes(data).join(),
        /used without speakers, as neither folder nor name says whose these are: "yes\/found\.wav"/,
      );
    });
  });

  it("says that there is one speaker only", async () => {
    await withData({ "w/yes/anna/1.wav": low, "w/no/anna/1.wav": high }, "w", (data) => {
      assert.match(notes(data).join(), /has one speaker only \("anna"\)/);
    });
  });

  it("has another fingerprint for other sounds, names, speakers and settings, and the same for the same", async () => {
    const prints = new Set<string>();
    const take = async (files: Files, audio = defaultAudio) => {
      await withData(files, "words", (data) => void prints.add(data.fingerprint), { audio });
    };
    await take(words);
    await take(words);
    await take(words, { ...defaultAudio, coefficients: 20 });
    assert.equal(prints.size, 1);
    await take({ ...words, "words/yes/anna/1.wav": high });
    await take({ ...words, "words/yes/carl/1.wav": low });
    await take(words, { ...defaultAudio, bands: 30 });
    await take(words, { ...defaultAudio, features: "mfcc" });
    assert.equal(prints.size, 5);
  });

  it("says progress in files and stops when it is told to", async () => {
    await inFolder(async (base) => {
      await write(base, words);
      const told: unknown[] = [];
      await (await openDataset("words", { base, onProgress: (...progress) => told.push(progress) })).close();
      assert.deepEqual(
        told,
        [1, 2, 3, 4, 5].map((done) => [done, 5]),
      );
      const signal = AbortSignal.abort(new Error("enough"));
      await assert.rejects(openDataset("words", { base, signal }), /enough/);
    });
  });
});

describe("recordings that are not all alike", () => {
  it("are resampled, made equally long and mixed down, and that is said", async () => {
    const mixed: Files = {
      "m/yes/1.wav": wav([tone(300, 1, 8000)], { rate: 8000 }),
      "m/yes/2.wav": wav([tone(300, 0.5)]),
      "m/yes/3.wav": wav([tone(300, 2, 44100), tone(300, 2, 44100)], { rate: 44100 }),
      "m/no/1.wav": wav([tone(3000, 1, 8000)], { rate: 8000 }),
    };
    await withData(mixed, "m", async (data) => {
      assert.deepEqual(notes(data), [
        "data/resampled: resampled: 8000 → 16000 Hz in 2 files, 44100 → 16000 Hz in 1 file; what was recorded at 8000 Hz " +
          'has nothing above 4000 Hz, by which a network can tell it: with "sampleRate": 8000 all are alike',
        "data/length-changed: brings recordings to 1 s: adds silence to 1 file, keeps the loudest part of 1 file",
        "data/channels-averaged: averages the channels of 1 file",
      ]);
      assert.equal((await data.read([0, 1, 2, 3])).length, 4 * 98 * 40);
    });
  });

  it("give the same features at every rate", async () => {
    const audio = { ...defaultAudio, normalize: false };
    const files = { "m/a/1.wav": low, "m/b/1.wav": wav([tone(300, 1, 44100)], { rate: 44100 }) };
    await withData(
      files,
      "m",
      async (data) => {
        const values = await data.read([0, 1]);
        const [here, there] = [values.subarray(98 * 40), values.subarray(0, 98 * 40)];
        // Away from the ends, and above the noise of 16 bits.
        for (let index = 40 * 5; index < 40 * 93; index++) {
          if ((here[index] ?? 0) > -30) assert.ok(Math.abs((here[index] ?? 0) - (there[index] ?? 0)) < 0.5);
        }
      },
      { audio },
    );
  });

  it("are named where they are clipped or silent", async () => {
    const loud = wav([tone(300, 1).map((value) => 4 * value)]);
    const files = { "m/a/1.wav": loud, "m/a/2.wav": low, "m/b/1.wav": wav([new Float32Array(16000)]) };
    await withData(files, "m", async (data) => {
      assert.deepEqual(notes(data), [
        'data/clipped: clipped, and so distorted, in 1 file; record more quietly: "a/1.wav"',
        'data/silent: silent in 1 file; record again, or remove: "b/1.wav"',
      ]);
      assert.ok((await data.read([2])).every((value) => value === 0));
    });
  });
});

describe("a folder that is no whole speech data set", () => {
  it("is told which file is broken", async () => {
    assert.match(
      await messageOf({ ...words, "words/yes/anna/2.wav": Buffer.alloc(0) }, "words"),
      /^words\/yes\/anna\/2\.wav: is an empty file/,
    );
    assert.match(
      await messageOf({ ...words, "words/no/x.wav": low.subarray(0, 400) }, "words"),
      /^words\/no\/x\.wav: is cut off/,
    );
  });

  it("is told to have class folders, or a table", async () => {
    assert.match(
      await messageOf({ "w/1.wav": low }, "w"),
      /^w: holds recordings but no class folders; move .* or list them in files\.csv with columns file, class and speaker$/,
    );
  });

  it("is told that one class is not enough", async () => {
    assert.match(await messageOf({ "w/yes/1.wav": low }, "w"), /^w: has one class only \("yes"\)/);
  });

  it("is told to be one folder too high where its folders are parts, or where files say that", async () => {
    const parts = { "w/train/yes/1.wav": low, "w/train/no/1.wav": low, "w/test/yes/1.wav": low };
    assert.match(
      await messageOf(parts, "w"),
      /^w: holds "test", "train", which seem to be parts .* such as "w\/test"$/,
    );
    const commands = { "w/mine/yes/a_nohash_0.wav": low, "w/theirs/yes/b_nohash_0.wav": low };
    assert.match(
      await messageOf(commands, "w"),
      /as "mine\/yes\/a_nohash_0\.wav" shows; name one of the parts, such as "w\/mine"/,
    );
  });

  it("is told which settings do not go together", async () => {
    const audio = { ...defaultAudio, seconds: 0.01 };
    assert.match(await messageOf(words, "words", { audio }), /^words, audio: "seconds" must be at least one window/);
  });
});

describe("the summary of a folder of speech", () => {
  it("has classes, count, speakers and shape", async () => {
    await inFolder(async (base) => {
      await write(base, words);
      assert.deepEqual(await summarizeDataset("words", { base, audio: { ...defaultAudio, bands: 20 } }), {
        path: "words",
        kind: "speech",
        classes: ["no", "yes"],
        count: 5,
        counts: [3, 2],
        shape: [98, 20, 1],
        groups: { what: "speaker", names: ["anna", "bert"] },
      });
    });
  });

  it("is found beside pictures, and not above its own folder", async () => {
    const red = await picture("png", [1, 1], "red");
    await inFolder(async (base) => {
      await write(base, {
        ...Object.fromEntries(Object.entries(words).map(([name, bytes]) => [`data/${name}`, bytes])),
        "data/more/train/yes/1.wav": low,
        "data/more/train/no/1.wav": low,
        "data/more/test/yes/1.wav": low,
        "data/more/test/no/1.wav": low,
        "data/pets/cats/1.png": red,
        "data/pets/dogs/1.png": red,
      });
      assert.deepEqual(
        (await findDatasets(base)).map(({ path, kind }) => `${path}: ${kind}`),
        ["data/more/test: speech", "data/more/train: speech", "data/pets: image-folder", "data/words: speech"],
      );
    });
  });

  it("opens no recording", async () => {
    await inFolder(async (base) => {
      await write(base, { "w/yes/1.wav": "nothing", "w/no/1.wav": "nothing" });
      assert.equal((await summarizeDataset("w", { base }))?.count, 2);
      assert.match(await failure(() => openDataset("w", { base })), /is no WAV file/);
    });
  });

  it("leaves folders of pictures to their own reader, even with a recording among them", async () => {
    const red = await picture("png", [1, 1], "red");
    await withData({ "p/a/1.png": red, "p/a/2.wav": low, "p/b/1.png": red }, "p", (data) => {
      assert.equal(data.kind, "image-folder");
      assert.deepEqual(codes(data), ["data/left-out"]);
    });
  });
});
