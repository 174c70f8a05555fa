import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Finding } from "../../../src/experiment/finding";
import { fineTuning } from "../../../src/methods/fine-tuning/spec";
import { reportSchema, type TrialSummary } from "../../../src/protocol/report";
import { buildReport, type ReportParts } from "../../../src/runs/build-report";
import { experimentAt } from "../../fixtures/experiment";
import { performanceWith } from "../../fixtures/performance";

const trial = (arm: string, seed: number, accuracy: number): TrialSummary => ({
  arm,
  seed,
  test: { accuracy, lossNats: 1 },
  epochs: 3,
  steps: 30,
});

const partsOn = (trials: TrialSummary[], controls = ["linear-probe", "scratch"]): ReportParts => ({
  experiment: { ...experimentAt("/pets.transfer.json"), controls },
  spec: fineTuning,
  classes: ["cat", "dog"],
  counts: { train: 10, validation: 0, test: 40 },
  trials,
  frozen: [],
  warnings: [],
});
const reportOn = (...parts: Parameters<typeof partsOn>) => buildReport(partsOn(...parts));

describe("buildReport", () => {
  it("pairs the arms by seed, whatever the order of the trials", () => {
    const report = reportOn([
      trial("scratch", 2, 0.5),
      trial("transfer", 1, 0.9),
      trial("transfer", 2, 0.7),
      trial("scratch", 1, 0.7),
    ]);
    const [gain] = report.gains;
    assert.equal(gain?.control, "scratch");
    assert.ok(Math.abs(gain.gain.mean - 0.2) < 1e-12);
    assert.ok(gain.gain.low !== undefined && Math.abs(gain.gain.low - 0.2) < 1e-12);
    assert.equal(report.verdict.kind, "positive");
    assert.match(report.verdict.sentence, /^Transfer brings \+20\.0 points over scratch/);
    assert.deepEqual(reportSchema.parse(report), report);
  });

  it("has the method first and its controls in the order of the method, the first of them for the verdict", () => {
    const report = reportOn([
      trial("linear-probe", 1, 0.95),
      trial("linear-probe", 2, 0.95),
      trial("scratch", 1, 0.7),
      trial("scratch", 2, 0.71),
      trial("transfer", 1, 0.9),
      trial("transfer", 2, 0.9),
    ]);
    assert.deepEqual(
      report.arms.map(({ arm }) => arm),
      ["transfer", "scratch", "linear-probe"],
    );
    assert.deepEqual(
      report.gains.map(({ control }) => control),
      ["scratch", "linear-probe"],
    );
    assert.match(report.verdict.sentence, /over scratch/);
  });

  it("calls it negative transfer where scratch is better for certain", () => {
    const report = reportOn([
      trial("transfer", 1, 0.5),
      trial("transfer", 2, 0.51),
      trial("scratch", 1, 0.7),
      trial("scratch", 2, 0.71),
    ]);
    assert.equal(report.verdict.kind, "negative");
  });

  it("leaves out a seed that only one arm has finished", () => {
    const report = reportOn([trial("transfer", 1, 0.9), trial("transfer", 2, 0.1), trial("scratch", 1, 0.7)]);
    assert.equal(report.gains[0]?.gain.n, 1);
    assert.equal(report.verdict.kind, "inconclusive");
  });

  it("says how the time was spent where that was measured", () => {
    const parts = partsOn([trial("transfer", 1, 0.9)]);
    const report = buildReport({ ...parts, performance: performanceWith() });
    assert.deepEqual(reportSchema.parse(report).performance, performanceWith());
    assert.equal("performance" in buildReport(parts), false);
  });

  it("compares nothing where there is no control", () => {
    const report = reportOn([trial("transfer", 1, 0.9)], []);
    assert.deepEqual(report.gains, []);
    assert.equal(report.verdict.kind, "not-compared");
  });

  it("passes on what the trials had on validation examples and measured", () => {
    const measured = { ...trial("transfer", 1, 0.9), validation: { accuracy: 0.8 }, measured: { angle: 87 } };
    assert.deepEqual(reportOn([measured]).trials, [measured]);
  });

  it("judges a target that is a number by the variance that is explained", () => {
    const numbers = (arm: string, seed: number, r2: number) => ({ ...trial(arm, seed, 0), test: { loss: 1, r2 } });
    const parts = partsOn([
      numbers("transfer", 1, 0.9),
      numbers("transfer", 2, 0.92),
      numbers("scratch", 1, -0.4),
      numbers("scratch", 2, -0.3),
    ]);
    const { target } = parts.experiment;
    const experiment = { ...parts.experiment, target: { ...target, predicts: "number" as const } };
    const report = buildReport({ ...parts, experiment, classes: [] });
    assert.deepEqual(report.headline, {
      figure: "r2",
      title: "Explained variance (R²)",
      unit: "number",
      better: "higher",
    });
    assert.ok((report.arms[1]?.figure.low ?? 0) < -0.35, "an explained variance may be negative");
    assert.match(report.verdict.sentence, /^Transfer brings \+1\.260 explained variance \(R²\) over scratch/);
    assert.deepEqual(reportSchema.parse(report), report);
  });

  it("has no arms where no trial has the figure, and does not fail", () => {
    const report = reportOn([{ ...trial("transfer", 1, 0), test: { lossNats: 1 } }]);
    assert.deepEqual([report.arms, report.gains, report.verdict.kind], [[], [], "not-compared"]);
  });

  it("gives the other tasks figures and gains of their own", () => {
    const both = (arm: string, seed: number, letters: number, ink: number) => ({
      ...trial(arm, seed, 0.9),
      test: { accuracy: 0.9, lossNats: 1, "letters/accuracy": letters, "letters/lossNats": 2, "ink/r2": ink },
    });
    const report = reportOn([
      both("transfer", 1, 0.8, 0.5),
      both("transfer", 2, 0.8, 0.5),
      both("scratch", 1, 0.7, 0.6),
      both("scratch", 2, 0.7, 0.6),
    ]);
    assert.deepEqual(
      report.tasks?.map(({ task, headline, gains }) => [
        task,
        headline.figure,
        headline.unit,
        gains.map(({ gain }) => gain.mean.toFixed(2)),
      ]),
      [
        ["letters", "letters/accuracy", "share", ["0.10"]],
        ["ink", "ink/r2", "number", ["-0.10"]],
      ],
    );
    assert.equal("tasks" in reportOn([trial("transfer", 1, 0.9)]), false);
  });

  describe("of a sweep", () => {
    const swept = partsOn([
      trial("base", 1, 0.8),
      trial("A1B", 1, 0.9),
      trial("random1", 1, 0.5),
      trial("A1B", 2, 0.8),
    ]);
    const parts = { ...swept, experiment: { ...swept.experiment, sweep: { from: "first" as const, curves: [] } } };

    it("has the arms that were trained, and no gains", () => {
      const { arms, gains } = buildReport(parts);
      assert.deepEqual(
        arms.map(({ arm, title, figure }) => [arm, title, figure.n]),
        [
          ["base", "Base: the target alone", 1],
          ["A1B", "A1B", 2],
          ["random1", "Random 1", 1],
        ],
      );
      assert.deepEqual(gains, []);
    });

    it("has the verdict that its method found, or says that nothing was compared", () => {
      assert.match(buildReport(parts).verdict.sentence, /^Not compared: /);
      const finding: Finding = { severity: "info", code: "sweep/other", path: [], message: "something else" };
      const best = { ...finding, code: "result/best-cut", message: "the best cut is A1B" };
      assert.match(buildReport({ ...parts, findings: [finding] }).verdict.sentence, /^Not compared: /);
      const { kind, sentence } = buildReport({ ...parts, findings: [finding, best] }).verdict;
      assert.deepEqual([kind, sentence], ["not-compared", "The best cut is A1B."]);
    });
  });

  it("carries what only the method shows", () => {
    const part = { type: "table" as const, id: "kept", title: "Kept", describe: "", columns: [], rows: [] };
    const parts = partsOn([trial("transfer", 1, 0.9)]);
    assert.deepEqual(buildReport({ ...parts, parts: [part] }).parts, [part]);
    assert.equal("parts" in buildReport(parts), false);
  });
});
