/** The small version of `bench/findings/zero-shot-attribute-database.ts`: the first splits, without calibration. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../bench/findings/lab";
import { letterSplits } from "../../../bench/findings/letter-splits";
import { lettersRun, valuesOf } from "../../../bench/findings/zero-shot-attribute-database";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("letters that nobody has shown, by their strokes", function () {
  this.timeout(240_000);
  let workspace: TemporaryFolder;
  const runs: LabRun[] = [];

  before(async () => {
    workspace = temporaryFolder("attribute-finding");
    const lab = new Lab(workspace.path, await startNativeBackend());
    const data = await sampleDataFolder("letters");
    for (const split of letterSplits([1, 2, 3])) {
      runs.push(await lettersRun(lab, data, split, { prediction: "direct", calibrate: false }));
    }
  });
  after(() => {
    workspace.remove();
  });

  it("are recognised far above chance, and above shuffled attributes", () => {
    const [own, shuffled] = ["transfer", "shuffled-attributes"].map((arm) =>
      mean(valuesOf(runs, "perClassAccuracy", arm)),
    );
    assert.ok((own ?? NaN) > 0.28, String(own));
    assert.ok((own ?? NaN) - (shuffled ?? NaN) > 0.1, `${own} and ${shuffled}`);
  });

  it("are hardly ever chosen beside the letters that were shown", () => {
    assert.ok(mean(valuesOf(runs, "generalised/unseen")) < mean(valuesOf(runs, "perClassAccuracy")) - 0.1);
    assert.ok(mean(valuesOf(runs, "generalised/seen")) > 0.7);
  });
});
