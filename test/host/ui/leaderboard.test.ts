import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import { useWorkbench } from "../use-workbench";
import { runFolder, stateReached, statusOf, writeExperiment } from "./experiments";

describe("the leaderboard in the window", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const leaderboard = (): Promise<Frame> => workbench().webviewFrame("#leaderboard");
  const rowOf = (frame: Frame, name: string) => frame.locator("tbody tr:not(.spacer)", { hasText: name }).first();
  const finished = async (experiment: string) => {
    const run = await until(() => runFolder(workbench(), experiment), `a run of ${experiment}`);
    await stateReached(run, "finished");
    return run;
  };

  /** Runs an experiment from its row in the tree, so that the leaderboard stays in sight. */
  async function runFromTree(experiment: string): Promise<void> {
    const item = workbench().treeItem(new RegExp(`^Experiment ${experiment},`));
    await item.hover();
    await item.getByRole("button", { name: "Run", exact: true }).click();
  }

  it("is opened by a command and says that there are no runs yet", async () => {
    writeExperiment(workbench(), "bold.transfer.json", (text) =>
      text.replace('"epochs": 20,', '"epochs": 30, "optimizer": { "name": "adam", "learningRate": 0.02 },'),
    );
    await workbench().openViewContainer("Transfer Lab");
    await workbench()
      .treeItem(/^Experiment bold,/)
      .waitFor();
    await workbench().palette("Transfer Learning: Compare Runs");
    await (await leaderboard()).getByText("There are no runs yet.").waitFor();
  });

  it("has a row for a run right after Run, and its figures when it is finished", async () => {
    const frame = await leaderboard();
    const seen = frame.evaluate<number>(
      `new Promise((done) => new MutationObserver((_, observer) => {
        if (![...document.querySelectorAll("tbody .col-name .value")].some((one) => one.textContent === "clusters")) return;
        observer.disconnect();
        done(Date.now());
      }).observe(document.body, { childList: true, subtree: true, characterData: true }))`,
    );
    const clicked = workbench().page.evaluate<number>(
      `new Promise((done) => addEventListener("click", () => done(Date.now()), { capture: true, once: true }))`,
    );
    await runFromTree("clusters");
    const run = await until(() => runFolder(workbench(), "clusters"), "a run of clusters");
    const began = await until(() => Date.parse(statusOf(run).startedAt), "the state of that run");
    const [row, click] = [await seen, await clicked];
    console.log(
      `        the row was there ${row - click} ms after the click on Run, ${row - began} ms after the run began`,
    );
    await finished("clusters");
    await rowOf(frame, "clusters").getByText("Finished").waitFor();
    await rowOf(frame, "clusters")
      .getByText(/\d+\.\d % \(/)
      .waitFor();
    await rowOf(frame, "clusters")
      .getByText(/points \(/)
      .waitFor();
  });

  it("keeps a note and a pin beside the runs, written by keyboard", async () => {
    const frame = await leaderboard();
    await frame.getByRole("grid").focus();
    await frame.page().keyboard.press("n");
    await frame.locator(".cell-editor").fill("careful");
    await frame.page().keyboard.press("Enter");
    await rowOf(frame, "clusters").getByText("careful").waitFor();
    await frame.page().keyboard.press("p");
    await rowOf(frame, "clusters").getByText("pinned").waitFor();
    const file = path.join(workbench().folder, ".transfer-lab", "notes.json");
    const { runs } = JSON.parse(readFileSync(file, "utf8")) as { runs: Record<string, unknown> };
    assert.deepEqual(Object.values(runs), [{ note: "careful", pinned: true }]);
  });

  it("compares two runs: their curves, and what differs", async () => {
    await workbench().openFile("bold.transfer.json");
    await workbench().codeLens("Run").click();
    await finished("bold");
    await workbench().palette("Transfer Learning: Compare Runs");
    const frame = await leaderboard();
    await rowOf(frame, "bold").getByText("Finished").waitFor();
    for (const name of ["clusters", "bold"]) await rowOf(frame, name).locator(".col-select").click();
    await frame.getByRole("heading", { name: "Comparison of 2 runs" }).waitFor();
    const entries = frame.getByRole("list", { name: "Compared runs" });
    await until(async () => /%[^]*%/.test(await entries.innerText()), "where both curves end");
    await frame.locator('[data-figure="accuracy"] canvas').waitFor();
    const parameters = frame.getByRole("table", { name: "Parameters of the compared runs" });
    assert.deepEqual(await parameters.locator("tbody th").allInnerTexts(), [
      "training.epochs",
      "training.optimizer.learningRate",
    ]);
    assert.match(await parameters.locator("tbody tr").last().innerText(), /0\.001\s+0\.02/);
  });

  it("shows a run folder that is damaged as such, and the others as they are", async () => {
    const broken = path.join(workbench().folder, ".transfer-lab", "runs", "broken-20260101-000000-beef");
    mkdirSync(broken, { recursive: true });
    writeFileSync(path.join(broken, "state.json"), '{ "version": 1, "sta');
    const frame = await leaderboard();
    await rowOf(frame, "broken").getByText("Cannot be read: ").waitFor();
    await rowOf(frame, "clusters").getByText("Finished").waitFor();
  });

  it("exports the table", async () => {
    const frame = await leaderboard();
    await frame.getByRole("button", { name: "Export CSV" }).click();
    const target = path.join(workbench().folder, "runs.csv");
    await workbench().quickInput(target);
    await until(() => existsSync(target), target);
    assert.equal(readFileSync(target, "utf8").trim().split("\n").length, 4);
  });

  for (const theme of ["light", "high-contrast", "high-contrast-light", "dark"] as const) {
    it(`can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().palette("Notifications: Clear All Notifications");
      await (await leaderboard()).locator('[data-figure="lossNats"] canvas').waitFor();
      await workbench().screenshot(`leaderboard-window-${theme}`);
    });
  }

  it("compares the run of a file with others that are picked", async () => {
    await workbench().palette("View: Close All Editors");
    await workbench().openFile("bold.transfer.json");
    await workbench().palette("Transfer Learning: Compare with…");
    await workbench().quickPick("clusters");
    await workbench().page.keyboard.press("Enter");
    await (await leaderboard()).getByRole("heading", { name: "Comparison of 2 runs" }).waitFor();
  });
});
