import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { adviceFileSchema } from "../../../src/protocol/advice";
import { until } from "../../support/until";
import { useWorkbench } from "../use-workbench";
import { panel, runFolder, stateReached, writeExperiment } from "./experiments";

describe("advice before training", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const file = "clusters.transfer.json";
  const brief = (text: string): string =>
    text.replace('"epochs": 20, "seeds": [1, 2, 3]', '"epochs": 10, "seeds": [1]');

  const place = (name: string) => path.join(workbench().folder, name);
  const textOf = (name: string): string => readFileSync(place(name), "utf8");
  const page = (title: string): Promise<Frame> =>
    workbench().webviewFrame(`.page:not([hidden]) h1:text-is("${title}")`);

  /** Runs an experiment to its end, so that its source network is kept. */
  async function run(name: string): Promise<void> {
    await workbench().openFile(name);
    await workbench().codeLens("Run").click();
    const folder = await until(() => runFolder(workbench(), name.replace(".transfer.json", "")), `a run of ${name}`);
    await stateReached(folder, "finished");
    await panel(workbench());
  }

  it("two networks of different worth are there", async () => {
    const rows = textOf("data/many.csv").trimEnd().split("\n");
    const labels = rows.slice(1).map((row) => row.split(",").at(-1) ?? "");
    const mixed = rows.map((row, at) =>
      at === 0 ? row : row.replace(/\w+$/, labels[(at * 37) % labels.length] ?? ""),
    );
    writeFileSync(place("data/mixed.csv"), `${mixed.join("\n")}\n`);
    writeExperiment(workbench(), "mixed.transfer.json", (text) => brief(text).replace("many.csv", "mixed.csv"));
    writeExperiment(workbench(), "plain.transfer.json", brief);
    await run("mixed.transfer.json");
    await run("plain.transfer.json");
  });

  it("Rank Source Models above the source puts the better network first, with the reasons", async () => {
    await workbench().openFile(file);
    await workbench().codeLens("Rank Source Models").click();
    const frame = await page("Rank Source Models");
    await frame.locator("table").first().waitFor({ timeout: 90_000 });
    const titles = await frame.locator("table").first().locator("tbody th").allInnerTexts();
    const own = titles.filter((title) => title.includes(".csv"));
    assert.deepEqual(own.map((title) => title.replace(/^\d+\. /, "")), ["many.csv", "mixed.csv"]); // prettier-ignore
    await frame
      .getByText(/of the examples lie nearest to one of their own class/)
      .first()
      .waitFor();
    const kept = adviceFileSchema.parse(JSON.parse(textOf(".transfer-lab/advice.json")));
    assert.equal(kept.sources[file]?.ranked.length, titles.length);
  });

  it("Use writes the network into the file, which can be undone", async () => {
    const before = textOf(file);
    await (await page("Rank Source Models")).getByRole("button", { name: /^Use many\.csv/ }).click();
    await workbench().page.locator(".tab.active.dirty", { hasText: file }).waitFor();
    await workbench().save();
    const changed = textOf(file);
    assert.match(changed, /"source": \{ "model": "\.transfer-lab\/models\/[0-9a-f]{16}" \}/);
    assert.match(changed, /\/\/ Many examples of four kinds\./);
    const dirty = workbench().page.locator(".tab.active.dirty", { hasText: file });
    await workbench().page.keyboard.press("Control+z");
    await dirty.waitFor();
    await workbench().save();
    assert.equal(textOf(file), before);
    await workbench().page.keyboard.press("Control+Shift+z");
    await dirty.waitFor();
    await workbench().save();
    assert.equal(textOf(file), changed);
  });

  it("after the run the page says how the network had been ranked and how it came out", async () => {
    writeFileSync(place(file), brief(textOf(file)));
    await run(file);
    await workbench().page.locator(".tab", { hasText: "Rank Source Models" }).click();
    await (
      await page("Rank Source Models")
    )
      .getByText(/many\.csv: ranked 1st of \d; the only one that was run so far \(\d+\.\d %\)/)
      .waitFor();
    const kept = adviceFileSchema.parse(JSON.parse(textOf(".transfer-lab/advice.json")));
    assert.equal(kept.sources[file]?.cameOut.length, 1);
  });

  it("Suggest Method names methods with their reasons, and makes the experiment of one", async () => {
    await workbench().openFile("plain.transfer.json");
    await workbench().palette("Transfer Learning: Suggest Method");
    const frame = await page("Suggest Method");
    await frame.locator("table").first().waitFor({ timeout: 90_000 });
    await frame.getByText(/Source and target lie \d\.\d of 2 apart/).waitFor();
    await frame.getByRole("button", { name: "Make Layer transfer Experiment" }).click();
    const name = "plain-layer-transfer.transfer.json";
    await workbench().page.locator(".tab.active", { hasText: name }).waitFor();
    assert.match(textOf(name), /"method": "layer-transfer"/);
    assert.match(textOf(name), /"dataset": "data\/few\.csv"/);
  });

  it("both pages are reached by the keyboard", async () => {
    await workbench().page.locator(".tab", { hasText: "Rank Source Models" }).click();
    const frame = await page("Rank Source Models");
    const button = frame.getByRole("button", { name: "Rank Again" });
    await button.focus();
    await workbench().page.keyboard.press("Enter");
    await frame.locator("table").first().waitFor({ timeout: 90_000 });
  });

  for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] as const) {
    it(`both pages can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().palette("Notifications: Clear All Notifications");
      for (const title of ["Rank Source Models", "Suggest Method"]) {
        await workbench().page.locator(".tab", { hasText: title }).click();
        await (await page(title)).locator("table").first().waitFor();
        await workbench().screenshot(`${title.toLowerCase().replaceAll(" ", "-")}-${theme}`);
      }
    });
  }
});
