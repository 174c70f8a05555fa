/** What only some methods show, in a real browser: further charts, parts, very many arms, columns, tasks, numbers. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { RunView } from "../../src/protocol/view";
import { until } from "../support/until";
import { panelThemes, usePanel } from "./harness";
import { conservativeView, multitaskView, progressiveView } from "./method-views";
import { picturesView } from "./pictures-view";
import { finishedView } from "./sample-view";
import { runningSweepView, sweepView } from "./sweep-view";

const scenes: Readonly<Record<string, RunView>> = {
  conservative: conservativeView(),
  sweep: sweepView(),
  "running-sweep": runningSweepView(12),
  progressive: progressiveView(),
  multitask: multitaskView(),
  pictures: picturesView(),
};

describe("the run panel of a method with more to show", () => {
  const panel = usePanel();
  const page = () => panel().page;

  const show = (view: RunView) => panel().show(view);

  const section = (name: string): Locator => page().getByRole("region", { name, exact: true });
  const card = (key: string): Locator => page().locator(`[data-figure="${key}"]`);
  const rowsOf = (table: Locator): Promise<string[]> => table.locator("tbody tr").allInnerTexts();
  const cells = (rows: readonly string[]): string[][] => rows.map((row) => row.split(/\s*\t\s*/));
  const headings = (table: Locator): Promise<string[]> => table.locator("thead th").allInnerTexts();

  beforeEach(() => panel().open("dark"));

  it("draws the method's charts below loss and accuracy, and says how to read them", async () => {
    await show(conservativeView());
    const titles = await section("Learning curves").getByRole("heading", { level: 3 }).allInnerTexts();
    assert.deepEqual(titles, ["Loss (nats)", "Accuracy", "Output divergence", "Weight drift by layer"]);
    await card("chart/divergence").getByText("How far the outputs moved").waitFor();
    const chart = page().getByRole("slider", { name: "Output divergence, epoch" });
    await chart.focus();
    await page().keyboard.press("Home");
    assert.match((await chart.getAttribute("aria-valuetext")) ?? "", /^Epoch 1: Fine-tuning 0\.0\d+$/);
  });

  it("draws a line for each layer that moved, for one arm at a time", async () => {
    await show(conservativeView());
    await panel().asTable("chart/drift");
    const table = page().getByRole("table", { name: "Weight drift by layer by epoch" });
    assert.deepEqual(await headings(table), ["Epoch", "conv3", "dense1", "head"]);
    assert.deepEqual(cells(await rowsOf(table))[29], ["30", "6.1 %", "14.3 %", "51.2 %"]);
    await card("chart/drift").getByLabel("Arm of Weight drift by layer").selectOption({ label: "From scratch" });
    await until(async () => (await headings(table)).length === 1, "an arm without layers");
  });

  it("shows the method's own table with intervals, texts and empty cells", async () => {
    await show(conservativeView());
    const table = section("What this method shows").getByRole("table", { name: "What was kept" });
    assert.deepEqual(await headings(table), ["", "With labels", "Without labels", "Verdict"]);
    assert.deepEqual(cells(await rowsOf(table)), [
      ["Conservative training", "91.2 % (90.1 to 92.3)", "70.4 % (68.4 to 72.4)", "keeps"],
      ["Plain fine-tuning", "92.1 % (90.9 to 93.3)", "51.3 % (47.9 to 54.7)", "forgets"],
      ["No adaptation", "61.0 %", "–", "–"],
    ]);
  });

  it("draws groups of points and small pictures, with marks and words beside the colours, and turns both into tables", async () => {
    await show(picturesView());
    const plot = card("part/features");
    await plot.getByRole("img", { name: "Features in the plane: 60 Source, 60 Target" }).waitFor();
    assert.deepEqual(await plot.locator("li").allInnerTexts(), ["Source (60)", "Target (60)"]);
    assert.equal(await plot.locator(".scatter-group circle").count(), 60);
    assert.equal(await card("part/bases").getByRole("img").count(), 16);
    await panel().asTable("part/features");
    const table = page().getByRole("table", { name: "Features in the plane" });
    assert.deepEqual((await headings(table)).slice(0, 2), ["", "Points"]);
    await panel().asTable("part/bases");
    assert.equal((await rowsOf(page().getByRole("table", { name: "Learnt bases" }))).length, 16);
  });

  it("gets the method's parts as trials end, and shows none before", async () => {
    const { parts } = sweepView();
    await show(runningSweepView(12));
    await section("What this method shows").waitFor({ state: "hidden" });
    await panel().send({ type: "parts", parts });
    await section("What this method shows").getByText("Transfer by cut").waitFor();
    const [chart] = parts;
    assert.ok(chart?.type === "chart");
    const series = chart.series.slice(0, 2);
    await panel().send({ type: "parts", parts: [{ ...chart, series }] });
    const slider = page().getByRole("slider", { name: "Transfer by cut, layers copied up to" });
    await slider.focus();
    await page().keyboard.press("Home");
    await until(
      async () => (await slider.getAttribute("aria-valuetext")) === "conv1: AnB 87.8 %, AnB+ 90.3 %",
      "the newer parts",
    );
  });

  it("reads a chart over cuts with the keyboard, points out the best one, and turns into a table", async () => {
    await show(sweepView());
    const chart = page().getByRole("slider", { name: "Transfer by cut, layers copied up to" });
    await chart.focus();
    await page().keyboard.press("End");
    await page().keyboard.press("ArrowLeft");
    await page().keyboard.press("ArrowLeft");
    assert.match(
      (await chart.getAttribute("aria-valuetext")) ?? "",
      /^conv4 \(best cut on validation\): AnB 81\.2 %, /,
    );
    await section("What this method shows").getByText("Layers copied up to conv4: best cut on validation").waitFor();
    await panel().asTable("part/sweep");
    const table = page().getByRole("table", { name: "Transfer by cut" });
    assert.deepEqual(await headings(table), ["Layers copied up to", "AnB", "AnB+", "BnB", "BnB+", "random", "Base"]);
    const [, , , best] = cells(await rowsOf(table));
    assert.deepEqual(best?.slice(0, 2), ["conv4 (best cut on validation)", "81.2 % (80.0 to 82.4)"]);
  });

  it("draws of very many arms the one under way, and any other that is picked", async () => {
    await show(runningSweepView(12));
    assert.equal(await section("Learning curves").getByRole("group", { name: "Arms" }).count(), 0);
    await panel().asTable("accuracy");
    const table = page().getByRole("table", { name: "Accuracy by epoch" });
    assert.deepEqual(await headings(table), ["Epoch", "A3B"]);
    const arms = section("Learning curves").getByLabel("Arm of the curves");
    assert.equal(await arms.locator("option:checked").innerText(), "The one under way: A3B");
    await arms.selectOption({ label: "A1B+" });
    await until(async () => (await headings(table))[1] === "A1B+", "the curves of the picked arm");
    const rows = runningSweepView(13).rows;
    await panel().send({ type: "view", view: { ...runningSweepView(13), rows } });
    await panel().drawn();
    assert.deepEqual(await headings(table), ["Epoch", "A1B+"]);
    await arms.selectOption({ index: 0 });
    await until(async () => (await headings(table))[1] === "A3B+", "the arm under way");
  });

  it("says of a sweep which trial it is in as far as the engine knows how many there are", async () => {
    const view = runningSweepView(12);
    await show(view);
    await page().getByRole("banner").getByText("trial 12 of 93: A3B, seed 1").waitFor();
    const stage = { text: "Running the frozen layers", done: 3, total: 9, unit: "examples" };
    await show({ ...view, stage });
    await page().getByRole("banner").getByText("trial 12: A3B, seed 1").waitFor();
    await section("Trials").getByText("11 trials done.").waitFor();
  });

  it("compares no arms of a sweep, and says which cut is best", async () => {
    await show(sweepView());
    const result = section("Result");
    await result.getByText("Sweep of layers", { exact: true }).waitFor();
    await result.getByText("The best cut on validation examples is A4B+").waitFor();
    await result.getByText("Figures of all 31 arms").click();
    const table = page().getByRole("table", { name: "Figures of the arms" });
    assert.deepEqual(await headings(table), ["Arm", "Test accuracy", "95 % interval", "Seeds", "Compared"]);
    assert.equal((await rowsOf(table)).length, 31);
  });

  it("shows the columns of a network side by side, the frozen ones proved, adapters marked", async () => {
    await show(progressiveView());
    const layers = section("Layers");
    const columns = layers.locator(".column");
    assert.deepEqual(await columns.getByRole("heading", { level: 3 }).allInnerTexts(), [
      "mnist\nfrozen",
      "fashion-mnist\nfrozen",
      "letters\nfrozen",
      "uci-digits\ntrains 63,440 parameters",
    ]);
    const boxes = await Promise.all([0, 1, 2, 3].map((index) => columns.nth(index).boundingBox()));
    assert.equal(new Set(boxes.map((box) => box?.y)).size, 1);
    const marks = layers.locator('[data-layer="uci-digits/dense2_lateral"] .layer-marks');
    assert.equal(
      (await marks.innerText()).split(/\s+/).filter(Boolean).join(" "),
      "lateral from mnist, fashion-mnist, letters new",
    );
    await layers.getByText("23 frozen layers proved unchanged").waitFor();
    await layers.getByText("lateral: reads the columns before its own").waitFor();
  });

  it("walks through the columns with the arrow keys", async () => {
    await show(progressiveView());
    await page().locator('[data-layer="mnist/dense1"] .layer-box').focus();
    const focused = () => page().locator(".layer-box:focus .layer-name").innerText();
    await page().keyboard.press("ArrowRight");
    await page().keyboard.press("ArrowDown");
    assert.equal(await focused(), "dense2");
    await page().keyboard.press("ArrowDown");
    assert.equal(await focused(), "dense2_lateral");
    await page().keyboard.press("ArrowLeft");
    assert.equal(await focused(), "head");
    await page().keyboard.press("End");
    await page().keyboard.press("Enter");
    await panel().postsLast({ type: "reveal-layer", layer: "uci-digits/head_lateral" });
  });

  it("stacks the columns in a panel of 400 pixels", async () => {
    await page().setViewportSize({ width: 400, height: 900 });
    await show(progressiveView());
    const boxes = await Promise.all([0, 1].map((index) => page().locator(".column").nth(index).boundingBox()));
    assert.equal(boxes[0]?.x, boxes[1]?.x);
    const main = await page().locator("main").boundingBox();
    assert.ok(main !== null && main.x >= 0 && main.x + main.width <= 400);
    await panel().screenshot("methods-progressive-narrow");
  });

  it("gives the side back to an ordinary network", async () => {
    await show(progressiveView());
    await show(finishedView());
    assert.equal(await page().locator(".side #layers").count(), 1);
  });

  it("shows the figures of every task that was learnt, each with its gain", async () => {
    await show(multitaskView());
    assert.deepEqual(
      cells(await rowsOf(page().getByRole("table", { name: "Figures of the arms, task right" }))).map((row) =>
        row.filter((cell) => cell !== ""),
      ),
      [
        ["Multitask", "84.2 %", "82.9 – 85.5 %", "5"],
        ["Single task", "87.1 %", "85.8 – 88.4 %", "−2.9 points (−4.1 to −1.7)", "5"],
      ],
    );
    const trials = page().getByRole("table", { name: "Trials" });
    assert.deepEqual((await headings(trials)).slice(2, 6), [
      "Test loss",
      "Test explained variance (R²)",
      "Test accuracy, left",
      "Test accuracy, right",
    ]);
    await section("Result").getByText("This method helps", { exact: true }).waitFor();
  });

  it("draws loss and explained variance of a target that is a number, and says what is cut off", async () => {
    await show(multitaskView());
    const titles = await section("Learning curves").getByRole("heading", { level: 3 }).allInnerTexts();
    assert.deepEqual(titles, [
      "Loss",
      "Explained variance (R²)",
      "Explained variance of each task",
      "Loss weights",
      "Angle between gradients",
    ]);
    await card("r2").getByText("Values below −1.000 are cut off here; the table has them.").waitFor();
    await section("Classes").waitFor({ state: "hidden" });
  });

  it("names a figure by what its star stands for", async () => {
    await show(multitaskView());
    await panel().asTable("chart/angles");
    const table = page().getByRole("table", { name: "Angle between gradients by epoch" });
    assert.deepEqual(await headings(table), ["Epoch", "left–right", "left–ink"]);
    assert.deepEqual(cells(await rowsOf(table))[0], ["1", "87.5°", "91.6° (91.2° to 92.0°)"]);
  });

  for (const theme of panelThemes) {
    for (const [name, view] of Object.entries(scenes)) {
      it(`breaks no rule of accessibility with ${name} in the theme ${theme}`, async () => {
        await panel().setTheme(theme);
        await show(view);
        await panel().assertAccessible();
        await panel().screenshot(`methods-${name}-${theme}`);
      });
    }
  }
});
