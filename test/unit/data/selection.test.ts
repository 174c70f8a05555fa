import assert from "node:assert/strict";
import { selectExamples, type Selection } from "../../../src/data/selection";
import type { Dataset, Interpretation } from "../../../src/data/types";
import { failure, idx, withData } from "./helpers";

const VOWELS = `x,age,who,vowel
0,30.5,ben,a
1,40,anna,a
2,50,ben,e
3,60,anna,i
4,70,cleo,e
5,80,anna,e
`;
const PLACE = { file: "vowels.transfer.json", path: ["target"] };
const grouped = { label: "vowel", group: "who", notFeatures: ["age"] };
const ages = { label: "age", predicts: "number", group: "who", notFeatures: ["vowel"] } as const;

const withVowels = (work: (dataset: Dataset) => Promise<void> | void, interpretation: Interpretation = grouped) =>
  withData({ "vowels.csv": VOWELS }, "vowels.csv", work, interpretation);

const messageOf = (selection: Selection, interpretation: Interpretation = grouped): Promise<string> =>
  failure(() =>
    withVowels((data) => {
      selectExamples(data, selection, PLACE);
    }, interpretation),
  );

describe("selectExamples", () => {
  it("keeps the examples of the named groups, all classes and the names of all groups", async () => {
    await withVowels(async (data) => {
      const anna = selectExamples(data, { only: ["anna"] }, PLACE);
      assert.equal(anna.count, 3);
      assert.deepEqual(anna.classes, ["a", "e", "i"]);
      assert.deepEqual([...anna.labels], [0, 2, 1]);
      assert.deepEqual(anna.groups, { what: "who", names: ["anna", "ben", "cleo"], of: Int32Array.of(0, 0, 0) });
      assert.deepEqual(await anna.read([2, 0]), Float32Array.of(5, 1));
      assert.equal(anna.nameOf(1), data.nameOf(3));
      assert.deepEqual([anna.kind, anna.path, anna.columns, anna.shape], ["table", "vowels.csv", ["x"], [1]]);
    });
  });

  it("keeps the examples of the named classes and counts their labels in the order of all classes", async () => {
    await withVowels((data) => {
      const two = selectExamples(data, { classes: ["i", "a"] }, PLACE);
      assert.deepEqual(two.classes, ["a", "i"]);
      assert.deepEqual([...two.labels], [0, 0, 1]);
      assert.deepEqual([...(two.groups?.of ?? [])], [1, 0, 0]);
    });
  });

  it("keeps what is of a named group and of a named class", async () => {
    await withVowels(async (data) => {
      const both = selectExamples(data, { only: ["anna", "cleo"], classes: ["e", "i"] }, PLACE);
      assert.deepEqual(await both.read([0, 1, 2]), Float32Array.of(3, 4, 5));
      assert.deepEqual([...both.labels], [1, 0, 0]);
    });
  });

  it("keeps the numbers of the examples that are left", async () => {
    await withVowels((data) => {
      const ben = selectExamples(data, { only: ["ben"] }, PLACE);
      assert.deepEqual(ben.targets, Float32Array.of(30.5, 50));
      assert.deepEqual([ben.classes, [...ben.labels]], [[], [0, 0]]);
    }, ages);
  });

  it("is the data set itself where it leaves nothing out", async () => {
    await withVowels((data) => {
      assert.equal(selectExamples(data, {}, PLACE), data);
      assert.equal(selectExamples(data, { only: ["ben", "anna", "cleo"], classes: ["a", "e", "i"] }, PLACE), data);
    });
  });

  it("has another fingerprint than the data set and other selections, and the same for the same examples", async () => {
    await withVowels((data) => {
      const selections: Selection[] = [{}, { only: ["anna"] }, { only: ["ben"] }, { classes: ["a", "e"] }];
      const prints = selections.map((selection) => selectExamples(data, selection, PLACE).fingerprint);
      assert.equal(new Set(prints).size, selections.length);
      assert.equal(selectExamples(data, { only: ["anna"], classes: ["e", "a", "i"] }, PLACE).fingerprint, prints[1]);
    });
  });

  it("closes the data set when it is closed", async () => {
    await withVowels(async (data) => {
      let closed = 0;
      const close = () => {
        closed += 1;
        return data.close();
      };
      await selectExamples({ ...data, close }, { only: ["anna"] }, PLACE).close();
      assert.equal(closed, 1);
    });
  });

  it("refuses an example that it does not have, which is a bug of the caller", async () => {
    await withVowels((data) => {
      const ben = selectExamples(data, { only: ["ben"] }, PLACE);
      assert.throws(() => ben.nameOf(2), RangeError);
    });
  });
});

describe("selectExamples says", () => {
  const says = (what: string, message: () => Promise<string>, expected: string) => {
    it(what, async () => {
      assert.equal(await message(), `vowels.transfer.json, ${expected}`);
    });
  };

  says(
    "which groups there are, and which was probably meant",
    () => messageOf({ only: ["ana"] }),
    'target.only: must be a who of the data ("anna", "ben", "cleo"), got "ana"; did you mean "anna"?',
  );
  says(
    "which classes there are",
    () => messageOf({ classes: ["a", "uuu"] }),
    'target.classes: must be a class of the data ("a", "e", "i"), got "uuu"',
  );
  says(
    "how a table gets groups",
    () => messageOf({ only: ["anna"] }, { label: "vowel", notFeatures: ["who", "age"] }),
    "target.only: needs groups to choose from, and the data do not say any; " +
      'name the column that holds them with "group"',
  );
  says(
    "that other data have no groups",
    () => {
      const files = { "images-idx3-ubyte": idx([2, 1, 1], [1, 2]), "labels-idx1-ubyte": idx([2], [3, 4]) };
      return failure(() =>
        withData(files, ".", (data) => {
          selectExamples(data, { only: ["anna"] }, PLACE);
        }),
      );
    },
    "target.only: needs groups to choose from, and the data do not say any; " +
      'use a table with a "group" column, or leave it out',
  );
  says(
    "that the groups have no examples of the classes",
    () => messageOf({ only: ["ben"], classes: ["i"] }),
    'target.classes: must leave examples, but none of these classes has any in the groups that "only" names',
  );
  says(
    "that numbers have no classes",
    () => messageOf({ classes: ["a"] }, ages),
    "target.classes: must be left out, because numbers are predicted, which have no classes",
  );
});
