/**
 * The small version of `bench/findings/domain-adversarial.ts`: smaller pictures, fewer digits and steps, one seed. So few
 * steps bring no accuracy; that the domains are told apart less is what shows already.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../bench/findings/lab";
import { adaptation } from "../../../bench/findings/photographed-digits";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

/** How often the domain classifier is right in the last epoch. */
function domainAccuracyOf({ report }: LabRun): number {
  const domains = (report.parts ?? []).find(({ id }) => id === "domains");
  assert.ok(domains?.type === "table");
  const cell = domains.rows[0]?.cells[1];
  return typeof cell === "object" ? (cell?.mean ?? NaN) : NaN;
}

describe("plain digits and digits over photographs", function () {
  this.timeout(600_000);
  let workspace: TemporaryFolder;
  let [adversarial, indifferent]: LabRun[] = [];

  before(async () => {
    workspace = temporaryFolder("adversarial-finding");
    const lab = new Lab(workspace.path, await startNativeBackend());
    const experiment = adaptation(await sampleDataFolder("mnist-m"), { epochs: 16, seeds: [1], share: 0.2, size: 20 });
    adversarial = await lab.run({ ...experiment, controls: [] });
    indifferent = await lab.run({ ...experiment, options: { strength: 0 }, controls: [] });
  });
  after(() => {
    workspace.remove();
  });

  it("are told apart less by features that the reversed gradient has trained than by those of the source alone", () => {
    assert.ok(adversarial && indifferent);
    const [opposed, free] = [domainAccuracyOf(adversarial), domainAccuracyOf(indifferent)];
    assert.ok(opposed < free - 0.02, `${opposed} and ${free}`);
  });

  it("give a run that warns of no collapse, and whose every step ran as a graph", () => {
    assert.ok(adversarial);
    const { report, warnings } = adversarial;
    assert.deepEqual(
      warnings.filter(({ code }) => code === "domain-adversarial/collapsed"),
      [],
    );
    assert.equal(report.performance?.plainSteps, 0);
    assert.ok((report.trials[0]?.test.accuracy ?? 0) > 0.2);
  });

  it("lie in a plane before and after, as the report shows", () => {
    assert.deepEqual(
      (adversarial?.report.parts ?? []).flatMap(({ type, id }) => (type === "scatter" ? [id] : [])),
      ["features-before", "features-after"],
    );
  });
});
