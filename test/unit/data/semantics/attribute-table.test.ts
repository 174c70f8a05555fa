import assert from "node:assert/strict";
import { readAttributeTable } from "../../../../src/data/semantics/attribute-table";
import { failure, inFolder, write } from "../helpers";

const read = async (text: string, name = "table.csv") => {
  let table: Awaited<ReturnType<typeof readAttributeTable>> | undefined;
  await inFolder(async (folder) => {
    await write(folder, { [name]: text });
    table = await readAttributeTable(name, folder);
  });
  assert.ok(table);
  return table;
};

describe("readAttributeTable", () => {
  it("reads classes, attributes and values row by row", async () => {
    const table = await read("animal,wings,legs\nbird,1,1\nfish,0,0\n");
    assert.deepEqual(table.attributes, ["wings", "legs"]);
    assert.deepEqual(table.classes, ["bird", "fish"]);
    assert.deepEqual([...table.values], [1, 1, 0, 0]);
    assert.equal(table.isBinary, true);
    assert.match(table.fingerprint, /^[0-9a-f]{64}$/);
  });

  it("takes class names with commas in quotes, semicolons and tabs", async () => {
    const quoted = await read('class,stripes\n"tabby, tabby cat",1\nhen,0\n');
    assert.deepEqual(quoted.classes, ["tabby, tabby cat", "hen"]);
    assert.deepEqual((await read("class;stripes\ncat;1\n")).classes, ["cat"]);
    assert.deepEqual((await read("class\tstripes\ncat\t1\n", "table.tsv")).attributes, ["stripes"]);
  });

  it("knows a table that is not binary", async () => {
    assert.equal((await read("animal,legs\nbird,2\nfish,0\n")).isBinary, false);
  });

  const refuses = (what: string, text: string, expected: string) => {
    it(`refuses ${what}`, async () => {
      assert.equal(await failure(() => read(text)), expected);
    });
  };

  refuses(
    "a row of another length",
    "animal,wings,legs\nbird,1\n",
    "table.csv, row 2: must have 3 columns like the first row, got 2; " +
      "check for a missing value, or put class names with commas in quotes",
  );
  refuses(
    "a cell that is no number",
    "animal,wings\nbird,yes\n",
    'table.csv, row 2, column "wings": must be a number (0 or 1), got "yes"',
  );
  refuses(
    "an empty cell",
    "animal,wings,legs\nbird,,1\n",
    'table.csv, row 2, column "wings": is empty; write 0 where a class lacks the attribute',
  );
  refuses(
    "a class that comes twice",
    "animal,wings\nfrog,0\nfrog,1\n",
    'table.csv: must name each class once, but has "frog" twice; rename or remove one',
  );
  refuses(
    "an attribute that comes twice",
    "animal,wings,wings\nfrog,0,0\n",
    'table.csv: must name each attribute once, but has "wings" twice; rename or remove one',
  );
  refuses(
    "a table without attributes",
    "animal\nfrog\n",
    "table.csv, row 1: must name attributes in its first row, after a column for the classes",
  );
  refuses(
    "a table without classes",
    "animal,wings\n",
    "table.csv: has no rows below its header; add a row for each class",
  );
  refuses(
    "an attribute without a name",
    "animal,wings,\nfrog,1,0\n",
    "table.csv, row 1: must name column 3; it has no name",
  );
  refuses("a class without a name", "animal,wings\n,1\n", "table.csv, row 2: must name a class in its first column");

  it("says that a file is missing, and that a folder is none", async () => {
    await inFolder(async (folder) => {
      await write(folder, { "tables/a.csv": "x" });
      assert.match(
        await failure(() => readAttributeTable("none.csv", folder)),
        /^none\.csv: does not exist; check the path/,
      );
      assert.match(await failure(() => readAttributeTable("tables", folder)), /^tables: must be a CSV file/);
    });
  });
});
