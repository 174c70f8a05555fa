import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { writeCrashWorkspace } from "../../support/crash-workspace";
import { crashPlans, crashRuns, killsOf } from "../../support/engine-crashes";
import { nativeRuntime } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

/** `npm run bench:crashes` kills more often. */
const plans = crashPlans(15, 4);

describe("a run with dropout and augmentation whose engines are killed", function () {
  this.timeout("4m");
  let workspace: TemporaryFolder;

  before(async () => {
    workspace = temporaryFolder("crashes");
    await writeCrashWorkspace(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  for (const plan of plans) {
    const { optimizer, kills, inWrites } = plan;
    const when = `${kills} times at random moments, ${inWrites} of them or more inside a checkpoint's write`;
    it(`${when}, ends with the rows and weights of one without a break: ${optimizer}`, async () => {
      const result = await crashRuns(plan, workspace.path, await nativeRuntime());
      assert.deepEqual(result.differences, []);
      assert.ok(killsOf(result) >= kills && result.kills.writing >= inWrites && result.compared > 0);
    });
  }
});
