import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { architectureById } from "../../../src/models/architectures";
import { architectureTopology } from "../../../src/models/topology";
import { repositoryRoot } from "../../support/paths";
import { useWorkbench } from "../use-workbench";
import type { Theme } from "../workbench";

const themes: readonly Theme[] = ["light", "high-contrast", "high-contrast-light", "dark"];
const photographs = path.join(repositoryRoot, "test", "fixtures", "data");

/** Parts of photographs as classes of very different size, and a file that is no picture. */
async function writePictures(folder: string): Promise<void> {
  const classes = { chelsea: 24, coffee: 8, rocket: 1 };
  for (const [name, count] of Object.entries(classes)) {
    mkdirSync(path.join(folder, name), { recursive: true });
    for (let number = 0; number < count; number++) {
      const part = { left: (number % 6) * 15, top: Math.floor(number / 6) * 12, width: 120, height: 90 };
      const photograph = sharp(path.join(photographs, `photograph-${name}.jpg`)).resize(240, 180, { fit: "fill" });
      const file = path.join(folder, name, `${number}.jpg`);
      writeFileSync(
        file,
        await sharp(await photograph.toBuffer())
          .extract(part)
          .jpeg()
          .toBuffer(),
      );
    }
  }
  writeFileSync(path.join(folder, "coffee", "notes.png"), "a text with the wrong name");
}

function writeModel(folder: string): void {
  const architecture = architectureById("small-convnet");
  assert.ok(architecture);
  mkdirSync(folder, { recursive: true });
  const model = {
    format: "layers-model",
    modelTopology: architectureTopology(architecture, [32, 32, 3], 4),
    weightsManifest: [{ paths: ["weights.bin"], weights: [] }],
    userDefinedMetadata: {
      transferLab: { classes: ["a", "b", "c", "d"], trainedOn: "data/letters", accuracy: 0.913 },
      origin: { licence: "MIT" },
    },
  };
  writeFileSync(path.join(folder, "model.json"), JSON.stringify(model));
  writeFileSync(path.join(folder, "weights.bin"), Buffer.alloc(250_000));
}

describe("trees and walkthrough", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const focus = (view: string) => workbench().palette(`Transfer Lab: Focus on ${view} View`);

  it("the Data Sets view shows classes with their counts, and warns where something is wrong", async () => {
    await writePictures(path.join(workbench().folder, "data", "photographs"));
    await workbench().openViewContainer("Transfer Lab");
    // Rows that do not fit into the view are not drawn.
    await workbench().page.getByRole("button", { name: "Experiments Section" }).click();
    await focus("Data Sets");
    const pictures = workbench().treeItem(
      /photographs, 3 classes, 34 examples .*uneven.*to test with: rocket.*notes\.png/,
    );
    await pictures.click();
    await workbench()
      .treeItem(/Class chelsea, 24 examples, 70\.6% of all/)
      .waitFor();
    await workbench()
      .treeItem(/Warning: Files that cannot be read as pictures \(1\): coffee\/notes\.png/)
      .waitFor();
  });

  it("a hover over a class shows some of its pictures", async () => {
    await workbench()
      .treeItem(/Class chelsea/)
      .hover();
    const shown = workbench().page.locator(".workbench-hover img, .monaco-hover img").first();
    await shown.waitFor();
    assert.ok(await shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 200));
    await workbench().screenshot("data-sets-hover");
    await workbench().page.mouse.move(900, 600);
  });

  it("the Source Models view shows a saved network with its layers", async () => {
    writeModel(path.join(workbench().folder, "models", "letters"));
    await focus("Source Models");
    await workbench()
      .treeItem(/models\/letters, saved in this workspace, \d+ layers, [\d,]+ parameters/)
      .click();
    await workbench().treeItem(/conv1/).first().waitFor();
  });

  for (const theme of themes) {
    it(`the three views can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().openViewContainer("Transfer Lab");
      await workbench().palette("Notifications: Clear All Notifications");
      await workbench().screenshot(`views-${theme}`);
    });
  }

  it("a model is used in a new experiment by keyboard alone, and only methods that take it are offered", async () => {
    const { page } = workbench();
    await workbench()
      .treeItem(/models\/letters/)
      .click();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Use in New Experiment" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator('.quick-input-widget:visible input[placeholder="What do you have?"]').waitFor();
    await page.locator(".quick-input-widget:visible .monaco-list-row").first().waitFor();
    await page.keyboard.press("Enter");
    await workbench().quickInputRow("Fine-tuning").waitFor();
    assert.equal(await workbench().quickInputRow("Multitask learning").count(), 0);
    await page.keyboard.press("Escape");
  });

  it("the walkthrough leads through five steps, and ticks the one that was done", async () => {
    await workbench().palette("Transfer Learning: Get Started");
    const walkthrough = workbench().page.locator(".gettingStartedContainer");
    await walkthrough.getByText("Get Started with Transfer Learning").first().waitFor();
    const steps = walkthrough.locator(".getting-started-step");
    assert.equal(await steps.count(), 5);
    const own = steps.filter({ hasText: "Use your own data" });
    await own.click();
    await own.getByRole("button", { name: "New Experiment…" }).click();
    await workbench().page.locator('.quick-input-widget:visible input[placeholder="What do you have?"]').waitFor();
    await workbench().page.keyboard.press("Escape");
    await own.locator(".codicon-getting-started-step-checked").first().waitFor();
  });

  for (const theme of themes) {
    it(`the pictures of the walkthrough can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().palette("Transfer Learning: Get Started");
      const steps = workbench().page.locator(".gettingStartedContainer .getting-started-step");
      await steps.filter({ hasText: "Run the experiment" }).first().click();
      await workbench().screenshot(`walkthrough-run-${theme}`);
      await steps.filter({ hasText: "Use your own data" }).click();
      await workbench().screenshot(`walkthrough-own-${theme}`);
    });
  }
});
