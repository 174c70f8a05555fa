import assert from "node:assert/strict";
import { summarizeDataset } from "../../../src/data/open";
import { idx, inFolder, messageOf, picture, write } from "./helpers";

describe("openDataset", () => {
  it("says that folders of pictures and IDX files have no numbers to predict", async () => {
    const red = await picture("png", [1, 1], "red");
    const wayOut = 'use a table or an .npz file with a label of numbers, or leave out "predicts"';
    assert.equal(
      await messageOf({ "pets/cats/1.png": red, "pets/dogs/1.png": red }, "pets", { predicts: "number" }),
      `pets: has folders of pictures, which are classes, and no numbers to predict; ${wayOut}`,
    );
    const digits = { "train-images-idx3-ubyte": idx([2, 1, 1], [1, 2]), "train-labels-idx1-ubyte": idx([2], [3, 4]) };
    assert.equal(
      await messageOf(digits, "train-images-idx3-ubyte", { predicts: "number" }),
      `train-images-idx3-ubyte: has IDX labels, which are classes, and no numbers to predict; ${wayOut}`,
    );
  });
});

describe("summarizeDataset", () => {
  it("says what a small table has, understood as it is to be opened", async () => {
    await inFolder(async (base) => {
      await write(base, { "a.csv": "height,who,age,kind\n1.5,ben,30,x\n1.6,anna,4,y\n" });
      assert.deepEqual(await summarizeDataset("a.csv", { base, label: "age", group: "who", notFeatures: ["kind"] }), {
        path: "a.csv",
        kind: "table",
        classes: ["4", "30"],
        count: 2,
        counts: [1, 1],
        shape: [1],
        columns: ["height"],
        groups: { what: "who", names: ["anna", "ben"] },
      });
    });
  });

  it("says nothing of a file of no known kind", async () => {
    await inFolder(async (base) => {
      await write(base, { "a.txt": "hello" });
      assert.equal(await summarizeDataset("a.txt", { base }), undefined);
    });
  });
});
