import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../bench/findings/lab";
import { classSplits, fashionSweep, Sweeps } from "../../../bench/findings/layer-sweeps";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

/** The small version of `npm run bench:findings -- layer-transfer`: one split, few pictures, one epoch on the source. */
describe("layer transfer between kinds of clothes", function () {
  this.timeout(300_000);
  let workspace: TemporaryFolder;
  let sweeps: Sweeps;
  const at = (...place: Parameters<Sweeps["at"]>) => sweeps.at(...place)[0] ?? NaN;

  before(async () => {
    workspace = temporaryFolder("layer-finding");
    const lab = new Lab(workspace.path, await startNativeBackend());
    const [split] = classSplits([3]);
    assert.ok(split !== undefined);
    const settings = { perClass: 100, validation: 30, test: 0.03, epochs: 16, sourceEpochs: 1 };
    const folder = await sampleDataFolder("fashion-mnist");
    const { report } = await lab.run(fashionSweep(folder, split, { ...settings, curves: ["AnB", "random"] }));
    sweeps = new Sweeps([report]);
  });
  after(() => {
    workspace.remove();
  });

  it("cuts a network of six layers in five places", () => {
    assert.deepEqual(sweeps.cuts, [1, 2, 3, 4, 5]);
  });

  it("loses nothing with its first layer copied", () => {
    const [base = NaN] = sweeps.base;
    assert.ok(at("AnB", 1) > base - 0.05, `${at("AnB", 1)} and ${base}`);
  });

  it("loses much with all layers copied and frozen, which are special to their classes", () => {
    const best = Math.max(at("AnB", 1), at("AnB", 2), at("AnB", 3));
    assert.ok(best > at("AnB", 5) + 0.02, `${best} and ${at("AnB", 5)}`);
  });

  it("and yet those know far more than random layers", () => {
    assert.ok(at("AnB", 5) > at("random", 5) + 0.05, `${at("AnB", 5)} and ${at("random", 5)}`);
  });
});
