/** The finding of source ranking in small: six networks from very good to useless, one seed. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../bench/findings/lab";
import { spearman } from "../../../bench/findings/rank-correlation";
import { recipes, trainSources, tryAll, type Tried } from "../../../bench/findings/ranked-sources";
import { leadingOf } from "../../../src/experiment/advice/scores";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const wanted = new Set(["mnist-brief", "mnist-1000", "mnist-60", "fashion-500", "noise", "letters-3"]);

describe("what was found of source ranking", function () {
  this.timeout("10m");
  let folder: TemporaryFolder;
  let tried: Tried[];

  before(async () => {
    folder = temporaryFolder("ranking-finding");
    const lab = new Lab(folder.path, await startNativeBackend());
    const say = () => undefined;
    const small = recipes.filter(({ id }) => wanted.has(id));
    const sources = await trainSources(lab, small, { seed: 1, data: (name) => sampleDataFolder(name), say });
    const target = {
      dataset: await sampleDataFolder("uci-digits"),
      labelled: { perClass: 5 },
      validation: "none",
      test: { fraction: 0.5 },
    };
    tried = await tryAll(lab, sources, { target, seeds: [1], epochs: 40 });
  });
  after(() => {
    folder.remove();
  });

  it("holds: the score that leads the ranking agrees with what the features are worth to a linear probe", () => {
    const agreement = spearman(
      tried.map(leadingOf),
      tried.map(({ linearProbe }) => linearProbe),
    );
    assert.ok(agreement > 0.5, `Spearman's ρ is ${agreement.toFixed(2)}`);
  });

  it("holds: the first of the ranking is better than the mean of all, and noise is its last", () => {
    const ranked = tried.toSorted((one, two) => leadingOf(two) - leadingOf(one));
    const mean = tried.reduce((sum, { fineTuning }) => sum + fineTuning, 0) / tried.length;
    assert.ok((ranked[0]?.fineTuning ?? NaN) > mean);
    assert.equal(ranked.at(-1)?.id, "noise");
  });
});
