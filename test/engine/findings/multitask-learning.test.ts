import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../bench/findings/lab";
import { beside, figuresOf, flagged, prepare, recovered, scaled } from "../../../bench/findings/multitask-experiments";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const seeds = [1, 2];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("multitask learning of overlapping digits", function () {
  this.timeout(240_000);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("multitask-finding");
    lab = new Lab(workspace.path, await startNativeBackend());
    await prepare(lab, await sampleDataFolder("overlays"));
  });
  after(() => {
    workspace.remove();
  });

  it("fails at a digit beside a loss that is 100 times too large, and GradNorm brings it back", async () => {
    const accuracyWith = async (...setting: Parameters<typeof scaled>) =>
      figuresOf(await lab.run(scaled(...setting)), "accuracy");
    const balanced = await accuracyWith("sum", "uniform", [1]);
    const failed = await accuracyWith("sum-large", "uniform", [1]);
    const adaptive = await accuracyWith("sum-large", "gradnorm", [1]);
    assert.ok(mean(balanced) - mean(failed) > 0.04, `${mean(balanced)} and ${mean(failed)}`);
    assert.ok(recovered(failed, adaptive, balanced) > 0.6, String(recovered(failed, adaptive, balanced)));
  });

  it("learns a digit from five labels each better beside its parity, and flags a coin toss alone", async () => {
    const run = await lab.run(beside(["parity", "coin"], seeds));
    const gain = mean(figuresOf(run, "accuracy")) - mean(figuresOf(run, "accuracy", "single-task"));
    assert.ok(gain > 0.02, String(gain));
    assert.deepEqual(flagged(run), ["coin"]);
  });
});
