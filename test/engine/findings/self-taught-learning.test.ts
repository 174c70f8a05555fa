import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../bench/findings/lab";
import { accuraciesOf, measuredOf, otherDigits } from "../../../bench/findings/self-taught-experiments";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The small version of `npm run bench:findings -- self-taught-learning`: three draws, fewer pieces and test pictures. */
describe("self-taught learning from other digits", function () {
  this.timeout(240_000);
  let workspace: TemporaryFolder;
  let run: LabRun;

  before(async () => {
    workspace = temporaryFolder("self-taught-finding");
    const lab = new Lab(workspace.path, await startNativeBackend());
    const options = { sample: 3000, sweeps: 5, stride: 3 };
    const draws = { seeds: [1, 2, 3], perClass: 5, test: 0.06, controls: ["raw"], options };
    run = await lab.run(otherDigits(await sampleDataFolder("mnist"), draws));
  });
  after(() => {
    workspace.remove();
  });

  it("tells five digits apart from five labels each better than raw pixels do", () => {
    const gain = mean(accuraciesOf(run, "transfer")) - mean(accuraciesOf(run, "raw"));
    assert.ok(gain > 0.03, String(gain));
  });

  it("lowers its objective, and finds codes that cannot be better", () => {
    const [start, end] = [measuredOf(run, "objectiveAtStart"), measuredOf(run, "objective")];
    assert.equal(end.length, 3);
    end.forEach((objective, draw) => {
      assert.ok(objective < 0.95 * (start[draw] ?? NaN), `${objective} from ${String(start[draw])}`);
    });
    for (const gap of measuredOf(run, "optimalityGap")) assert.ok(gap < 1e-4, String(gap));
  });

  it("shows its bases and its objective", () => {
    const parts = run.report.parts?.map(({ type, id }) => `${type} ${id}`) ?? [];
    assert.deepEqual(parts, ["table codes", "tiles bases", "chart objective"]);
  });
});
