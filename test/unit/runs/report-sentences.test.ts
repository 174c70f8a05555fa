import assert from "node:assert/strict";
import { reportOf, tablePart } from "../../fixtures/report";
import { reportSentences } from "../../../src/runs/report-sentences";

describe("reportSentences", () => {
  it("begins with the verdict, and says each figure with its interval", () => {
    assert.equal(
      reportSentences(reportOf()),
      [
        "Verdict: Transfer brings +10.0 points over scratch (95 % interval +5.0 to +15.0, 2 seeds).",
        "Examples: 10 to train, 0 to validate, 40 to test.",
        [
          "Test accuracy:",
          "- Fine-tuning: 90.0 %, 95 % interval 88.0 to 92.0 %, seeds 2",
          "- From scratch: 80.0 %, 95 % interval 75.0 to 85.0 %, seeds 2",
          "- gain over scratch: +10.0, 95 % interval +5.0 to +15.0, seeds 2",
        ].join("\n"),
      ].join("\n\n"),
    );
  });

  it("adds what only the method shows, and the warnings", () => {
    const warning = { severity: "warning", code: "a/b", file: "pets.transfer.json", message: "overfits" } as const;
    const text = reportSentences({ ...reportOf(), parts: [tablePart], warnings: [warning] });
    assert.match(text, /What was kept: By whether a class had labels\.\n.*accuracy \| divergence.*\nConservative \| /);
    assert.match(text, /Warnings:\n- pets\.transfer\.json: overfits$/);
  });

  it("counts the rows of a long table that it leaves out", () => {
    assert.ok(tablePart.type === "table");
    const rows = Array.from({ length: 100 }, (_, index) => ({ title: `row ${index}`, cells: [null, null, null] }));
    const text = reportSentences({ ...reportOf(), parts: [{ ...tablePart, rows }] });
    assert.match(text, /row 39 .*\n… and 60 more rows$/);
  });
});
