import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { useWorkbench } from "../use-workbench";
import { flaws, lossTable, panel, rowsOf, runFolder } from "./experiments";

describe("the way to the first result", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const file = "few-fine-tuning.transfer.json";

  /** Waits for a question of the wizard and takes its first answer. */
  async function acceptFirst(question: string): Promise<void> {
    const { page } = workbench();
    await page.locator(`.quick-input-widget:visible input[placeholder="${question}"]`).waitFor();
    await page.locator(".quick-input-widget:visible .monaco-list-row").first().waitFor();
    await page.keyboard.press("Enter");
  }

  /** The scaffold's epochs on so few examples are over before a busy machine has drawn its first webview. */
  async function trainLonger(): Promise<void> {
    const place = path.join(workbench().folder, file);
    const text = readFileSync(place, "utf8");
    const longer = text.replace(/"epochs": \d+/, '"batchSize": 2, "epochs": 100');
    assert.notEqual(longer, text);
    writeFileSync(place, longer);
    const { page } = workbench();
    await page.locator(".editor-instance .view-line").first().click();
    await page.keyboard.press("Control+End");
    await page.locator(".editor-instance .view-line", { hasText: /"epochs":.100/ }).waitFor();
    await page.keyboard.press("Control+Home");
  }

  it("the wizard leads by keyboard alone to an experiment file", async () => {
    const { page } = workbench();
    await workbench().palette("Transfer Learning: New Experiment…");
    await acceptFirst("What do you have?");
    await acceptFirst("Which method?");
    await acceptFirst("Your own data: what should the network learn?");
    await acceptFirst("Where does the transfer come from?");
    await acceptFirst("Which network should be trained on the source data?");
    await page
      .locator('.quick-input-widget:visible input[placeholder^="What should the transfer be compared"]')
      .waitFor();
    await workbench().quickInputRow("From scratch").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget:visible").getByText("Name of the experiment file").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: file }).waitFor();
    const text = readFileSync(path.join(workbench().folder, file), "utf8");
    assert.match(text, /"target": \{\s*"dataset": "data\/few\.csv"/);
    assert.match(text, /"controls": \["scratch", "linear-probe"\]/);
  });

  it("Run above the file opens the panel beside it, with curves that grow", async () => {
    await trainLonger();
    // It is there only as long as the run goes on, so it is waited for from the start.
    const inStatusBar = workbench().statusBarItem("few-fine-tuning").waitFor();
    await workbench().codeLens("Run").click();
    const frame = await panel(workbench());
    await frame.locator('#panel:has(header[data-state="running"]) [data-figure="lossNats"] canvas').waitFor();
    await inStatusBar;
    await frame.locator('header[data-state="finished"]').waitFor({ timeout: 90_000 });
    await frame.locator(".verdict").waitFor();
    await workbench().codeLens("vs scratch").waitFor();
  });

  it("the finished run is in the tree with its figure, and its rows are whole", async () => {
    await workbench().openViewContainer("Transfer Lab");
    await workbench()
      .treeItem(/finished, \d+\.\d % · [+−]\d+\.\d vs scratch/)
      .waitFor();
    const run = runFolder(workbench(), "few-fine-tuning");
    assert.ok(run);
    assert.deepEqual(flaws(rowsOf(run)), []);
  });

  it("a panel that was closed and opened again shows the same curves", async () => {
    const before = await lossTable(await panel(workbench()));
    await workbench().page.locator(".tab", { hasText: "few-fine-tuning" }).last().click();
    await workbench().palette("View: Close Editor");
    await workbench().page.locator("iframe.webview").waitFor({ state: "detached" });
    await workbench().openViewContainer("Transfer Lab");
    await workbench()
      .treeItem(/finished, /)
      .click();
    assert.equal(await lossTable(await panel(workbench())), before);
    assert.ok(before.split("\n").length > 20, before);
  });

  for (const theme of ["dark", "light", "high-contrast"] as const) {
    it(`tree, file and panel can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().palette("Notifications: Clear All Notifications");
      await (await panel(workbench())).locator('[data-figure="lossNats"] canvas').waitFor();
      await workbench().screenshot(`run-${theme}`);
    });
  }
});
