/** The layers of a run in its panel: how they fare, what the next run would make of them, and changes to the file. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { panelThemes, usePanel } from "./harness";
import { planWith, withHealth } from "./layer-views";
import { finishedView, runningView } from "./sample-view";

describe("the layers in the run panel", () => {
  const panel = usePanel();
  const page = () => panel().page;
  const section = () => page().getByRole("region", { name: "Layers", exact: true });
  const layer = (name: string): Locator => section().locator(`[data-layer="${name}"]`);

  beforeEach(() => panel().open("dark"));

  it("say how they fare, and what is out of the ordinary in words", async () => {
    await panel().show(withHealth(runningView(700)));
    assert.match(
      await layer("conv3").innerText(),
      /drift 0\.061\s+gradient\s+0\.012\s+update\s+0\.0011\s+dead units\s+0 %/,
    );
    await layer("conv2").getByText("63 % of its units are dead").waitFor();
    await layer("dense1").getByText("55 % of its units are saturated").waitFor();
    await layer("dense1").getByText("it hardly moves: its steps are very small").waitFor();
    await layer("head").getByText("its steps are very large: lower its rate").waitFor();
    assert.equal(await layer("conv3").locator(".layer-warning").count(), 0);
    await section().getByText("gradient: size of the gradient of its weights").waitFor();
  });

  it("have the same figures in the table, with a column for what is to look at", async () => {
    await panel().show(withHealth(finishedView()));
    await section().getByLabel("Show as table").check();
    const row = section().getByRole("row", { name: /^dense1/ });
    assert.match(
      await row.innerText(),
      /Dense\s+64\s+36,928\s+flatten\s+trained\s+copied\s+–\s+0\.14\s+2\.5e−7\s+3\.0e−8\s+10 %\s+55 %\s+55 % of its units are saturated; it hardly/,
    );
  });

  it("cannot be changed before the editor has said what the file makes of them", async () => {
    await panel().show(finishedView());
    assert.equal(await section().getByRole("toolbar").count(), 0);
    await layer("conv3").locator("button").focus();
    await page().keyboard.press("f");
    await panel().send({ type: "next", plan: planWith({}) });
    await section().getByRole("toolbar").waitFor();
    assert.deepEqual(panel().posted, [{ type: "ready" }]);
  });

  it("are changed in the file: the run keeps its own state and says what the next one would do", async () => {
    await panel().show(finishedView());
    await panel().send({ type: "next", plan: planWith({}) });
    await layer("conv3").locator("button").click();
    await page().keyboard.press("f");
    await panel().postsLast({ type: "set-layers", layers: ["conv3"], state: "frozen" });
    assert.equal(await layer("conv3").getByText("next run").count(), 0);
    await panel().send({ type: "next", plan: planWith({ conv3: "frozen", conv1: "new" }) });
    await layer("conv3").getByText("next run: frozen").waitFor();
    await layer("conv1").getByText("next run: new").waitFor();
    assert.match(await layer("conv3").innerText(), /copied\s+trained/);
    await section().getByText("this run keeps what it was made with").waitFor();
    await section().getByLabel("Show as table").check();
    await section().getByRole("columnheader", { name: "Next run" }).waitFor();
  });

  it("say why the file cannot be changed, and keep what the run was", async () => {
    await panel().show(finishedView());
    await panel().send({ type: "next", plan: { choices: [], refused: "The experiment file is not there any more." } });
    await layer("conv3").locator("button").click();
    await section().getByText("The experiment file is not there any more.").waitFor();
  });

  for (const theme of panelThemes) {
    it(`break no rule of accessibility with all they can say in the theme ${theme}`, async () => {
      await panel().setTheme(theme);
      await panel().show(withHealth(runningView(700)));
      await panel().send({ type: "next", plan: planWith({ conv3: "frozen" }) });
      await layer("conv3").locator("button").click();
      await layer("conv3").getByText("next run: frozen").waitFor();
      await panel().assertAccessible();
      await panel().screenshot(`run-layers-${theme}`);
    });
  }
});
