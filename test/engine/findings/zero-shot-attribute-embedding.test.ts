/** The finding of attribute embedding in small: some of its splits. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { EPOCHS, mean, measure } from "../../../bench/findings/embedding-letters";
import { Lab } from "../../../bench/findings/lab";
import { letterSplits } from "../../../bench/findings/letter-splits";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("attribute embedding of letters", function () {
  this.timeout(240_000);
  let folder: TemporaryFolder;
  let lab: Lab;
  let data: string;

  before(async () => {
    folder = temporaryFolder("embedding-finding");
    lab = new Lab(folder.path, await startNativeBackend());
    data = await sampleDataFolder("letters");
  });
  after(() => {
    folder.remove();
  });

  it("tells letters that it never saw apart by their own strokes, not by those of other letters", async () => {
    const controls = ["shuffled-attributes", "eszsl"];
    const { test } = await measure(lab, { data, splits: letterSplits([1, 2, 3]), controls });
    const accuracy = (arm: string) => mean(test(arm, "perClassAccuracy"));
    const told = `${accuracy("transfer")}, shuffled ${accuracy("shuffled-attributes")}, ESZSL ${accuracy("eszsl")}`;
    assert.ok(accuracy("transfer") > accuracy("shuffled-attributes") + 0.07, told);
    assert.ok(accuracy("eszsl") > accuracy("shuffled-attributes"), told);
  });

  it("collapses without a margin, says so, and stays apart with it", async () => {
    const { train, collapses } = await measure(lab, { data, splits: letterSplits([1]), controls: ["naive"] });
    assert.equal(collapses, 1);
    for (const figure of ["spread/examples", "spread/classes"]) {
      assert.ok(train("naive", EPOCHS, figure) < 0.1, figure);
      assert.ok(train("transfer", EPOCHS, figure) > 0.5, figure);
    }
  });
});
