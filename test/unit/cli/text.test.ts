import assert from "node:assert/strict";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, it } from "mocha";
import { curveLines } from "../../../src/cli/curves";
import { demoRow, demoTable } from "../../../src/cli/demo-rows";
import { codeOfProblem, codeOfVerdict } from "../../../src/cli/exit-codes";
import { durationText, shellWord, shortPath } from "../../../src/cli/print";
import { reportLines } from "../../../src/cli/report-text";
import { trialText } from "../../../src/cli/run-display";
import { tableLines } from "../../../src/cli/table";
import type { MetricRow } from "../../../src/protocol/metrics";
import { figureText, gainText, headlineText, intervalText } from "../../../src/runs/figure-text";
import { performanceWith, speedWords } from "../../fixtures/performance";
import { chartPart, reportOf, tablePart } from "../../fixtures/report";

describe("text of the command line", () => {
  it("gives shares as per cent, their differences in points, and numbers with three digits", () => {
    assert.equal(figureText(0.9314, "share"), "93.1 %");
    assert.equal(figureText(0.012345, "number"), "0.0123");
    assert.equal(gainText(0.062, "share"), "+6.2");
    assert.equal(gainText(-0.062, "share"), "−6.2");
    assert.equal(intervalText({ mean: 0.5, low: -0.071, high: 0.578, n: 5 }, "share"), "−7.1 to 57.8 %");
    assert.equal(intervalText({ mean: 0.5, n: 1 }, "share"), "–");
  });

  it("puts a path in quotes where a shell would split it", () => {
    assert.equal(shellWord("runs/pets-1"), "runs/pets-1");
    assert.equal(shellWord("runs/my pets-1"), '"runs/my pets-1"');
  });

  it("gives a run's headline in a few words", () => {
    const { verdict } = reportOf();
    const gain = { title: "From scratch", gain: { mean: 0.062, n: 5 } };
    const figure = { mean: 0.931, n: 5 };
    assert.equal(
      headlineText({ title: "Test accuracy", unit: "share", figure, gain, verdict }),
      "93.1 % · +6.2 vs scratch",
    );
  });

  it("aligns the columns of a table", () => {
    assert.deepEqual(
      tableLines([
        ["", "accuracy"],
        ["Fine-tuning", "9 %"],
      ]),
      ["             accuracy", "Fine-tuning       9 %"],
    );
  });

  it("prints arms, gains, counts and the verdict of a report", () => {
    const lines = reportLines(reportOf());
    assert.deepEqual(lines.slice(0, 6), [
      "                   test accuracy   95 % interval  seeds",
      "Fine-tuning               90.0 %  88.0 to 92.0 %      2",
      "From scratch              80.0 %  75.0 to 85.0 %      2",
      "gain over scratch          +10.0   +5.0 to +15.0      2",
      "10 training and 40 test examples",
      "",
    ]);
    assert.ok(lines[6]?.includes(reportOf().verdict.sentence));
  });

  it("says above the verdict how the time was spent, where that is known", () => {
    const [speed = "", ...rest] = reportLines({ ...reportOf(), performance: performanceWith() }).slice(5);
    assert.ok(speed.includes(["Speed", ...speedWords].join(" · ")), speed);
    assert.deepEqual(rest, reportLines(reportOf()).slice(5));
  });

  it("draws the mean over seeds of each arm, and validation only where there is one", () => {
    const epoch = (seed: number, number: number, loss: number): MetricRow => ({
      type: "epoch",
      arm: "transfer",
      seed,
      step: number,
      epoch: number,
      train: { lossNats: loss },
    });
    const lines = curveLines(
      [epoch(1, 1, 2), epoch(1, 2, 0), epoch(2, 1, 4), epoch(2, 2, 2)],
      [
        { arm: "transfer", title: "Fine-tuning" },
        { arm: "scratch", title: "From scratch" },
      ],
      reportOf().headline,
    );
    assert.equal(lines[0], "Training loss by epoch (nats)");
    assert.equal(lines[1], "     Fine-tuning");
    assert.match(lines[2] ?? "", /^3\.00 /);
    assert.match(lines[6] ?? "", /^1\.00 /);
    assert.equal(lines.length, 8);
  });

  it("draws loss and explained variance of a target that is a number", () => {
    const epoch = (number: number): MetricRow => ({
      type: "epoch",
      arm: "transfer",
      seed: 1,
      step: number,
      epoch: number,
      train: { loss: 1 / number, r2: 0.5 },
      validation: { loss: 2, r2: number / 2 },
    });
    const headline = { figure: "r2", title: "Explained variance (R²)" };
    const lines = curveLines([epoch(1), epoch(2)], [{ arm: "transfer", title: "Fine-tuning" }], headline);
    const titles = lines.filter((line) => line.endsWith("by epoch"));
    assert.deepEqual(titles, ["Training loss by epoch", "Validation explained variance (R²) by epoch"]);
  });

  it("draws no curves of a sweep, whose arms would not fit beside each other", () => {
    const arms = Array.from({ length: 7 }, (_, index) => ({ arm: `A${index}B`, title: `A${index}B` }));
    const row = { type: "epoch", arm: "A1B", seed: 1, train: { lossNats: 1 } } as const;
    const rows = [1, 2].map((epoch): MetricRow => ({ ...row, step: epoch, epoch }));
    assert.deepEqual(curveLines(rows, arms, reportOf().headline), []);
  });

  it("prints what only the method shows as tables, charts too", () => {
    const lines = reportLines({ ...reportOf(), parts: [tablePart, chartPart] }).map(stripVTControlCharacters);
    const from = lines.indexOf("What was kept");
    assert.deepEqual(lines.slice(from - 1, from + 13), [
      "",
      "What was kept",
      "By whether a class had labels.",
      "                           accuracy  divergence (nats)  verdict",
      "Conservative  90.0 % (88.0 to 92.0)             0.0312    keeps",
      "Source                            –             −1.500        –",
      "",
      "Transfer by cut",
      "Up to which layer is copied.",
      "cut              AnB                 random",
      "conv1         80.0 %  50.0 % (40.0 to 60.0)",
      "conv2 (best)  85.0 %                      –",
      "dense1        70.0 %                      –",
      "",
    ]);
  });

  it("prints the figures of the other tasks below those of the target", () => {
    const { arms, gains, headline } = reportOf();
    const task = { task: "letters", headline: { ...headline, figure: "letters/accuracy" }, arms, gains };
    const lines = reportLines({ ...reportOf(), tasks: [task] });
    const from = lines.indexOf("Task letters");
    assert.deepEqual(lines.slice(from + 1, from + 5), lines.slice(0, 4));
  });

  it("tells of a trial what its target is judged by, whatever that is", () => {
    const trial = { type: "trial", arm: "A3B+", seed: 2, epochs: 1, steps: 4, frozen: [] } as const;
    const said = (test: Record<string, number>) => trialText({ ...trial, frozen: [], test });
    assert.equal(said({ accuracy: 0.714, lossNats: 1 }), "A3B+, seed 2: test accuracy 71.4 % after 1 epoch");
    assert.equal(said({ loss: 0.25, rmse: 0.5, r2: 0.9 }), "A3B+, seed 2: test R² 0.900 after 1 epoch");
    assert.equal(said({ loss: 0.25 }), "A3B+, seed 2: test loss 0.250 after 1 epoch");
    assert.equal(said({}), "A3B+, seed 2: trained after 1 epoch");
  });

  it("tells durations as people do", () => {
    assert.equal(durationText(840), "0.8 s");
    assert.equal(durationText(47_400), "47 s");
    assert.equal(durationText(185_000), "3 min 5 s");
    assert.equal(durationText(119_900), "2 min 0 s");
  });

  it("shortens paths inside the current folder only", () => {
    assert.equal(shortPath(path.join(process.cwd(), "a", "b.json")), path.join("a", "b.json"));
    assert.equal(shortPath(path.resolve(process.cwd(), "..", "c.json")), path.resolve(process.cwd(), "..", "c.json"));
    assert.equal(shortPath("training runtime"), "training runtime");
  });

  it("has exit codes for negative transfer, for bad input and for failures", () => {
    assert.equal(codeOfVerdict({ kind: "positive", sentence: "" }), 0);
    assert.equal(codeOfVerdict({ kind: "inconclusive", sentence: "" }), 0);
    assert.equal(codeOfVerdict({ kind: "negative", sentence: "" }), 3);
    const problem = { severity: "error", file: "x", message: "y" } as const;
    assert.equal(codeOfProblem({ ...problem, code: "data/one-class" }), 2);
    assert.equal(codeOfProblem({ ...problem, code: "layers/unknown-layer" }), 2);
    assert.equal(codeOfProblem({ ...problem, code: "engine/crashed" }), 1);
    assert.equal(codeOfProblem({ ...problem, code: "training/not-finite" }), 1);
    assert.equal(codeOfProblem({ ...problem, code: "files/disk-full" }), 1);
  });

  it("makes one row of the demonstration from a report", () => {
    const report = reportOf();
    const probe = { arm: "linear-probe", title: "Linear probe", figure: { mean: 0.7, n: 2 } };
    const row = demoRow(5, { ...report, arms: [...report.arms, probe] });
    assert.deepEqual(row, {
      perClass: 5,
      transfer: 0.9,
      linearProbe: 0.7,
      scratch: 0.8,
      gain: { mean: 0.1, low: 0.05, high: 0.15 },
    });
    assert.deepEqual(demoTable([row]), [
      "labelled  transfer  linear probe  scratch  gain over scratch  95 % interval",
      "5           90.0 %        70.0 %   80.0 %       +10.0 points  +5.0 to +15.0",
    ]);
    assert.throws(() => demoRow(5, report), /no linear-probe/);
  });
});
