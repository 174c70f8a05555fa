import assert from "node:assert/strict";
import { describe, it } from "mocha";
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
});
