/** The data of the zero-shot samples: letters with their strokes, animals with their attributes. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { openDataset } from "../../../src/data/open";
import { readAttributeTable } from "../../../src/data/semantics/attribute-table";
import { signaturesOf } from "../../../src/data/semantics/signatures";
import { letterNames } from "../../../src/sample/letters";
import { sampleDataFolder } from "../../../src/sample/sample-data";

describe("the data of zero-shot samples", function () {
  this.timeout("5m");

  it("are 20,000 letters of 16 features, and 13 strokes in which each letter differs from every other", async () => {
    const folder = await sampleDataFolder("letters");
    const data = await openDataset("letters.csv", { base: folder, label: "letter" });
    assert.deepEqual([data.count, data.shape, data.classes], [20_000, [16], letterNames]);
    await data.close();
    const table = await readAttributeTable("strokes.csv", folder);
    assert.deepEqual([table.attributes.length, table.isBinary], [13, true]);
    const rows = signaturesOf(table, data.classes).map((row) => row.join(""));
    assert.equal(new Set(rows).size, 26);
  });

  it("are photographs of animals that all have a row, beside classes of ImageNet", async () => {
    const folder = await sampleDataFolder("zoo");
    const pictures = await openDataset("pictures", { base: folder });
    assert.deepEqual([pictures.count, pictures.shape, pictures.classes.length], [52, [224, 224, 3], 37]);
    await pictures.close();
    const [all, unseen] = await Promise.all(
      ["attributes.csv", "attributes-unseen.csv"].map((name) => readAttributeTable(name, folder)),
    );
    assert.ok(all && unseen);
    for (const table of [all, unseen]) {
      assert.deepEqual([table.attributes.length, table.isBinary], [18, true]);
      assert.equal(signaturesOf(table, pictures.classes).length, 37);
    }
    const bear = "ice bear, polar bear, Ursus Maritimus, Thalarctos maritimus";
    assert.deepEqual(signaturesOf(all, [bear]), signaturesOf(all, ["Bear"]));
    assert.ok(!unseen.classes.includes(bear));
  });
});
