/** The run panel in a real browser, driven like the editor and a person drive it. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { RunView, ToView } from "../../src/protocol/view";
import { speedWords } from "../fixtures/performance";
import { until } from "../support/until";
import { panelThemes, usePanel } from "./harness";
import { failedView, finishedView, negativeView, runningView } from "./sample-view";

const scenes: Readonly<Record<string, RunView>> = {
  finished: finishedView(),
  running: runningView(900),
  starting: { ...runningView(0), state: "starting", layers: [] },
  negative: negativeView(),
  failed: failedView(),
};

describe("the run panel", () => {
  const panel = usePanel();
  const page = () => panel().page;

  const show = (view: RunView) => panel().show(view);

  const section = (name: string | RegExp): Locator => page().getByRole("region", { name, exact: true });
  const curveTable = (title: string): Locator => page().getByRole("table", { name: `${title} by epoch` });
  const text = (locator: Locator): Promise<string> => locator.innerText();

  /** Shows a chart as a table and gives its rows as text. */
  async function tableRows(figure: string, title: string): Promise<string[]> {
    await panel().asTable(figure);
    return curveTable(title).locator("tbody tr").allInnerTexts();
  }

  beforeEach(() => panel().open("dark"));

  it("waits for the run in words before it is sent one", async () => {
    await page().getByText("Waiting for the run…").waitFor();
    await panel().postsLast({ type: "ready" });
    assert.equal(panel().posted.length, 1);
  });

  it("names experiment, method, state, trial, stage and runtime", async () => {
    await show(runningView(900));
    const header = await text(page().getByRole("banner"));
    for (const part of [
      "uci-digits",
      "Fine-tuning",
      "Running · trial 6 of 15: From scratch, seed 1",
      "7 of 30 epochs",
      "TensorFlow 2.21.0 (native)",
    ]) {
      assert.ok(header.includes(part), `${part} is missing in: ${header}`);
    }
    assert.equal(await page().getByRole("progressbar", { name: "Progress" }).getAttribute("value"), "7");
  });

  it("draws rows as they arrive, and the table says the same numbers", async () => {
    const { rows } = runningView(700);
    await show(runningView(0));
    await page().getByText("Waiting for the first step…").first().waitFor();
    await panel().send({ type: "rows", rows: rows.slice(0, 5) });
    assert.equal((await tableRows("accuracy", "Accuracy")).length, 1);
    await panel().send({ type: "rows", rows: rows.slice(5) });
    await until(async () => (await curveTable("Accuracy").locator("tbody tr").count()) === 30, "the thirtieth epoch");
    await section("Trials").getByText("4 of 15 trials done.").waitFor();
  });

  it("shows the losses of single steps before the first epoch is over", async () => {
    const plot = page().locator('[data-figure="lossNats"]');
    await show(runningView(0));
    const empty = await plot.locator("canvas").screenshot();
    await panel().send({ type: "rows", rows: runningView(3).rows });
    await plot.getByText("Waiting for the first step…").waitFor({ state: "hidden" });
    await until(async () => !(await plot.locator("canvas").screenshot()).equals(empty), "the line of the steps");
  });

  it("gives the same picture when it is closed in the middle and opened again", async () => {
    const rows = runningView(900).rows;
    const figures = ["lossNats", "accuracy"];
    const canvases = () =>
      Promise.all(figures.map((figure) => page().locator(`[data-figure="${figure}"] canvas`).screenshot()));
    await show(runningView(300));
    for (let at = 300; at < rows.length; at += 200) {
      await panel().send({ type: "rows", rows: rows.slice(at, at + 200) });
    }
    await section("Trials").getByText("5 of 15 trials done.").waitFor();
    await panel().drawn();
    const before = await canvases();
    const numbers = await tableRows("accuracy", "Accuracy");

    await panel().open("dark");
    await show(runningView(900));
    assert.deepEqual(await curveTable("Accuracy").locator("tbody tr").allInnerTexts(), numbers);
    await page().locator('[data-figure="accuracy"]').getByLabel("Show as table").uncheck();
    await until(async () => {
      const after = await canvases();
      return after.every((picture, index) => before[index]?.equals(picture));
    }, "the same curves");
  });

  it("asks the editor to stop, says so, and offers to resume once the run has stopped", async () => {
    await show(runningView(100));
    await page().getByRole("button", { name: "Stop", exact: true }).click();
    await page().getByRole("button", { name: "Stopping…" }).waitFor();
    await panel().postsLast({ type: "control", action: "stop" });
    await panel().send({ type: "state", state: "stopped" });
    await page().getByRole("button", { name: "Resume" }).click();
    await panel().postsLast({ type: "control", action: "resume" });
    await section("Result").getByText("Stopped after 0 of 15 trials.").waitFor();
  });

  for (const [state, buttons] of Object.entries({
    starting: ["Stop"],
    running: ["Pause", "Stop"],
    paused: ["Continue", "Stop"],
    stopped: ["Resume", "Run again"],
    finished: ["Run again"],
    failed: ["Run again"],
    interrupted: ["Resume", "Run again"],
  } satisfies Record<RunView["state"], string[]>)) {
    it(`offers ${buttons.join(" and ")} for a run that is ${state}`, async () => {
      await show({ ...runningView(100), state: state as RunView["state"] });
      const shown = await page().getByRole("banner").getByRole("button").allInnerTexts();
      assert.deepEqual(shown.sort(), [...buttons, "Open experiment"].sort());
    });
  }

  it("says the verdict with the figures of the arms and the gains", async () => {
    await show(finishedView());
    const result = await text(section("Result"));
    assert.match(result, /Transfer helps\s+Transfer brings \+8\.8 points over scratch/);
    const rows = await page().getByRole("table", { name: "Figures of the arms" }).locator("tbody tr").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split(/\s*\t\s*/).filter((cell) => cell !== "")),
      [
        ["Fine-tuning", "93.4 %", "92.6 – 94.3 %", "5"],
        ["From scratch", "84.6 %", "83.4 – 85.8 %", "+8.8 points (+7.4 to +10.3)", "5"],
        ["Linear probe", "88.7 %", "87.8 – 89.6 %", "+4.8 points (+3.6 to +5.9)", "5"],
      ],
    );
  });

  it("says at its end how the time was spent, once there is a report that knows", async () => {
    await show(finishedView());
    assert.deepEqual(await section("Speed").getByRole("listitem").allInnerTexts(), speedWords);
    await show(runningView(900));
    await section("Speed").waitFor({ state: "hidden" });
  });

  it("calls negative transfer by its name", async () => {
    await show(negativeView());
    await section("Result").getByText("Negative transfer", { exact: true }).waitFor();
    await section("Result").getByText("−4.1 points (−5.9 to −2.3)").waitFor();
  });

  it("says why a run failed and what to do", async () => {
    await show(failedView());
    const result = await text(section("Result"));
    assert.match(result, /Failed: uci-digits\.transfer\.json, training\.optimizer\.learningRate/);
    assert.match(result, /the loss became NaN at step 17 .* lower the learning rate/i);
  });

  it("warns of the JavaScript backend, and only of that", async () => {
    const warning = page().getByRole("banner").getByText("JavaScript backend: training is many times slower");
    await show({ ...runningView(10), runtime: "TensorFlow.js 4.22.0 (JavaScript)" });
    await warning.waitFor();
    await show(runningView(10));
    await warning.waitFor({ state: "hidden" });
  });

  it("marks every layer in words: copied, frozen, trained, new", async () => {
    await show(runningView(100));
    const marks = await section("Layers").locator(".network .layer-marks").allInnerTexts();
    const words = marks.map((mark) => mark.split(/\s+/).filter(Boolean).join(" "));
    assert.deepEqual(words, ["copied frozen", "copied frozen", "copied trained", "copied trained", "new"]);
    await section("Layers").getByText("56,074 of 60,874 parameters trained").waitFor();
  });

  it("proves after the run that the frozen layers are unchanged", async () => {
    await show(finishedView());
    await section("Layers").getByText("2 frozen layers proved unchanged").waitFor();
    await section("Layers").getByText("unchanged (hash 3f3f3f3f…)").waitFor();
  });

  it("raises an alarm when a frozen layer changed", async () => {
    const view = finishedView();
    const [first, ...rest] = view.report?.frozen ?? [];
    assert.ok(first !== undefined && view.report !== undefined);
    await show({ ...view, report: { ...view.report, frozen: [{ ...first, after: "0".repeat(64) }, ...rest] } });
    const alarm = await text(page().getByRole("alert"));
    assert.match(alarm, /Frozen weights changed during training: conv1/);
  });

  it("can be used with the keyboard alone: buttons, layers, and the epochs of a chart", async () => {
    await show(finishedView());
    const layers = section("Layers").getByRole("button");
    await layers.first().focus();
    await page().keyboard.press("ArrowDown");
    await page().keyboard.press("Enter");
    await panel().postsLast({ type: "reveal-layer", layer: "conv1" });
    await page().keyboard.press("End");
    await page().keyboard.press("Enter");
    await panel().postsLast({ type: "reveal-layer", layer: "head" });

    const chart = page().getByRole("slider", { name: "Accuracy, epoch" });
    await chart.focus();
    await page().keyboard.press("End");
    await page().keyboard.press("ArrowLeft");
    assert.match((await chart.getAttribute("aria-valuetext")) ?? "", /^Epoch 29: Fine-tuning \d+\.\d %, /);
    await page().keyboard.press("Escape");
    assert.match((await chart.getAttribute("aria-valuetext")) ?? "", /at epoch 30/);

    await page().getByRole("button", { name: "Open experiment" }).focus();
    await page().keyboard.press("Enter");
    await panel().postsLast({ type: "open-experiment" });
  });

  it("keeps the focus in the header when the button that had it goes away", async () => {
    await show(runningView(100));
    await page().getByRole("button", { name: "Pause" }).focus();
    await panel().send({ type: "state", state: "paused" });
    await page().getByRole("button", { name: "Continue" }).waitFor();
    assert.equal(await text(page().locator("button:focus")), "Continue");
  });

  it("reads out the epoch under the pointer in both charts", async () => {
    await show(finishedView());
    const chart = page().getByRole("slider", { name: "Accuracy, epoch" });
    await chart.hover({ position: { x: 200, y: 100 } });
    const titles = page().locator(".readout-title");
    await titles.first().waitFor();
    const [loss, accuracy] = await titles.allInnerTexts();
    assert.match(loss ?? "", /^Epoch \d+, mean of 5 seeds$/);
    assert.equal(loss, accuracy);
  });

  it("hides an arm, and remembers it when it is opened again", async () => {
    await show(finishedView());
    await page().getByLabel("From scratch").uncheck();
    await panel().open("dark");
    await show(finishedView());
    assert.equal(await page().getByLabel("From scratch").isChecked(), false);
    await tableRows("accuracy", "Accuracy");
    const heading = await text(curveTable("Accuracy").locator("thead"));
    assert.ok(!heading.includes("From scratch"));
  });

  it("leaves out a message of the wrong form, says so, and goes on", async () => {
    await show(runningView(100));
    await panel().send(JSON.parse('{"type":"rows","rows":[{"type":"epoch","epoch":"x"}]}') as ToView);
    await page().getByText("A message from the editor could not be read and was left out").waitFor();
    await panel().send({ type: "state", state: "paused" });
    await page().getByRole("button", { name: "Continue" }).waitFor();
  });

  it("shows names that look like markup as text", async () => {
    const name = '<img src=x onerror="document.title=1"><b>pets</b>';
    const view = finishedView();
    const layers = view.layers.map((layer) => ({ ...layer, name: `${name}${layer.name}` }));
    const arms = view.arms.map((arm) => ({ ...arm, title: name }));
    await show({ ...view, experiment: name, method: name, arms, layers });
    assert.equal(await page().locator("img, b").count(), 0);
    assert.equal(await page().title(), "Transfer Lab");
  });

  it("stays whole with 15 trials of 200 epochs and with 60 classes", async () => {
    const view = finishedView(200);
    const classes = Array.from({ length: 60 }, (_, index) => `class ${index}`);
    const confusion = classes.map((_, row) => classes.map((_name, column) => (row === column ? 5 : row === 0 ? 1 : 0)));
    assert.ok(view.report);
    const trials = view.report.trials.map((trial) => ({ ...trial, confusion }));
    await show({ ...view, report: { ...view.report, classes, trials } });
    await section("Classes").getByText("Most frequent mistakes", { exact: true }).first().waitFor();
    assert.equal((await tableRows("lossNats", "Loss (nats)")).length, 200);
  });

  it("fits a column of 400 pixels", async () => {
    await page().setViewportSize({ width: 400, height: 900 });
    await show(finishedView());
    const box = await page().locator("main").boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 400);
    await panel().screenshot("panel-narrow");
  });

  it("draws the curves in the colours of the theme it is switched to", async () => {
    const canvas = page().locator('[data-figure="lossNats"] canvas');
    await show(finishedView());
    const dark = await canvas.screenshot();
    await panel().setTheme("light");
    await until(async () => !(await canvas.screenshot()).equals(dark), "other colours");
    await panel().setTheme("dark");
    await until(async () => (await canvas.screenshot()).equals(dark), "the first colours again");
  });

  for (const theme of panelThemes) {
    for (const [name, view] of Object.entries(scenes)) {
      it(`breaks no rule of accessibility while ${name} in the theme ${theme}`, async () => {
        await panel().setTheme(theme);
        await show(view);
        await panel().assertAccessible();
        await panel().screenshot(`panel-${name}-${theme}`);
      });
    }
  }
});
