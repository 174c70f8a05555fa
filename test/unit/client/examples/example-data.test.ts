import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { ExampleData } from "../../../../src/client/examples/example-data";
import { parseExperiment } from "../../../../src/experiment/parse";
import { inFolder, picture, write } from "../../data/helpers";

function dataOf(folder: string, dataset: string): ExampleData {
  const source = { dataset, architecture: "mlp" };
  const text = JSON.stringify({ method: "fine-tuning", source, target: { dataset, labelled: { perClass: 1 } } });
  const { experiment, problems } = parseExperiment(text, path.join(folder, "a.transfer.json"));
  assert.ok(experiment, JSON.stringify(problems));
  return new ExampleData(experiment, "test");
}

describe("what there is to see of an example", () => {
  it("of pictures in folders each picture, or why not: gone, damaged, or a name that leads out of the folder", async () => {
    await inFolder(async (folder) => {
      const red = await picture("png", [20, 40], "red");
      await write(folder, {
        "pets/cat/1.png": red,
        "pets/dog/1.png": red,
        "pets/dog/2.png": "no picture",
        "secret.png": red,
      });
      const data = dataOf(folder, "pets");
      rmSync(path.join(folder, "pets/dog/1.png"));
      const [whole, gone, damaged, outside] = await data.lookAt([
        "cat/1.png",
        "dog/1.png",
        "dog/2.png",
        "../secret.png",
      ]);
      assert.ok(whole?.kind === "picture" && whole.uri.startsWith("data:image/png;base64,"));
      assert.deepEqual(gone, { kind: "missing", reason: "this file is no longer there" });
      assert.ok(damaged?.kind === "missing" && damaged.reason.includes("cannot be read as a picture"));
      assert.deepEqual(outside, { kind: "missing", reason: "this is no file of pets" });
      assert.equal(await data.classOf("cat/1.png"), "cat");
      assert.deepEqual(await data.placeOf("cat/1.png"), { file: path.join(folder, "pets/cat/1.png") });
      await data.close();
    });
  }).timeout(20_000);

  it("of a table the values of the row, its class, and the line where it stands", async () => {
    await inFolder(async (folder) => {
      await write(folder, { "pets.csv": "height,weight,kind\n1,2,cat\n3,4,dog\n" });
      const data = dataOf(folder, "pets.csv");
      const [row, gone] = await data.lookAt(["row 3", "row 9"]);
      const values = [
        { column: "height", value: 3 },
        { column: "weight", value: 4 },
      ];
      assert.deepEqual(row, { kind: "values", values, columns: 2 });
      assert.deepEqual(gone, { kind: "missing", reason: "pets.csv has no example of this name any more" });
      assert.equal(await data.classOf("row 3"), "dog");
      assert.deepEqual(await data.labels(), ["cat", "dog"]);
      assert.deepEqual(await data.placeOf("row 3"), { file: path.join(folder, "pets.csv"), line: 3 });
      await data.close();
    });
  });

  it("of excluded examples what there is to see of others", async () => {
    await inFolder(async (folder) => {
      const corrections = [{ example: "row 2", was: "cat", excluded: true }];
      await write(folder, {
        "pets.csv": "height,kind\n1,cat\n3,dog\n",
        "pets.csv.corrections.json": JSON.stringify({ version: 1, corrections }),
      });
      const data = dataOf(folder, "pets.csv");
      assert.equal((await data.lookAt(["row 2"]))[0]?.kind, "values");
      await data.close();
    });
  });

  it("of data that are gone a sentence each", async () => {
    await inFolder(async (folder) => {
      const looks = await dataOf(folder, "nowhere.csv").lookAt(["row 2", "row 3"]);
      assert.deepEqual(
        looks.map(({ kind }) => kind),
        ["missing", "missing"],
      );
    });
  });
});
