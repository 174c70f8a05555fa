import assert from "node:assert/strict";
import type { Interpretation } from "../../../src/data/types";
import { messageOf, withData } from "./helpers";

describe("a table with columns for groups and numbers", () => {
  const PEOPLE = "height,who,age,kind\n1.5,ben,30,x\n1.6,anna,4.5,y\n1.7,ben,-7,x\n";

  it("has the groups that a named column says, which is no feature", async () => {
    await withData(
      { "a.csv": PEOPLE },
      "a.csv",
      (data) => {
        assert.deepEqual(data.groups, { what: "who", names: ["anna", "ben"], of: Int32Array.of(1, 0, 1) });
        assert.deepEqual(data.columns, ["height", "age"]);
        assert.deepEqual(data.classes, ["x", "y"]);
      },
      { label: "kind", group: "who" },
    );
  });

  it("takes integer groups in any spelling, ordered by number", async () => {
    await withData(
      { "a.csv": "x,speaker,label\n1,10,a\n2,2.0,b\n3,2,a\n" },
      "a.csv",
      (data) => {
        assert.deepEqual(data.groups?.names, ["2", "10"]);
        assert.deepEqual([...data.groups.of], [1, 0, 0]);
      },
      { group: "speaker" },
    );
  });

  it("guesses no label that is named as the group", async () => {
    await withData(
      { "a.csv": "x,class,kind\n1,a,y\n2,b,z\n" },
      "a.csv",
      (data) => {
        assert.deepEqual([data.classes, data.groups?.what], [["y", "z"], "class"]);
      },
      { group: "class" },
    );
  });

  it("predicts numbers, of which there are no classes", async () => {
    await withData(
      { "a.csv": PEOPLE },
      "a.csv",
      (data) => {
        assert.deepEqual(data.targets, Float32Array.of(30, 4.5, -7));
        assert.deepEqual([data.classes, [...data.labels]], [[], [0, 0, 0]]);
        assert.deepEqual([data.columns, data.notes], [["height"], []]);
      },
      { label: "age", predicts: "number", notFeatures: ["kind", "who", "something else"] },
    );
  });

  it("guesses a column of numbers where a number is predicted", async () => {
    await withData(
      { "a.csv": "height,age,y\n1,3,7\n2,4,8.5\n" },
      "a.csv",
      (data) => {
        assert.deepEqual(data.targets, Float32Array.of(7, 8.5));
        assert.match(data.notes[0]?.message ?? "", /^takes column "y" for the label, as its name says;/);
      },
      { predicts: "number" },
    );
  });

  it("has another fingerprint when a number to predict or a group changes", async () => {
    const prints = new Set<string>();
    const ages = { label: "age", predicts: "number", group: "who", notFeatures: ["kind"] } as const;
    for (const text of [PEOPLE, PEOPLE.replace("4.5", "4.6"), PEOPLE.replace("1.7,ben", "1.7,anna")]) {
      await withData({ "a.csv": text }, "a.csv", (data) => void prints.add(data.fingerprint), ages);
    }
    assert.equal(prints.size, 3);
  });

  const cases: [what: string, text: string, message: string, options: Interpretation][] = [
    [
      "missing group column",
      "a,speaker,label\n1,anna,x\n2,ben,y\n",
      'a.csv, row 1: has no column "speakr"; its columns are "a", "speaker", "label"; did you mean "speaker"?',
      { group: "speakr" },
    ],
    [
      "group that is the label",
      "a,kind\n1,x\n2,y\n",
      'a.csv: must have another column for the group than for the label, got "kind" for both',
      { label: "kind", group: "kind" },
    ],
    [
      "empty group",
      "a,speaker,label\n1,anna,x\n2,,y\n",
      'a.csv, row 3, column "speaker": has no group; fill it in or remove the row',
      { group: "speaker" },
    ],
    [
      "label that is no number",
      "a,age\n1,30\n2,young\n",
      'a.csv, row 3, column "age": labels must be numbers, because the task predicts one, got "young"; ' +
        'name another column as "label", or leave out "predicts" where labels are classes',
      { label: "age", predicts: "number" },
    ],
    [
      "label too large for a 32-bit float",
      "a,age\n1,30\n2,1e39\n",
      'a.csv, row 3, column "age": labels must be numbers, because the task predicts one, got "1e39"; ' +
        'name another column as "label", or leave out "predicts" where labels are classes',
      { label: "age", predicts: "number" },
    ],
    [
      "one number",
      "a,age\n1,30\n2,30.0\n",
      "a.csv: has the same number (30) for every example, so there is nothing to predict",
      { label: "age", predicts: "number" },
    ],
  ];
  for (const [what, text, message, options] of cases) {
    it(`says what is wrong: ${what}`, async () => {
      assert.equal(await messageOf({ "a.csv": text }, "a.csv", options), message);
    });
  }
});
