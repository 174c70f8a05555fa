import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import {
  arms,
  choosingGenres,
  clustering,
  everRose,
  figureOf,
  textsFolder,
  triplesOf,
} from "../../../bench/findings/clustering-experiments";
import { writeGenreTexts } from "../../../bench/findings/genre-texts";
import { Lab, type LabRun } from "../../../bench/findings/lab";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("self-taught clustering of texts by genre", function () {
  this.timeout(240_000);
  let workspace: TemporaryFolder;
  const runs: LabRun[] = [];

  before(async () => {
    workspace = temporaryFolder("clustering-finding");
    const lab = new Lab(workspace.path, await startNativeBackend());
    const genres = await writeGenreTexts(await sampleDataFolder("brown"), path.join(workspace.path, textsFolder));
    const [first = [], , , , fifth = []] = triplesOf(choosingGenres);
    for (const [index, triple] of [first, fifth].entries()) {
      const setting = { lambda: 16, featureClusters: 8, seed: index + 1, controls: arms };
      runs.push(await lab.run(clustering(triple, genres, setting)));
    }
  });
  after(() => {
    workspace.remove();
  });

  it("has an objective that never rises", () => {
    assert.deepEqual(runs.map(everRose), [false, false]);
  });

  it("leaves less of the genre open than the target alone does", () => {
    const entropyOf = (arm: "transfer" | "target-alone") => mean(runs.map((run) => figureOf(run, arm, "entropyBits")));
    assert.ok(
      entropyOf("target-alone") - entropyOf("transfer") > 0.1,
      `${entropyOf("transfer")} and ${entropyOf("target-alone")}`,
    );
  });

  it("is compared with pooling and with k-means", () => {
    for (const arm of arms) for (const run of runs) assert.ok(figureOf(run, arm, "nmi") >= 0, arm);
  });
});
