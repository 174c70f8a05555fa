import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { runFiles } from "../../../src/runs/layout";
import type { Theme } from "../workbench";
import { useWorkbench } from "../use-workbench";
import { panel, rowsWritten, stateReached, writeExperiment } from "./experiments";

/** With such steps no layer moves; two seeds and few epochs, so that it is soon over. */
const still = (text: string): string =>
  text.replace(
    '"epochs": 20, "seeds": [1, 2, 3]',
    '"epochs": 4, "seeds": [1, 2], "optimizer": { "learningRate": 1e-12 }',
  );

const name = "still.transfer.json";
const themes: readonly Theme[] = ["light", "high-contrast", "high-contrast-light", "dark"];

describe("what a run has measured, in the editor", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const saved = () => readFileSync(path.join(workbench().folder, name), "utf8");
  const squiggle = () => workbench().squiggles("warning").first();

  /** Puts the cursor on the key that the problem belongs to. */
  const goToLayers = async () => {
    const line =
      saved()
        .split("\n")
        .findIndex((text) => text.includes('"layers"')) + 1;
    await workbench().page.keyboard.press("Control+g");
    await workbench().quickInput(`:${line}:5`);
  };

  it("is underlined on its line with the evidence, as soon as the run has finished", async () => {
    writeExperiment(workbench(), name, still);
    await workbench().openFile(name);
    await workbench().codeLens("Run").click();
    await stateReached(await rowsWritten(workbench(), "still", 1), "finished");
    await workbench().openFile(name);
    await squiggle().waitFor();
    await (await workbench().problem(/layers: dense2 is trained and has not moved .*drift/)).waitFor();
    await (await panel(workbench())).locator('header[data-state="finished"]').waitFor();
  });

  for (const theme of themes) {
    it(`is drawn in the theme ${theme}`, async () => {
      await workbench().openFile(name);
      await workbench().setTheme(theme);
      await goToLayers();
      await workbench().palette("Go to Next Problem (Error, Warning, Info)");
      await workbench().page.locator(".editor-instance .marker-widget").waitFor();
      await workbench().screenshot(`measured-diagnostics-${theme}`);
      await workbench().page.keyboard.press("Escape");
    });
  }

  it("goes with its fix, by keyboard alone, which keeps the comments; and comes back when that is undone", async () => {
    const { keyboard } = workbench().page;
    await workbench().openFile(name);
    await goToLayers();
    await keyboard.press("Control+.");
    await workbench().page.locator(".action-widget .monaco-list-row", { hasText: "Freeze dense2" }).waitFor();
    await keyboard.press("Enter");
    await squiggle().waitFor({ state: "detached" });
    const before = saved();
    await workbench().save();
    assert.match(saved(), /"dense2": "frozen"/);
    assert.match(saved(), /\/\/ keep what was learnt/);
    await keyboard.press("Control+z");
    await squiggle().waitFor();
    await workbench().save();
    assert.equal(saved(), before);
  });

  it("is left out, and nothing else breaks, where the run folder is damaged", async () => {
    const run = await rowsWritten(workbench(), "still", 1);
    appendFileSync(runFiles(run).report, "}");
    await squiggle().waitFor({ state: "detached" });
    await workbench().codeLens("Run").waitFor();
  });
});
