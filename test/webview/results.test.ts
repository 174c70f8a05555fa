import assert from "node:assert/strict";
import type { Report } from "../../src/protocol/report";
import { classResults, confusedPairs, sumConfusion } from "../../webview-ui/confusion";
import { figureFormat, gainText, intervalText, shapeText } from "../../webview-ui/format";
import {
  latestHealth,
  parameterTotals,
  proofOfAll,
  proofs,
  treatmentOf,
  type Proof,
} from "../../webview-ui/layer-facts";
import { foldLayers } from "../../webview-ui/layer-folding";
import { currentTrial } from "../../webview-ui/trials";
import type { RunView } from "../../src/protocol/view";
import { everything } from "../../webview-ui/host";
import { columnState, groupLayers, hasWideColumns, nameInColumn } from "../../webview-ui/layer-columns";
import { hasValues, methodPlot } from "../../webview-ui/method-plots";
import { conservativeView, multitaskView, progressiveView } from "./method-views";
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
    assert.equal(figureFormat("letters/lossNats").title, "Loss (nats), letters");
    assert.equal(figureFormat("letters/accuracy").format(0.931), "93.1 %");
    assert.deepEqual(
      [figureFormat("r2").title, figureFormat("r2").format(-0.25)],
      ["Explained variance (R²)", "−0.2500"],
    );
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

describe("the columns of a network", () => {
  const { layers } = progressiveView();

  it("are the layers of each task, below what they share", () => {
    const { before, columns, after } = groupLayers(layers);
    assert.deepEqual([before.map(({ name }) => name), after], [["input"], []]);
    assert.deepEqual(
      columns.map((column) => `${column.part} ${column.layers.length} ${columnState(column) ?? ""}`),
      ["mnist 3 frozen", "fashion-mnist 13 frozen", "letters 17 frozen", "uci-digits 21 trained"],
    );
  });

  it("need the whole width, unless they are heads on a shared trunk", () => {
    assert.equal(hasWideColumns(layers), true);
    assert.equal(hasWideColumns(multitaskView().layers), false);
    assert.equal(hasWideColumns(finishedView().layers), false);
  });

  it("say a layer's name without their own, where it begins with it", () => {
    const [layer] = layers.filter(({ name }) => name === "letters/dense1");
    assert.ok(layer);
    assert.equal(nameInColumn(layer), "dense1");
    assert.equal(nameInColumn({ ...layer, name: "lettersdense1" }), "lettersdense1");
    assert.equal(nameInColumn({ ...layer, name: "letters" }), "letters");
  });

  it("draw an adapter as one box, which says what it reads, and no sums", () => {
    const [, , letters] = groupLayers(layers).columns;
    const boxes = foldLayers(letters?.layers ?? []).map(({ layer, isLateral, reads }) =>
      [nameInColumn(layer), layer.parameters, ...(isLateral ? ["from", ...reads] : [])].join(" "),
    );
    assert.deepEqual(boxes, [
      "dense1 50240",
      "dense2 4160",
      "dense2_lateral 3138 from mnist fashion-mnist",
      "head 650",
      "head_lateral 3138 from mnist fashion-mnist",
    ]);
  });

  it("leave the layers of an ordinary network as they are, whatever their names", () => {
    const plain = finishedView().layers.map((layer) => ({ ...layer, name: `${layer.name}_lateral` }));
    assert.deepEqual(
      foldLayers(plain).map(({ layer, isLateral }) => [layer, isLateral]),
      plain.map((layer) => [layer, false]),
    );
  });

  it("prove an adapter by all of its layers", () => {
    const kept = { kind: "unchanged", hash: "aa", seeds: 2 } as const;
    const all = new Map<string, Proof>([
      ["scale", kept],
      ["lateral", { kind: "changed", seeds: [2] }],
    ]);
    assert.deepEqual(proofOfAll(all, ["scale", "sum"]), kept);
    assert.deepEqual(proofOfAll(all, ["scale", "lateral"]), { kind: "changed", seeds: [2] });
    assert.equal(proofOfAll(all, ["sum"]), undefined);
  });
});

describe("a chart of the method", () => {
  const lines = (chart: number, view: RunView, choices = everything) => {
    const [wanted] = view.charts.slice(chart);
    assert.ok(wanted);
    return methodPlot(wanted, { view, choices, styles: new Map() }).lines;
  };

  it("has a line for each figure that its pattern stands for, named by what differs", () => {
    assert.deepEqual(
      lines(1, multitaskView()).map(({ label, points }) => [label, points.length, points[0]?.seeds]),
      [
        ["ink", 30, 5],
        ["left", 30, 5],
        ["right", 30, 5],
      ],
    );
  });

  it("names the figure of the target after it beside that of other tasks, each on validation examples if it has any", () => {
    const labels = lines(0, multitaskView()).map(({ label, faint }) => `${label}${faint ? " (faint)" : ""}`);
    assert.deepEqual(labels, ["slant Multitask", "ink Multitask val. (faint)", "ink Single task val. (faint)"]);
  });

  it("has other strokes for each of its lines", () => {
    const strokes = lines(1, multitaskView()).map(({ style }) => JSON.stringify(style));
    assert.equal(new Set(strokes).size, 3);
  });

  it("leaves hidden seeds and arms out", () => {
    const choices = { ...everything, hiddenSeeds: [1, 2] };
    assert.equal(lines(1, multitaskView(), choices)[0]?.points[0]?.seeds, 3);
    assert.deepEqual(lines(1, multitaskView(), { ...everything, hiddenArms: ["transfer"] }), []);
  });

  it("is there as soon as the rows have what it draws", () => {
    const { charts, rows } = multitaskView();
    const [, weights] = charts;
    assert.ok(weights);
    const first = rows.findIndex(({ type }) => type === "epoch");
    assert.equal(hasValues(weights, { rows: rows.slice(0, first) }), false);
    assert.equal(hasValues(weights, { rows: rows.slice(0, first + 1) }), true);
    const other = { ...weights, draws: { figures: ["nothing/*"] } };
    assert.equal(hasValues(other, { rows }), false);
    assert.equal(hasValues({ ...weights, draws: { layers: "drift" } }, { rows }), true);
  });

  it("has the layers from input to output, without those that stay where they are", () => {
    assert.deepEqual(
      lines(1, conservativeView()).map(({ label }) => label),
      ["conv3", "dense1", "head"],
    );
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
