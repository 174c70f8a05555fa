import assert from "node:assert/strict";
import { findDatasets } from "../../../../src/data/find";
import { type Files, inFolder, messageOf, withData, write } from "../helpers";
import { tone, wav } from "./wav-file";

const sound = wav([tone(300, 1)]);
const recordings: Files = { "w/audio/deep/down/1.wav": sound, "w/2.wav": sound, "w/audio/3.wav": sound };
const withTable = (table: string): Files => ({ ...recordings, "w/files.csv": table });
const good = "file,class,speaker\naudio/deep/down/1.wav,yes,anna\n2.wav,no,anna\naudio/3.wav,no,bert\n";

describe("recordings listed in files.csv", () => {
  it("have the classes and speakers of the table, wherever they lie", async () => {
    await withData(withTable(good), "w", (data) => {
      assert.equal(data.kind, "speech");
      assert.deepEqual(data.classes, ["no", "yes"]);
      assert.deepEqual([...data.labels], [1, 0, 0]);
      assert.deepEqual(
        [data.groups?.names, [...(data.groups?.of ?? [])]],
        [
          ["anna", "bert"],
          [0, 0, 1],
        ],
      );
      assert.deepEqual(
        [0, 1, 2].map((row) => data.nameOf(row)),
        ["audio/deep/down/1.wav", "2.wav", "audio/3.wav"],
      );
      assert.deepEqual(data.notes, []);
    });
  });

  it("need no speakers; other columns, semicolons and backslashes do no harm", async () => {
    const table = "\uFEFFage;class;file\r\n30;yes;audio\\deep\\down\\1.wav\r\n31;no;./2.wav\r\n";
    await withData(withTable(table), "w", (data) => {
      assert.equal(data.groups, undefined);
      assert.deepEqual([data.nameOf(0), data.nameOf(1)], ["audio/deep/down/1.wav", "2.wav"]);
    });
  });

  it("are found as a data set", async () => {
    await inFolder(async (folder) => {
      await write(folder, withTable(good));
      const [first] = await findDatasets(folder);
      assert.deepEqual(first, {
        path: "w",
        kind: "speech",
        classes: ["no", "yes"],
        count: 3,
        counts: [2, 1],
        shape: [98, 40, 1],
        groups: { what: "speaker", names: ["anna", "bert"] },
      });
    });
  });

  const bad: readonly [name: string, table: string, message: RegExp][] = [
    [
      "a column is missing",
      "file,word\n2.wav,no\n",
      /^w\/files\.csv, row 1: must have a column "class", got "file", "word"/,
    ],
    ["a cell is empty", "file,class\n2.wav,\n", /^w\/files\.csv, row 2, column "class": is empty; fill it in/],
    ["a speaker is missing", "file,class,speaker\n2.wav,no,\n", /^w\/files\.csv, row 2, column "speaker": is empty/],
    ["a file is listed twice", "file,class\n2.wav,no\n./2.wav,yes\n", /row 3: lists "2\.wav" again, as row 2 does/],
    [
      "a file does not exist",
      "file,class\n2.wav,no\n9.wav,yes\n",
      /^w\/files\.csv, row 3: lists "9\.wav", which does not exist/,
    ],
    [
      "a path leads out of the folder",
      "file,class\n../2.wav,no\n",
      /row 2, column "file": must be a path inside the folder/,
    ],
    [
      "a path is absolute",
      "file,class\n/tmp/2.wav,no\n",
      /row 2, column "file": must be a path inside the folder, got "\/tmp/,
    ],
    ["a quote is left open", 'file,class\n"2.wav,no\n', /^w\/files\.csv: cannot be read as a table/],
    ["there are no rows", "file,class\n", /^w\/files\.csv: lists no files below its header/],
  ];
  for (const [name, table, message] of bad) {
    it(`are refused where ${name}`, async () => {
      assert.match(await messageOf(withTable(table), "w"), message);
    });
  }
});
