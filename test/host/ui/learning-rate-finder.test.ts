import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { useWorkbench } from "../use-workbench";
import { writeExperiment } from "./experiments";

const name = "rates.transfer.json";

describe("the learning-rate finder", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const page = (): Promise<Frame> => workbench().webviewFrame('.page:not([hidden]) h1:text-is("Find Learning Rate")');
  const textOf = (): string => readFileSync(path.join(workbench().folder, name), "utf8");

  it("Find Learning Rate on the line of the rate shows a curve for each group of layers", async () => {
    writeExperiment(workbench(), name, (text) =>
      // On a short line of its own, so that the rate can be clicked beside the page.
      text.replace('{ "epochs": 20', '{\n    "optimizer": { "learningRate": 0.00002 },\n    "epochs": 20'),
    );
    await workbench().openFile(name);
    await workbench().codeLens("Find Learning Rate").click();
    const frame = await page();
    await frame.locator("table").first().waitFor({ timeout: 90_000 });
    await frame.getByText("The experiment file says 0.00002 now.").or(frame.getByText("says 2e-5 now.")).waitFor();
    assert.equal(await frame.locator("canvas").count(), await frame.locator("tbody tr").count());
  });

  it("Use writes the rate into the file, keeps comments, and can be undone", async () => {
    const before = textOf();
    await (await page()).getByRole("button", { name: /^Use [\d.e-]+$/ }).click();
    await workbench().page.locator(".tab.active.dirty", { hasText: name }).waitFor();
    await workbench().save();
    const after = textOf();
    const rate = Number(/"learningRate": ([\d.e-]+)/.exec(after)?.[1]);
    assert.ok(rate > 0.00002 && rate < 1, `${rate}`);
    assert.equal(after.replace(/"learningRate": [\d.e-]+/, '"learningRate": 0.00002'), before);
    await workbench().page.locator(".editor-instance .view-line").first().click();
    await workbench().page.keyboard.press("Control+z");
    await workbench().save();
    assert.equal(textOf(), before);
  });

  it("what was found is a quick fix on the line of the rate", async () => {
    const rate = workbench().page.locator(".editor-instance .view-line span", { hasText: "0.00002" });
    await rate.last().click();
    await workbench().palette("Quick Fix...");
    await workbench()
      .page.locator(".action-widget .monaco-list-row", { hasText: /Use [\d.e-]+$/ })
      .first()
      .click();
    await workbench().page.locator(".tab.active.dirty", { hasText: name }).waitFor();
  });

  for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] as const) {
    it(`its page can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().palette("Notifications: Clear All Notifications");
      await workbench().page.locator(".tab", { hasText: "Find Learning Rate" }).click();
      await (await page()).locator("canvas").first().waitFor();
      await workbench().screenshot(`find-learning-rate-${theme}`);
    });
  }
});
