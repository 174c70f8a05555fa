import assert from "node:assert/strict";
import type { MetricRow } from "../../src/protocol/metrics";
import type { RunView } from "../../src/protocol/view";
import { curvesOf } from "../../webview-ui/curves";
import type { Curve } from "../../webview-ui/curves";
import { everything } from "../../webview-ui/host";
import { multitaskView } from "./method-views";
import { finishedView, runningView } from "./sample-view";
import { runningSweepView } from "./sweep-view";

const epoch = (arm: string, seed: number, at: number, accuracy: number): MetricRow => ({
  type: "epoch",
  arm,
  seed,
  epoch: at,
  step: at * 4,
  train: { accuracy },
});
const step = (at: number, lossNats: number): MetricRow => ({
  type: "step",
  arm: "transfer",
  seed: 1,
  step: at,
  epoch: Math.ceil(at / 4),
  train: { lossNats },
});
const withRows = (rows: MetricRow[]): RunView => ({ ...runningView(0), rows });
const curve = (view: RunView, figure: string, choices = everything): Curve => {
  const found = curvesOf(view, choices).find((candidate) => candidate.figure === figure);
  assert.ok(found);
  return found;
};

describe("the curves", () => {
  it("are there for loss and accuracy before the first row", () => {
    const figures = curvesOf(withRows([]), everything).map(({ figure, series }) => [figure, series]);
    assert.deepEqual(figures, [
      ["lossNats", []],
      ["accuracy", []],
    ]);
  });

  it("are those of the loss that the rows have and of what the run is judged by, and no others", () => {
    assert.deepEqual(
      curvesOf(multitaskView(), everything).map(({ figure }) => figure),
      ["loss", "r2"],
    );
    const before = { ...multitaskView(), rows: [] };
    assert.deepEqual(
      curvesOf(before, everything).map(({ figure }) => figure),
      ["loss", "r2"],
    );
    const angle: MetricRow = {
      ...{ type: "epoch", arm: "transfer", seed: 1, epoch: 1, step: 4 },
      train: { lossNats: 1, accuracy: 0.5, angle: 87 },
    };
    const more = withRows([angle]);
    assert.deepEqual(
      curvesOf(more, everything).map(({ figure }) => figure),
      ["lossNats", "accuracy"],
    );
  });

  it("are those of one arm where there are very many: the one with the newest row, or the one that was picked", () => {
    const view = runningSweepView(12);
    const armsWith = (picked: Record<string, string>) =>
      curve(view, "accuracy", { ...everything, picked }).series.map(({ arm }) => arm);
    assert.deepEqual(armsWith({}), ["A3B"]);
    assert.deepEqual(armsWith({ curves: "A1B+" }), ["A1B+"]);
    assert.deepEqual(armsWith({ curves: "A9B" }), ["A3B"]);
  });

  it("are means over the seeds, with the lowest and the highest", () => {
    const view = withRows([epoch("transfer", 1, 1, 0.5), epoch("transfer", 2, 1, 0.7), epoch("transfer", 1, 2, 0.9)]);
    assert.deepEqual(curve(view, "accuracy").series, [
      {
        arm: "transfer",
        split: "train",
        points: [
          { epoch: 1, mean: 0.6, low: 0.5, high: 0.7, seeds: 2 },
          { epoch: 2, mean: 0.9, low: 0.9, high: 0.9, seeds: 1 },
        ],
      },
    ]);
  });

  it("count an epoch once though its row comes twice", () => {
    const row = epoch("transfer", 1, 1, 0.5);
    assert.deepEqual(curve(withRows([row, row]), "accuracy"), curve(withRows([row]), "accuracy"));
  });

  it("leave hidden arms, seeds and lines out", () => {
    const choices = { ...everything, hiddenArms: ["scratch"], hiddenSeeds: [1, 2, 3], hiddenSplits: ["validation"] };
    const { series } = curve(finishedView(), "accuracy", choices);
    assert.deepEqual(
      series.map((line) => `${line.arm} ${line.split} ${line.points[0]?.seeds ?? 0}`),
      ["transfer train 2", "linear-probe train 2"],
    );
  });

  it("show single steps before the first epoch is over, within that epoch", () => {
    const { steps } = curve(withRows([step(1, 2.4), step(2, 2.1)]), "lossNats");
    assert.deepEqual(steps?.points, [
      { x: 1 / 3, y: 2.4 },
      { x: 2 / 3, y: 2.1 },
    ]);
  });

  it("put a step where its epoch says once an epoch is over", () => {
    const view = withRows([step(4, 2), epoch("transfer", 1, 1, 0.5), step(6, 1)]);
    assert.deepEqual(curve(view, "lossNats").steps?.points, [
      { x: 1, y: 2 },
      { x: 1.5, y: 1 },
    ]);
  });

  it("show no steps once the run is over", () => {
    assert.equal(curve(finishedView(), "lossNats").steps, undefined);
  });

  it("mark the median best epoch on the validation line", () => {
    const { markers, series } = curve(finishedView(), "accuracy");
    const best = markers.find(({ arm, kind }) => arm === "transfer" && kind === "best");
    const line = series.find(({ arm, split }) => arm === "transfer" && split === "validation");
    assert.equal(best?.epoch, 25);
    assert.equal(best.value, line?.points.find((point) => point.epoch === 25)?.mean);
  });

  it("mark overfitting only where at least half of the trials overfit", () => {
    const overfitting = (hiddenSeeds: number[]) =>
      curve(finishedView(), "lossNats", { ...everything, hiddenSeeds }).markers.filter(
        ({ kind }) => kind === "overfitting",
      );
    assert.deepEqual(
      overfitting([]).map(({ arm, epoch: at }) => [arm, at]),
      [["scratch", 21]],
    );
    assert.deepEqual(overfitting([1, 2, 4, 5]), []);
  });
});
