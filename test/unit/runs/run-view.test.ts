import assert from "node:assert/strict";
import path from "node:path";
import type { MetricRow } from "../../../src/protocol/metrics";
import { createRun } from "../../../src/runs/create-run";
import { runFiles } from "../../../src/runs/layout";
import { openMetricsLog } from "../../../src/runs/metrics-log";
import { armsOf, readParts, readRunView } from "../../../src/runs/run-view";
import { experimentAt } from "../../fixtures/experiment";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const row = (arm: string): MetricRow => ({
  type: "step",
  arm,
  seed: 1,
  step: 1,
  epoch: 1,
  train: { lossNats: 2 },
});

describe("the view of a run", () => {
  const folder = useTemporaryFolder("view");
  const experiment = () => experimentAt(path.join(folder(), "pets.transfer.json"));

  it("has the arms of the experiment before their first row, and of a sweep those that have rows", () => {
    const rows = [row("base"), row("A1B"), row("base"), row("random1")];
    assert.deepEqual(
      armsOf(experiment(), rows).map(({ arm }) => arm),
      ["transfer", "scratch", "linear-probe"],
    );
    assert.deepEqual(armsOf({ ...experiment(), sweep: { from: "first", curves: ["AnB", "random"] } }, rows), [
      { arm: "base", title: "Base: the target alone" },
      { arm: "A1B", title: "A1B" },
      { arm: "random1", title: "Random 1" },
    ]);
  });

  it("says before there is a report what a run is judged by", async () => {
    const numbers = { ...experiment(), target: { ...experiment().target, predicts: "number" as const } };
    const { directory } = await createRun(numbers, "{}");
    const view = await readRunView(directory);
    assert.ok(!("problem" in view));
    assert.equal(view.headline.figure, "r2");
  });

  it("shows a run of a method that this version does not know, without parts of its own", async () => {
    const { directory } = await createRun({ ...experiment(), method: "from-the-future" }, "{}");
    const metrics = await openMetricsLog(runFiles(directory).metrics);
    await metrics.append([row("transfer")]);
    await metrics.close();
    const view = await readRunView(directory);
    assert.ok(!("problem" in view));
    assert.deepEqual([view.method, view.parts, view.charts, view.rows.length], ["from-the-future", [], [], 1]);
    assert.equal(await readParts(directory), undefined);
  });
});
