import assert from "node:assert/strict";
import type { Report } from "../../src/protocol/report";
import { classResults, confusedPairs, sumConfusion } from "../../webview-ui/confusion";
import { figureFormat, gainText, intervalText, shapeText } from "../../webview-ui/format";
import { latestHealth, parameterTotals, proofs, treatmentOf } from "../../webview-ui/layer-facts";
import { currentTrial } from "../../webview-ui/trials";
import { finishedView, runningView } from "./sample-view";

const report = (): Report => {
  const { report: found } = finishedView();
  assert.ok(found);
  return found;
};

describe("the figures", () => {
  it("have their unit and interval", () => {
    assert.equal(intervalText({ mean: 0.93, low: 0.9257, high: 0.9431, n: 5 }, "share"), "92.6 – 94.3 %");
    assert.equal(intervalText({ mean: 0.93, n: 1 }, "share"), "one seed");
    assert.equal(gainText({ mean: 0.0883, low: -0.0741, high: 0.1026, n: 5 }, "share"), "+8.8 points (−7.4 to +10.3)");
    assert.equal(shapeText([null, 28, 16]), "? × 28 × 16");
  });

  it("take name and unit from their key", () => {
    assert.equal(figureFormat("domainLossNats").title, "Domain loss (nats)");
    assert.equal(figureFormat("accuracy").format(0.931), "93.1 %");
  });
});

describe("the layers", () => {
  it("are frozen, trained, new or without weights", () => {
    assert.deepEqual(
      finishedView().layers.map((layer) => `${layer.name} ${treatmentOf(layer)}`),
      [
        "input none",
        "conv1 frozen",
        "pool1 none",
        "conv2 frozen",
        "pool2 none",
        "conv3 trained",
        "flatten none",
        "dense1 trained",
        "head new",
      ],
    );
  });

  it("sum up to the parameters that are trained", () => {
    assert.deepEqual(parameterTotals(finishedView().layers), { trained: 56_074, all: 60_874 });
  });

  it("are proved unchanged by equal hashes in every seed", () => {
    assert.deepEqual(proofs(finishedView()).get("conv1"), { kind: "unchanged", hash: "3f".repeat(32), seeds: 5 });
  });

  it("are called changed as soon as one seed has other hashes", () => {
    const view = { ...finishedView(), report: report() };
    view.report.frozen.push({ seed: 6, layer: "conv1", before: "aa", after: "bb" });
    assert.deepEqual(proofs(view).get("conv1"), { kind: "changed", seeds: [6] });
  });

  it("have their drift from the latest epoch of the method's own arm", () => {
    const drift = latestHealth(finishedView()).get("head")?.drift ?? 0;
    assert.ok(Math.abs(drift - 0.512) < 0.001, String(drift));
  });
});

describe("the confusion matrix", () => {
  it("sums the seeds of the method's own arm", () => {
    const confusion = sumConfusion(report());
    assert.equal(confusion?.seeds, 5);
    assert.equal(
      confusion.counts.flat().reduce((sum, count) => sum + count, 0),
      5 * 360,
    );
  });

  it("gives each class the share of its examples on the diagonal", () => {
    const confusion = {
      classes: ["cat", "dog", "eel"],
      seeds: 1,
      counts: [
        [3, 1, 0],
        [0, 5, 0],
        [0, 0, 0],
      ],
    };
    assert.deepEqual(classResults(confusion), [
      { name: "cat", examples: 4, accuracy: 0.75 },
      { name: "dog", examples: 5, accuracy: 1 },
      { name: "eel", examples: 0, accuracy: NaN },
    ]);
    assert.deepEqual(confusedPairs(confusion, 5), [{ truth: "cat", predicted: "dog", count: 1 }]);
  });
});

describe("the trial in hand", () => {
  it("is counted among all trials", () => {
    const { rows } = finishedView();
    const afterFirst = rows.findIndex((row) => row.type === "trial") + 2;
    assert.deepEqual(currentTrial(runningView(afterFirst)), { index: 2, total: 15, arm: "transfer", seed: 2 });
  });

  it("is none between two trials and after the last one", () => {
    const { rows } = finishedView();
    const closing = rows.findIndex((row) => row.type === "trial") + 1;
    assert.equal(currentTrial(runningView(closing)), undefined);
    assert.equal(currentTrial(finishedView()), undefined);
  });
});
