import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Theme } from "../workbench";
import { useWorkbench } from "../use-workbench";
import { writeExperiment } from "./experiments";

const themes: readonly Theme[] = ["dark", "light", "high-contrast", "high-contrast-light"];

describe("hints and fixes of an experiment file", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  /** A line of the file that shows a hint. */
  const line = (text: string, hint = "") =>
    workbench().page.locator(".editor-instance .view-line", { hasText: text }).filter({ hasText: hint }).first();
  const textOf = (name: string) => readFileSync(path.join(workbench().folder, name), "utf8");

  it("the lines say what a layer gives, what a rate is for, and how many examples there are", async () => {
    const name = "hinted.transfer.json";
    writeExperiment(workbench(), name, (text) =>
      text.replace('"epochs": 20,', '"epochs": 20, "optimizer": { "learningRate": 0.001 },'),
    );
    await workbench().openFile(name);
    await line('"dense1"', "→ 64 · 448 parameters").waitFor();
    await line('"head"', "→ 3 · 195 parameters").waitFor();
    await line('"perClass"', "15 to train of 3 classes · 15 to test").waitFor();
    await line('"learningRate"', "in 2 layers").waitFor();
  });

  it("a mistake is underlined while it is typed, and its fix by keyboard keeps every comment", async () => {
    const name = "too-fast.transfer.json";
    const rated = (rate: number) => (text: string) =>
      text
        .replace('"dense1": "frozen", // keep what was learnt', '"dense1": "train", // learns on')
        .replace('"epochs": 20,', `"epochs": 20,\n    "optimizer": { "learningRate": ${rate} },\n   `);
    writeExperiment(workbench(), name, rated(0.001));
    const before = textOf(name);
    const { page } = workbench();
    await workbench().openFile(name);
    await line('"learningRate"', "in 3 layers").waitFor();
    assert.equal(await workbench().squiggles("warning").count(), 0);
    await line('"learningRate"').click();
    await page.keyboard.press("End");
    for (let left = " },".length; left > 0; left--) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("5");
    await workbench().squiggles("warning").first().waitFor();
    for (const theme of themes) {
      await workbench().setTheme(theme);
      await workbench().squiggles("warning").first().waitFor();
      await line('"dense1"', "→ 64").waitFor();
      await workbench().screenshot(`hints-and-fixes-${theme}`);
    }
    await line('"learningRate"').click();
    await workbench().palette("Go to Next Problem (Error, Warning, Info)");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row.focused", { hasText: "Lower the rate to 0.003" }).waitFor();
    await page.keyboard.press("Enter");
    await workbench().squiggles("warning").first().waitFor({ state: "detached" });
    await workbench().save();
    assert.equal(textOf(name), before.replace("0.001", "0.003"));
  });
});
