import assert from "node:assert/strict";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { openDataset } from "../../../src/data/open";
import { inFolder, messageOf, withData, write } from "./helpers";

const IRIS = "length,width,species\n5.1,3.5,setosa\n6.2,2.9,virginica\n4.9,3,setosa\n";

describe("a table", () => {
  it("has a class for each label and a column for each number", async () => {
    await withData({ "iris.csv": IRIS }, "iris.csv", async (data) => {
      assert.equal(data.kind, "table");
      assert.deepEqual(data.classes, ["setosa", "virginica"]);
      assert.deepEqual([...data.labels], [0, 1, 0]);
      assert.deepEqual(data.columns, ["length", "width"]);
      assert.deepEqual(data.shape, [2]);
      assert.equal(data.nameOf(2), "row 4");
      assert.deepEqual(await data.read([2, 0]), Float32Array.of(4.9, 3, 5.1, 3.5));
    });
  });

  it("says which column it took for the label, and how to name it", async () => {
    await withData({ "iris.csv": IRIS }, "iris.csv", (data) => {
      assert.deepEqual(
        data.notes.map(({ severity, message }) => ({ severity, message })),
        [
          {
            severity: "info",
            message: 'takes column "species" for the label, as its name says; to say so, add "label": "species"',
          },
        ],
      );
    });
  });

  it("says how decimals are written", async () => {
    assert.equal(
      await messageOf({ "a.csv": "x;label\n0,5;a\n1,5;b\n" }, "a.csv"),
      'a.csv, row 2, column "x": must be a number, got "0,5"; write decimals with a point',
    );
  });

  it("takes the only column without numbers for the label, else the last one", async () => {
    await withData({ "a.csv": "kind,a\nx,1\ny,2\n" }, "a.csv", (data) => {
      assert.deepEqual(data.classes, ["x", "y"]);
      assert.match(data.notes[0]?.message ?? "", /^takes column "kind" for the label, the only one without numbers;/);
    });
    await withData({ "a.csv": "a,b\n1,7\n2,8\n" }, "a.csv", (data) => {
      assert.deepEqual(data.classes, ["7", "8"]);
      assert.match(data.notes[0]?.message ?? "", /^takes column "b" for the label, the last one;/);
    });
  });

  it("takes the named label column without a note", async () => {
    const files = { "a.csv": "a,b\n1,7\n2,8\n" };
    await withData(
      files,
      "a.csv",
      (data) => {
        assert.deepEqual([data.classes, data.notes], [["1", "2"], []]);
      },
      {
        label: "a",
      },
    );
  });

  it("orders integer classes by number and takes 3.0 for 3", async () => {
    await withData({ "a.csv": "a,y\n1,10\n2,3.0\n3,3\n" }, "a.csv", (data) => {
      assert.deepEqual(data.classes, ["3", "10"]);
      assert.deepEqual([...data.labels], [1, 0, 0]);
    });
  });

  it("is the same with semicolons, tabs, quotes, a byte order mark, empty lines, Windows line ends and gzip", async () => {
    const variants = {
      "a.csv": "length,width,species\n5,3,big one\n6,2,b\n",
      "semicolons.csv": "length;width;species\n5;3;big one\n6;2;b\n",
      "tabs.csv": "length\twidth\tspecies\n5\t3\tbig one\n6\t2\tb\n",
      "a.tsv": "length\twidth\tspecies\n5\t3\tbig one\n6\t2\tb\n",
      "quotes.csv": '"length",width,species\r\n\r\n"5",3,"big one"\r\n6, 2 ,b',
      "mark.csv": "\uFEFFlength,width,species\n5,3,big one\n6,2,b\n",
      "a.csv.gz": gzipSync("length,width,species\n5,3,big one\n6,2,b\n"),
    };
    await inFolder(async (base) => {
      await write(base, variants);
      for (const name of Object.keys(variants)) {
        const data = await openDataset(name, { base });
        assert.deepEqual(data.columns, ["length", "width"], name);
        assert.deepEqual(await data.read([0, 1]), Float32Array.of(5, 3, 6, 2), name);
        assert.deepEqual(data.classes, ["b", "big one"], name);
      }
      const first = await openDataset("a.csv", { base });
      assert.equal((await openDataset("a.csv.gz", { base })).fingerprint, first.fingerprint);
    });
  });

  it("has another fingerprint when a value, a label or a column name changes", async () => {
    const prints = new Set<string>();
    for (const text of [IRIS, IRIS.replace("5.1", "5.2"), IRIS.replace("virginica", "other"), IRIS.replace("w", "v")]) {
      await withData({ "a.csv": text }, "a.csv", (data) => void prints.add(data.fingerprint));
    }
    assert.equal(prints.size, 4);
  });

  it("leaves out a column without a name and says so", async () => {
    await withData({ "a.csv": ",a,label\n0,1,x\n1,2,y\n" }, "a.csv", (data) => {
      assert.deepEqual(data.columns, ["a"]);
      assert.equal(data.notes[0]?.message, "leaves out column 1, which has no name in the first row");
    });
  });

  it("reports progress in bytes up to the size of the file", async () => {
    await inFolder(async (base) => {
      const text = `a,label\n${"1,x\n2,y\n".repeat(100_000)}`;
      await write(base, { "a.csv": text });
      const steps: [number, number | undefined][] = [];
      const data = await openDataset("a.csv", { base, onProgress: (done, total) => void steps.push([done, total]) });
      assert.equal(data.count, 200_000);
      assert.deepEqual(steps.at(-1), [text.length, text.length]);
      assert.ok(steps.length > 1);
    });
  });

  it("stops reading when the signal aborts", async () => {
    await inFolder(async (base) => {
      await write(base, { "a.csv": `a,label\n${"1,x\n2,y\n".repeat(200_000)}` });
      const controller = new AbortController();
      const opening = openDataset("a.csv", {
        base,
        signal: controller.signal,
        onProgress: () => {
          controller.abort();
        },
      });
      await assert.rejects(opening, { name: "AbortError" });
    });
  });
});

describe("a broken table", () => {
  const cases: [what: string, text: string, message: string, label?: string][] = [
    [
      "ragged row",
      "a,b,label\n1,2,x\n1,2\n",
      "a.csv, row 3: must have 3 columns like the first row, got 2; check for a missing value or an unquoted delimiter",
    ],
    [
      "missing label column",
      "a,kind\n1,x\n2,y\n",
      'a.csv, row 1: has no column "Kin"; its columns are "a", "kind"; did you mean "kind"?',
      "Kin",
    ],
    [
      "missing label column like no other",
      "a,b\n1,x\n2,y\n",
      'a.csv, row 1: has no column "something"; its columns are "a", "b"',
      "something",
    ],
    [
      "word among numbers",
      "a,b,label\n1,2,x\n1,n/a,y\n",
      'a.csv, row 3, column "b": must be a number, got "n/a"; encode words as numbers, and fill in or remove missing values',
    ],
    ["empty cell", "a,label\n1,x\n,y\n", 'a.csv, row 3, column "a": is empty; fill it in or remove the row'],
    ["empty label", "a,label\n1,x\n2,\n", 'a.csv, row 3, column "label": has no label; fill it in or remove the row'],
    [
      "label that is no class",
      "a,label\n1,0.5\n2,1.5\n",
      'a.csv, row 2, column "label": labels must be names or integers, got "0.5"; name another column as "label"',
    ],
    [
      "one class",
      "a,label\n1,x\n2,x\n",
      'a.csv: has one class only ("x"); training needs examples of at least two classes',
    ],
    ["no rows", "a,label\n", "a.csv: has no rows below its header; add examples"],
    ["nothing", "", "a.csv: is empty; a table has a row of column names, then examples"],
    [
      "no header",
      "1,2,3\n4,5,6\n",
      'a.csv, row 1: must name the columns, got the numbers "1", "2", "3"; put a line with the column names before them',
    ],
    ["column named twice", "a,a,label\n1,2,x\n", 'a.csv, row 1: names two columns "a"; rename one of them'],
    [
      "label column alone",
      "label\nx\ny\n",
      'a.csv: has no column besides the label ("label"); a table needs at least one feature',
    ],
    [
      "open quote",
      'a,label\n1,x\n"2,y\n',
      "a.csv, row 3: cannot be read as a table (Quote Not Closed: the parsing is finished with an opening quote at line 3); check the quotes there",
    ],
  ];
  for (const [what, text, message, label] of cases) {
    it(`says what is wrong: ${what}`, async () => {
      assert.equal(await messageOf({ "a.csv": text }, "a.csv", label === undefined ? {} : { label }), message);
    });
  }

  it("says what is wrong: not gzip", async () => {
    assert.equal(
      await messageOf({ "a.csv.gz": "a,label\n1,x\n" }, "a.csv.gz"),
      "a.csv.gz: is not a whole gzip file (incorrect header check); fetch or pack it again",
    );
  });

  it("is named as the person named it", async () => {
    const name = path.posix.join("data", "..", "data", "a.csv");
    assert.match(await messageOf({ "data/a.csv": "" }, `./${name}`), /^\.\/data\/a\.csv: is empty;/);
  });
});
