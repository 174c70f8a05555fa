import assert from "node:assert/strict";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { config } from "@vscode/l10n";
import { afterEach, describe, it } from "mocha";
import type { RunState } from "../../../../src/protocol/metrics";
import type { Problem } from "../../../../src/protocol/problem";
import { createRun } from "../../../../src/runs/create-run";
import { writeJson } from "../../../../src/runs/json-file";
import { runFiles } from "../../../../src/runs/layout";
import { measuredProblems } from "../../../../src/runs/measured-problems";
import { lastFinishedRun, problemsOfLastRun } from "../../../../src/runs/measured-problems/last-run";
import { writeStatus } from "../../../../src/runs/status";
import { experimentOf, measuredRun, measuredText } from "../../../fixtures/measured-run";
import { reportOf } from "../../../fixtures/report";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

const warning = (message: string): Problem => {
  const place = { place: "training.epochs", path: ["training", "epochs"] };
  return { severity: "warning", code: "result/overfitting", file: "pets.transfer.json", ...place, message };
};

describe("lastFinishedRun", () => {
  const folder = useTemporaryFolder("last-run");
  const fileOf = (name: string) => path.join(folder(), `${name}.transfer.json`);

  afterEach(() => {
    config({ contents: {} });
  });

  /** @param at time of day, which decides the order of runs */
  const addRun = async (at: string, run: { name?: string; state?: RunState } = {}): Promise<string> => {
    const { name = "pets", state = "finished" } = run;
    const file = fileOf(name);
    const { directory } = await createRun({ ...experimentOf(measuredText), file }, measuredText);
    await writeStatus(directory, { state, startedAt: new Date(0).toISOString() });
    const files = runFiles(directory);
    if (state === "finished") await writeJson(files.report, { ...reportOf(), warnings: [warning(`at ${at}`)] });
    const dated = path.join(path.dirname(directory), `${name}-20260314-${at}-00ff`);
    await rename(directory, dated);
    return dated;
  };
  const said = async (name = "pets") => (await lastFinishedRun(fileOf(name)))?.warnings.map(({ message }) => message);

  it("is the newest run that has finished", async () => {
    assert.equal(await said(), undefined, "there are no runs");
    await addRun("150000");
    await addRun("160000");
    await addRun("140000");
    await addRun("170000", { state: "stopped" });
    assert.deepEqual(await said(), ["at 160000"]);
  });

  it("says what was measured in the language of the editor, and what an older run says as it has it", async () => {
    const run = measuredRun({ trial: { stillLearning: true } });
    const older = { ...warning("of an older version"), path: ["layers", "conv9"] };
    const files = runFiles(await addRun("150000"));
    const warnings = [older, ...measuredProblems(run)];
    await writeJson(files.report, { ...reportOf(), warnings });
    await writeJson(files.network, run.layers);
    await writeFile(files.metrics, run.rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    assert.deepEqual((await lastFinishedRun(fileOf("pets")))?.warnings, warnings);
    config({ contents: { English: "Deutsch", "Train for {0} epochs": "{0} Epochen trainieren" } });
    const fixes = (await lastFinishedRun(fileOf("pets")))?.warnings.flatMap((problem) => problem.fixes ?? []);
    assert.deepEqual(
      fixes?.map(({ title }) => title),
      ["16 Epochen trainieren"],
    );
  });

  it("is one of this file, and not of one whose name begins like it", async () => {
    await addRun("150000");
    await addRun("160000", { name: "pets-20260101" });
    assert.deepEqual(await said(), ["at 150000"]);
    assert.deepEqual(await said("pets-20260101"), ["at 160000"]);
  });

  it("passes over a run that is damaged, torn or of a newer version", async () => {
    await addRun("150000");
    await writeFile(runFiles(await addRun("160000")).report, '{ "version": 1, "head');
    await writeJson(runFiles(await addRun("170000")).report, { ...reportOf(), version: 2 });
    await writeFile(runFiles(await addRun("180000")).state, "{}");
    assert.deepEqual(await said(), ["at 150000"]);
  });
});

describe("problemsOfLastRun", () => {
  const run = measuredRun({ validation: [1, 0.4, 0.5, 0.9, 1, 1.2, 1.3, 1.4], trial: { overfittingFrom: 3 } });
  const last = { experiment: run.experiment, warnings: measuredProblems(run) };
  const messagesFor = (text: string) => problemsOfLastRun(experimentOf(text), last, []).map(({ message }) => message);
  const [message = ""] = messagesFor(measuredText);

  it("are those of a run with the same settings, under the file as it is", () => {
    assert.match(message, /^the validation loss rises from epoch 3 on/);
    const spaced = measuredText.replaceAll("  ", "\t").replace("// Two", "// Indeed, two");
    assert.deepEqual(messagesFor(spaced), [message]);
    assert.equal(problemsOfLastRun(run.experiment, last, [])[0]?.file, run.experiment.file);
  });

  it("say that they are of the last run where another setting is not as it was", () => {
    const changed = measuredText.replace('"perClass": 20', '"perClass": 30');
    assert.deepEqual(messagesFor(changed), [`in the last run, with other settings than now, ${message}`]);
  });

  it("go where what they are about was changed, or what one of their fixes changes", () => {
    assert.deepEqual(messagesFor(measuredText.replace('"epochs": 8', '"epochs": 9')), []);
    assert.deepEqual(messagesFor(measuredText.replace('"earlyStopping": false', '"earlyStopping": {}')), []);
  });

  it("are not said twice, and those that the checks find in the file are left to them", () => {
    const again = { ...warning("found by a check"), file: run.experiment.file };
    assert.deepEqual(problemsOfLastRun(run.experiment, last, [again]), []);
    const checked = { ...warning("few examples"), code: "data/too-few-examples" };
    const other = { ...warning("elsewhere"), file: "environment" };
    assert.deepEqual(problemsOfLastRun(run.experiment, { ...last, warnings: [checked, other] }, []), []);
  });
});
