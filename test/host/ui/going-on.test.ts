import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runFiles } from "../../../src/runs/layout";
import { until } from "../../support/until";
import { useWorkbench } from "../use-workbench";
import {
  flaws,
  panel,
  rowsOf,
  runFolder,
  rowsWritten,
  stateReached,
  statusOf,
  unhurried,
  writeExperiment,
} from "./experiments";

/** Some epochs of the first arm. */
const MIDDLE = 200;

describe("a run that is interrupted", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });

  it("stops in the middle, and Resume carries it to its end with whole rows", async () => {
    writeExperiment(workbench(), "stopped.transfer.json", unhurried);
    await workbench().openFile("stopped.transfer.json");
    await workbench().codeLens("Run").click();
    const run = await rowsWritten(workbench(), "stopped", MIDDLE);
    await workbench().codeLens("Stop").click();
    await stateReached(run, "stopped");
    const rows = rowsOf(run).length;
    await (await panel(workbench())).locator('header[data-state="stopped"]').waitFor();
    await workbench().codeLens("Resume").click();
    await stateReached(run, "finished");
    assert.ok(rowsOf(run).length > rows);
    assert.deepEqual(flaws(rowsOf(run)), []);
    await (await panel(workbench())).locator('header[data-state="finished"]').waitFor();
  });

  it("can be stopped before its engine is there", async () => {
    writeExperiment(workbench(), "at-once.transfer.json", unhurried);
    await workbench().openFile("at-once.transfer.json");
    await workbench().codeLens("Run").click();
    await workbench().codeLens("Stop").click();
    const run = await until(() => runFolder(workbench(), "at-once"), "a run of at-once");
    await stateReached(run, "stopped");
    await workbench().codeLens("Resume").waitFor();
  });

  it("goes on as it began while its file is edited, and the file says what is wrong with it", async () => {
    writeExperiment(workbench(), "edited.transfer.json", unhurried);
    await workbench().openFile("edited.transfer.json");
    await workbench().codeLens("Run").click();
    const run = await rowsWritten(workbench(), "edited", MIDDLE);
    writeFileSync(path.join(workbench().folder, "edited.transfer.json"), '{ "method": "fine-tuning", "source":');
    await workbench().squiggles("error").first().waitFor();
    await stateReached(run, "finished");
    assert.deepEqual(flaws(rowsOf(run)), []);
    assert.match(readFileSync(runFiles(run).source, "utf8"), /"epochs": 100/);
    await (await panel(workbench())).locator('header[data-state="finished"]').waitFor();
  });

  it("goes on by itself after the window was reloaded, with whole rows and its panel", async () => {
    writeExperiment(workbench(), "reloaded.transfer.json", unhurried);
    await workbench().openFile("reloaded.transfer.json");
    await workbench().codeLens("Run").click();
    const run = await rowsWritten(workbench(), "reloaded", MIDDLE);
    const engine = statusOf(run).pid;
    await workbench().reloadWindow();
    await workbench().notification("reloaded.transfer.json was interrupted and goes on").waitFor();
    await stateReached(run, "finished");
    assert.notEqual(statusOf(run).pid, engine);
    assert.deepEqual(flaws(rowsOf(run)), []);
    await (await panel(workbench())).locator('header[data-state="finished"]').waitFor();
  });
});
