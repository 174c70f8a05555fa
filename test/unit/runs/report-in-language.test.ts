import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { config } from "@vscode/l10n";
import { after, before } from "mocha";
import { reportInLanguage } from "../../../src/runs/report-in-language";
import { reportOf } from "../../fixtures/report";
import { repositoryRoot } from "../../support/paths";

const ofFineTuning = { method: "fine-tuning", sweep: null };
const ofSweep = { method: "layer-transfer", sweep: { from: "first" as const, curves: ["AnB" as const] } };

describe("a report in the language of the editor", () => {
  it("is the report itself where that is English", () => {
    assert.deepEqual(reportInLanguage(reportOf(), ofFineTuning), reportOf());
  });

  it("keeps what was decided when the run ended, and what methods say that this version does not know", () => {
    const decided = reportOf("negative");
    assert.deepEqual(reportInLanguage(decided, ofFineTuning).verdict, decided.verdict);
    assert.deepEqual(
      reportInLanguage(reportOf(), { ...ofFineTuning, method: "of-tomorrow" }).verdict,
      reportOf().verdict,
    );
  });

  describe("in German", () => {
    before(() => {
      const contents = readFileSync(path.join(repositoryRoot, "l10n/bundle.l10n.de.json"), "utf8");
      config({ contents });
    });
    after(() => {
      config({ contents: {} });
    });

    it("has its titles and its verdict in German, with the same figures", () => {
      const own = reportOf();
      const said = reportInLanguage({ ...own, tasks: [{ task: "letters", ...own }] }, ofFineTuning);
      assert.equal(said.headline.title, "Testgenauigkeit");
      for (const { arms, gains } of [said, ...(said.tasks ?? [])]) {
        assert.deepEqual(
          arms.map(({ title, figure }) => [title, figure]),
          [
            ["Fine-tuning", own.arms[0]?.figure],
            ["Von Grund auf", own.arms[1]?.figure],
          ],
        );
        assert.deepEqual(
          gains.map(({ title, gain }) => [title, gain]),
          [["Von Grund auf", own.gains[0]?.gain]],
        );
      }
      assert.deepEqual(said.verdict, {
        kind: "positive",
        sentence:
          "Der Transfer bringt +10.0 Punkte gegenüber „Training von Grund auf“ (95-%-Intervall +5.0 bis +15.0, 2 Seeds).",
      });
    });

    it("keeps what was decided when the run ended", () => {
      const decided = reportOf("negative");
      assert.deepEqual(reportInLanguage(decided, ofFineTuning).verdict, decided.verdict);
    });

    it("is as it was written of a method that this version does not know", () => {
      const written = reportOf();
      assert.equal(reportInLanguage(written, { ...ofFineTuning, method: "of-tomorrow" }), written);
    });

    it("has the verdict of a sweep as the run has concluded it", () => {
      const concluded = reportOf("not-compared");
      const said = reportInLanguage(concluded, ofSweep);
      assert.deepEqual(said.verdict, concluded.verdict);
    });
  });
});
