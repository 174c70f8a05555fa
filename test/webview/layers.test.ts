/** The page "Layers" in a real browser: choosing layers by pointer and keys, what becomes of them, blocks, the table. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { fromLayersSchema, type FromLayers, type ToLayers } from "../../src/protocol/layers-page";
import type { LayerView } from "../../src/protocol/view";
import { until } from "../support/until";
import { deepLayers, planOfLayers, unlikeLayers } from "./deep-network";
import { panelThemes, usePage } from "./harness";
import { finishedView } from "./sample-view";

const networkOf = (layers: LayerView[], refused?: string): ToLayers => ({
  type: "network",
  experiment: "uci-digits",
  method: "Fine-tuning",
  layers,
  plan: { ...planOfLayers(layers), ...(refused !== undefined && { refused }) },
});

describe("the page Layers", () => {
  const panel = usePage<FromLayers, ToLayers>({ entry: "webview-layers", from: fromLayersSchema });
  const page = () => panel().page;
  const small = () => finishedView().layers;
  const row = (layer: string): Locator => page().locator(`[data-layer="${layer}"] .layer-box`);
  const chosen = () => page().locator('.layer-box[aria-pressed="true"] .layer-name').allInnerTexts();
  const focused = () => page().locator(".layer-box:focus .layer-name").innerText();
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page().keyboard.press(key)), Promise.resolve());

  async function show(layers: LayerView[], refused?: string): Promise<void> {
    await panel().send(networkOf(layers, refused));
    await page().getByRole("heading", { level: 1, name: "Layers of uci-digits" }).waitFor();
    await panel().drawn();
  }

  beforeEach(() => panel().open("dark"));

  it("freezes, trains and re-initialises the layer that was clicked, by a button or a key", async () => {
    await show(small());
    await row("conv3").click();
    await page().getByRole("button", { name: "Freeze" }).click();
    await panel().postsLast({ type: "set-layers", layers: ["conv3"], state: "frozen" });
    await row("conv1").focus();
    await press("t");
    await panel().postsLast({ type: "set-layers", layers: ["conv1"], state: "train" });
    await press("N");
    await panel().postsLast({ type: "set-layers", layers: ["conv1"], state: "new" });
  });

  it("does it to a range that was chosen with Shift, by pointer and by keys, and leaves out what has no weights", async () => {
    await show(small());
    await row("conv1").click();
    await row("conv2").click({ modifiers: ["Shift"] });
    assert.deepEqual(await chosen(), ["conv1", "pool1", "conv2"]);
    await press("t");
    await panel().postsLast({ type: "set-layers", layers: ["conv1", "conv2"], state: "train" });
    await press("Escape");
    assert.deepEqual(await chosen(), []);
    await row("dense1").focus();
    await press("Shift+ArrowUp", "Shift+ArrowUp", "f");
    await panel().postsLast({ type: "set-layers", layers: ["conv3", "dense1"], state: "frozen" });
  });

  it("adds single layers with Ctrl, and chooses all of them with Ctrl+A", async () => {
    await show(small());
    await row("conv1").click();
    await row("conv3").click({ modifiers: ["Control"] });
    await press("f");
    await panel().postsLast({ type: "set-layers", layers: ["conv1", "conv3"], state: "frozen" });
    await press("Control+a", "n");
    const layers = ["conv1", "conv2", "conv3", "dense1", "head"];
    await panel().postsLast({ type: "set-layers", layers, state: "new" });
  });

  it("says why a layer cannot have a state, and asks for nothing", async () => {
    await show(small());
    await row("pool1").click();
    await page().getByText("pool1 has no weights, so there is nothing to freeze or train.").waitFor();
    await row("head").click();
    await page().getByText("head must be new, because the source model has other classes than the target.").waitFor();
    assert.equal(await page().getByRole("button", { name: "Freeze" }).getAttribute("aria-disabled"), "true");
    await press("f");
    await page().getByRole("button", { name: "Re-initialise" }).click();
    await panel().postsLast({ type: "set-layers", layers: ["head"], state: "new" });
    assert.equal(panel().posted.filter(({ type }) => type === "set-layers").length, 1);
  });

  it("says why nothing can be changed where the method has no plan of layers", async () => {
    await show(small(), "Domain-adversarial training decides about the layers itself: its file has no plan of layers.");
    await row("conv1").click();
    await page().getByText("its file has no plan of layers.").waitFor();
    assert.equal(await page().locator('.layer-toolbar [aria-disabled="true"]').count(), 3);
  });

  it("shows the line of a layer on Enter, on a double click, and by its button", async () => {
    await show(small());
    await row("conv2").focus();
    await press("Enter");
    await panel().postsLast({ type: "reveal-layer", layer: "conv2" });
    await row("dense1").dblclick();
    await panel().postsLast({ type: "reveal-layer", layer: "dense1" });
    await row("conv1").click();
    await page().getByRole("button", { name: "Show in file" }).click();
    await panel().postsLast({ type: "reveal-layer", layer: "conv1" });
  });

  it("draws the file anew when it changes, and keeps focus and choice where they are", async () => {
    await show(small());
    await row("conv3").focus();
    await press("f");
    await show(small().map((layer) => (layer.name === "conv3" ? { ...layer, training: "frozen" as const } : layer)));
    await page().locator('[data-layer="conv3"].frozen').waitFor();
    assert.equal(await focused(), "conv3");
    assert.deepEqual(await chosen(), ["conv3"]);
    await press("ArrowDown");
    assert.equal(await focused(), "flatten");
  });

  it("folds blocks that repeat, opens them with the arrow keys, and freezes a whole block at once", async () => {
    await show(deepLayers(16));
    const names = await page().locator(".layer-name").allInnerTexts();
    assert.deepEqual(names, [
      "input_1",
      "Conv1",
      "Conv1_relu",
      "block_1 … block_16",
      "global_average_pooling2d",
      "predictions",
    ]);
    const run = page().getByRole("button", { name: /block_1 … block_16/ });
    assert.match(await run.innerText(), /16 blocks, 144 layers[\s\S]*101,376 parameters[\s\S]*48 frozen\s+48 trained/);
    await run.focus();
    await press("ArrowRight");
    await page()
      .getByRole("button", { name: /^block_16 9 layers/ })
      .waitFor();
    assert.equal(await run.getAttribute("aria-expanded"), "true");
    await press("ArrowDown", "Shift+ArrowDown", "t");
    const parts = ["expand", "expand_BN", "depthwise", "depthwise_BN", "project", "project_BN"];
    const layers = [1, 2].flatMap((block) => parts.map((part) => `block_${block}_${part}`));
    await panel().postsLast({ type: "set-layers", layers, state: "train" });
    await press("ArrowRight");
    await row("block_2_project").waitFor();
    await press("ArrowLeft");
    await row("block_2_project").waitFor({ state: "detached" });
    assert.equal(await focused(), "block_2");
  });

  it("opens a block by its chevron and by a double click", async () => {
    await show(deepLayers(16));
    const run = page().locator(".block .layer-box");
    await run.first().locator(".layer-block").click();
    await page()
      .getByRole("button", { name: /^block_3 9 layers/ })
      .dblclick();
    await row("block_3_add").waitFor();
    await run.first().locator(".layer-block").click();
    await until(async () => (await run.count()) === 1, "the blocks folded");
  });

  it("shows the same as a table, with what each layer reads", async () => {
    await show(deepLayers(4));
    await page().getByLabel("Show as table").check();
    const table = page().getByRole("table", { name: "Layers from input to output" });
    assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), [
      "Layer",
      "Kind",
      "Output",
      "Parameters",
      "Reads",
      "State",
      "Weights",
    ]);
    assert.equal(await table.locator("tbody tr").count(), 41);
    const sum = await table.getByRole("row", { name: /^block_2_add/ }).innerText();
    assert.match(sum, /Add\s+56 × 56 × 24\s+0\s+block_1_add, block_2_project_BN\s+no weights/);
    await panel().open("dark");
    await show(deepLayers(4));
    assert.equal(await page().getByLabel("Show as table").isChecked(), true);
  });

  it("draws 300 layers that nothing folds, to the last one, and moves among them", async () => {
    await show(unlikeLayers(300));
    await row("layer8b").waitFor();
    assert.equal(await page().locator(".layer-box").count(), 300);
    await row("layer0").focus();
    await press("End");
    assert.equal(await focused(), "layer8b");
  });

  it("leaves off a drawing that is out of date: what is shown is the last network that was sent", async () => {
    await panel().send(networkOf(unlikeLayers(300)));
    await show(small());
    await until(async () => (await page().locator(".layer-box").count()) === small().length, "the small network alone");
  });

  it("keeps the network and says why while the file has an error, and goes on when it is mended", async () => {
    await show(small());
    await panel().send({
      type: "fault",
      experiment: "uci-digits",
      reason: "The file has an error: layers: must be an object.",
    });
    await page().getByText("The file has an error: layers: must be an object. What is shown here").waitFor();
    assert.equal(await page().locator(".layer-box").count(), small().length);
    await row("conv1").click();
    assert.equal(await page().getByRole("button", { name: "Freeze" }).getAttribute("aria-disabled"), "true");
    await show(small());
    await page().getByText("What is shown here").waitFor({ state: "hidden" });
  });

  it("leaves out a message of the wrong form, says so, and goes on", async () => {
    await show(small());
    await panel().send(JSON.parse('{"type":"network","layers":7}') as ToLayers);
    await page().getByText("A message from the editor could not be read and was left out").waitFor();
    assert.equal(await page().locator(".layer-box").count(), small().length);
  });

  for (const theme of panelThemes) {
    it(`breaks no rule of accessibility in the theme ${theme}`, async () => {
      await panel().setTheme(theme);
      await panel().assertAccessible();
      await show(small());
      await row("conv3").click();
      await row("head").click({ modifiers: ["Shift"] });
      await panel().assertAccessible();
      await panel().screenshot(`layers-${theme}`);
      await show(deepLayers(16));
      await page().locator(".block .layer-block").first().click();
      await page()
        .getByRole("button", { name: /^block_9 9 layers/ })
        .dblclick();
      await panel().assertAccessible();
      await panel().screenshot(`layers-blocks-${theme}`);
      await page().getByLabel("Show as table").check();
      await panel().assertAccessible();
      await panel().screenshot(`layers-table-${theme}`);
    });
  }
});
