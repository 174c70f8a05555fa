import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import { useWorkbench } from "../use-workbench";

const experiment = "clusters.transfer.json";

describe("the layers of an experiment", () => {
  // Hints would stand between the text of a line.
  const settings = { "editor.inlayHints.enabled": "off" };
  const workbench = useWorkbench({ workspace: "test/host/workspace", settings });
  const layersPage = (): Promise<Frame> => workbench().webviewFrame('[data-view="layers"] .layer-box');
  const box = (frame: Frame, layer: string) => frame.locator(`[data-layer="${layer}"] .layer-box`);
  const file = (): string => readFileSync(path.join(workbench().folder, experiment), "utf8");
  const editorText = async (): Promise<string> => {
    const lines = await workbench().page.locator(".editor-instance .view-lines").first().innerText();
    return lines.replaceAll("\u00a0", " ");
  };

  it("are shown beside the file, and a key on one changes its line there, unsaved and with its comment", async () => {
    await workbench().openFile(experiment);
    await workbench()
      .codeLens(/^\s*Layers$/)
      .click();
    const frame = await layersPage();
    await frame.getByRole("heading", { level: 1, name: "Layers of clusters" }).waitFor();
    const original = file();
    await box(frame, "dense1").click();
    await workbench().page.keyboard.press("n");
    await frame.locator('[data-layer="dense1"].new').waitFor();
    await until(async () => (await editorText()).includes('"dense1": "new", // keep what was learnt'), "the edit");
    assert.equal(file(), original);
  });

  it("are as the file was after the edit is undone there, and follow what is typed", async () => {
    const frame = await layersPage();
    await frame.getByRole("button", { name: "Open experiment" }).click();
    const { page } = workbench();
    await page.locator(".editor-instance .view-line").first().click();
    await page.keyboard.press("Control+z");
    await frame.locator('[data-layer="dense1"].frozen').waitFor();
    assert.ok((await editorText()).includes('"dense1": "frozen", // keep what was learnt'));
    await page.keyboard.press("Control+Shift+z");
    await frame.locator('[data-layer="dense1"].new').waitFor();
    await page.keyboard.press("Control+z");
    await frame.locator('[data-layer="dense1"].frozen').waitFor();
  });

  it("say why the head has to be new, and show the line of a layer", async () => {
    const frame = await layersPage();
    await box(frame, "head").click();
    await frame.getByText("head must be new, because the source model has other classes than the target.").waitFor();
    await box(frame, "dense1").dblclick();
    await workbench()
      .statusBarItem(/Ln 12, .*selected/)
      .waitFor();
  });

  for (const theme of ["light", "high-contrast", "high-contrast-light", "dark"] as const) {
    it(`are drawn in the theme ${theme}`, async () => {
      await workbench().setTheme(theme);
      const frame = await layersPage();
      await box(frame, "dense2").click();
      await workbench().screenshot(`layer-diagram-${theme}`);
    });
  }

  it("are there again after the window was reloaded", async () => {
    await workbench().reloadWindow();
    const frame = await layersPage();
    await frame.locator('[data-layer="dense1"].frozen').waitFor();
  });
});

describe("the layers of an experiment in a folder that is not trusted", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace", trust: "ask" });

  it("are shown and cannot be changed", async () => {
    await workbench().openFile(experiment);
    await workbench().palette("Transfer Learning: Show Layers");
    const frame = await workbench().webviewFrame('[data-view="layers"] .layer-box');
    await frame.locator('[data-layer="dense1"] .layer-box').click();
    await frame.getByText("This folder is not trusted, so nothing is run or written in it.").waitFor();
    assert.equal(await frame.getByRole("button", { name: "Freeze" }).getAttribute("aria-disabled"), "true");
  });
});
