import assert from "node:assert/strict";
import path from "node:path";
import { config } from "@vscode/l10n";
import { afterEach } from "mocha";
import type { MetricRow, TrialRow } from "../../../src/protocol/metrics";
import type { Problem } from "../../../src/protocol/problem";
import type { Report } from "../../../src/protocol/report";
import { saidAgain } from "../../../src/runs/said-again";
import { experimentAt } from "../../fixtures/experiment";
import { reportOf, scatterPart } from "../../fixtures/report";
import { repositoryRoot } from "../../support/paths";

const experiment = {
  ...experimentAt("/lab/toy.transfer.json"),
  method: "conservative-training",
  options: { rho: 0.25, alpha: 0.1, beta: 0.01 },
  controls: ["fine-tuning", "source-as-is"],
};

const trial = (arm: string, seed: number, accuracy: number, more: Partial<TrialRow> = {}): MetricRow => ({
  ...{ type: "trial", arm, seed, epochs: 1, steps: 1, test: { accuracy: accuracy + seed / 1000 }, frozen: [] },
  measured: { outputDivergenceNats: 0.2 },
  ...more,
});
const rows = [1, 2].flatMap((seed) => [
  trial("transfer", seed, 0.5, { parts: [{ ...scatterPart, title: "Features after training" }] }),
  trial("source-as-is", seed, 0.9),
]);
const run = { experiment, layers: [], rows };

const warning = (code: string, at: string, message: string): Problem => ({
  ...{ severity: "warning", code, file: "/elsewhere/toy.transfer.json", place: at, path: at.split("."), message },
});
const report: Report = {
  ...reportOf(),
  parts: ["a table", "a picture"].map((title) => ({ ...scatterPart, title })),
  warnings: [
    warning("data/few", "target", "said before there were rows"),
    warning("conservative/adaptation-hurts", "training.epochs", "adapting costs 40.0 points"),
  ],
};

const written = { report, log: report.warnings };

const speakGerman = (): void => {
  config({ fsPath: path.join(repositoryRoot, "l10n/bundle.l10n.de.json") });
};

describe("what a run has concluded", () => {
  afterEach(() => {
    config({ contents: {} });
  });

  it("stays as it was written in English, and where the method is not known", () => {
    assert.equal(saidAgain(written, run), written);
    speakGerman();
    assert.equal(saidAgain(written, { ...run, experiment: { ...experiment, method: "of-tomorrow" } }), written);
  });

  it("is said again in German, table and picture and warning; what cannot be worked out again stays", () => {
    speakGerman();
    const { report: said, log } = saidAgain(written, run);
    assert.deepEqual(
      said.parts?.map(({ title }) => title),
      ["Wie weit sich die Ausgaben bewegt haben", "Merkmale nach dem Training"],
    );
    const [outputs] = said.parts ?? [];
    assert.ok(outputs?.type === "table");
    assert.deepEqual(
      outputs.rows.map(({ title }) => title),
      ["Conservative training", "Quelle, wie sie ist"],
    );
    assert.deepEqual(
      saidAgain(written, { ...run, rows: rows.slice(3) }).report.parts,
      report.parts,
      "of a damaged log",
    );
    const [before, hurts] = said.warnings;
    assert.deepEqual(before, report.warnings[0]);
    assert.match(hurts?.message ?? "", /^das Anpassen kostet 40\.0 Punkte gegenüber dem Quellmodell/);
    assert.equal(hurts?.file, "/elsewhere/toy.transfer.json");
    assert.deepEqual(log, said.warnings);
  });
});
