import assert from "node:assert/strict";
import { findDatasets } from "../../../../src/data/find";
import { openDataset, summarizeDataset } from "../../../../src/data/open";
import { defaultText, type TextSettings } from "../../../../src/data/text/settings";
import type { Dataset } from "../../../../src/data/types";
import { type Files, inFolder, messageOf, picture, withData, write } from "../helpers";

const texts: Files = {
  "mail/spam/1.txt": "Free money! FREE prize, the money is yours.",
  "mail/spam/2.txt": "money prize prize",
  "mail/ham/1.txt": "The meeting is at noon; money for lunch.",
  "mail/ham/2.eml": "meeting notes",
};
const all: TextSettings = { words: 2000, minTexts: 1, stopWords: "none" };
const notes = (data: Dataset) => data.notes.map(({ code, message }) => `${code}: ${message}`);

/** The counts of a text by word, without those that are 0. */
async function countsOf(data: Dataset, row: number): Promise<Record<string, number>> {
  const values = await data.read([row]);
  const counted = (data.columns ?? []).map((word, column) => [word, values[column] ?? NaN] as const);
  return Object.fromEntries(counted.filter(([, count]) => count !== 0));
}

describe("a folder of texts", () => {
  it("has a class for each folder and counts how often each text has each word", async () => {
    await withData(
      texts,
      "mail",
      async (data) => {
        assert.equal(data.kind, "text-folder");
        assert.deepEqual(data.classes, ["ham", "spam"]);
        assert.deepEqual([...data.labels], [0, 0, 1, 1]);
        assert.equal(data.nameOf(1), "ham/2.eml");
        assert.deepEqual(await countsOf(data, 2), { money: 2, prize: 1, is: 1, the: 1, free: 2, yours: 1 });
        assert.deepEqual(await countsOf(data, 3), { money: 1, prize: 2 });
        assert.deepEqual(data.shape, [data.columns?.length]);
        assert.deepEqual(data.notes, []);
      },
      { text: all },
    );
  });

  it("names the words by their frequency in the whole folder, equals by the alphabet", async () => {
    const expected = ["money", "prize", "free", "is", "meeting", "the", "at", "for", "lunch", "noon", "notes", "yours"];
    await withData(
      texts,
      "mail",
      (data) => {
        assert.deepEqual(data.columns, expected);
      },
      { text: all },
    );
  });

  it("keeps the most frequent words, those of enough texts, and no function words", async () => {
    const columnsWith = async (changes: Partial<TextSettings>) => {
      let columns: readonly string[] | undefined;
      await withData(texts, "mail", (data) => void (columns = data.columns), { text: { ...all, ...changes } });
      return columns;
    };
    assert.deepEqual(await columnsWith({ words: 3 }), ["money", "prize", "free"]);
    assert.deepEqual(await columnsWith({ minTexts: 2 }), ["money", "prize", "is", "meeting", "the"]);
    assert.deepEqual(await columnsWith({ minTexts: 2, stopWords: "english" }), ["money", "prize", "meeting"]);
  });

  it("reads texts in any order and more than once", async () => {
    await withData(
      texts,
      "mail",
      async (data) => {
        const [width = 0] = data.shape;
        const values = await data.read([3, 0, 3]);
        assert.equal(values.length, 3 * (width ?? 0));
        assert.deepEqual(values.subarray(0, width ?? 0), values.subarray(2 * (width ?? 0)));
        await assert.rejects(async () => data.read([4]), RangeError);
      },
      { text: all },
    );
  });

  it("takes words of any script, in lower case, and old encodings", async () => {
    const files = {
      "t/a/1.txt": "Größe größe x 42 слово",
      "t/b/1.txt": Buffer.from("Caf\xe9 caf\xe9", "latin1"),
    };
    await withData(
      files,
      "t",
      async (data) => {
        assert.deepEqual(await countsOf(data, 0), { größe: 2, слово: 1 });
        assert.deepEqual(await countsOf(data, 1), { café: 2 });
      },
      { text: all },
    );
  });

  it("may hold all texts side by side, each named after its class and a number", async () => {
    const files = { "t/ca01.txt": "one two", "t/ca02.txt": "two", "t/cb-1.txt": "two three", "t/.hidden": "" };
    await withData(
      files,
      "t",
      (data) => {
        assert.deepEqual(data.classes, ["ca", "cb"]);
        assert.deepEqual([...data.labels], [0, 0, 1]);
        assert.deepEqual(notes(data), [
          'data/classes-in-names: takes the classes from the beginning of the file names: "ca", "cb"',
        ]);
      },
      { text: all },
    );
  });

  it("may have no classes where labels are optional", async () => {
    const flat = { "t/letter.txt": "one two", "t/diary.txt": "two" };
    for (const files of [flat, { "t/only/1.txt": "one", "t/only/2.txt": "two" }]) {
      await withData(
        files,
        "t",
        (data) => {
          assert.deepEqual([data.classes, [...data.labels], data.count], [[], [0, 0], 2]);
        },
        { text: all, labels: "optional" },
      );
    }
  });

  it("leaves out what is no text and says so", async () => {
    const files = {
      ...texts,
      "mail/ham/list.csv": "",
      "mail/ham/old/3.txt": "",
      "mail/drafts/x.bin": "",
      "mail/README": "",
    };
    await withData(
      files,
      "mail",
      (data) => {
        assert.equal(data.count, 4);
        assert.deepEqual(notes(data), [
          'data/left-out: leaves out what is not a text: "drafts/x.bin", "ham/list.csv", "ham/old"',
          'data/empty-class: leaves out sub-folders without texts: "drafts"',
        ]);
      },
      { text: all },
    );
  });

  it("says which texts have no word", async () => {
    await withData(
      { ...texts, "mail/ham/0.txt": "1 2 3" },
      "mail",
      (data) => {
        assert.deepEqual(notes(data), ['data/no-words: has texts without any word: "ham/0.txt"']);
      },
      { text: all },
    );
  });

  it("has a fingerprint of its texts and of how they are counted", async () => {
    const prints: string[] = [];
    const open = (files: Files, text: TextSettings) =>
      withData(files, "mail", (data) => void prints.push(data.fingerprint), { text });
    await open(texts, all);
    await open(texts, { ...all });
    await open({ ...texts, "mail/ham/2.eml": "meeting note" }, all);
    await open(texts, { ...all, minTexts: 2 });
    assert.equal(prints[0], prints[1]);
    assert.equal(new Set(prints).size, 3);
  });

  it("is found in a workspace and summarized without reading a text", async () => {
    await inFolder(async (base) => {
      await write(base, texts);
      const expected = { path: "mail", kind: "text-folder", classes: ["ham", "spam"], count: 4, counts: [2, 2] };
      assert.deepEqual(await summarizeDataset("mail", { base }), expected);
      assert.deepEqual(await findDatasets(base), [expected]);
    });
  });

  it("is not taken for one of pictures, nor one of pictures with notes for one of texts", async () => {
    await inFolder(async (base) => {
      const png = await picture("png", [1, 1], "red");
      await write(base, { "p/a/1.png": png, "p/b/1.png": png, "p/a/0-notes.txt": "notes", "p/b/0-notes.txt": "notes" });
      const data = await openDataset("p", { base });
      assert.equal(data.kind, "image-folder");
      await data.close();
    });
  });
});

describe("a broken folder of texts", () => {
  it("says that no word occurs in enough texts", async () => {
    assert.equal(
      await messageOf({ "t/a/1.txt": "one", "t/b/1.txt": "two" }, "t", { text: defaultText }),
      't: has no word that 3 texts have, so there is nothing to count; lower "text.minTexts", or give more texts',
    );
  });

  it("names a file that is no text", async () => {
    assert.equal(
      await messageOf({ ...texts, "mail/ham/3.txt": Buffer.of(65, 0, 66) }, "mail"),
      "mail/ham/3.txt: holds zero bytes, so it is no text; move it out of the folder",
    );
  });

  it("says that texts lie beside each other instead of in class folders", async () => {
    assert.equal(
      await messageOf({ "t/letter.txt": "one two", "t/diary.txt": "two" }, "t"),
      "t: holds texts but no class folders; move the texts of each class into a sub-folder named after it, or begin each " +
        "file name with its class and a number, such as news-01.txt",
    );
  });

  it("says that it has one class only", async () => {
    assert.equal(
      await messageOf({ "t/a/1.txt": "one", "t/a/2.txt": "one" }, "t"),
      't: has one class only ("a"); training needs examples of at least two classes',
    );
  });
});
