import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { correctionListSchema } from "../../../src/protocol/corrections";
import { predictionsSchema } from "../../../src/protocol/predictions";
import { runFiles } from "../../../src/runs/layout";
import { writePictures } from "../../support/engine-workspace";
import { until } from "../../support/until";
import { useWorkbench } from "../use-workbench";
import { panel, runFolder, stateReached } from "./experiments";

/** So few steps that some pictures are taken for others. */
const experiment = {
  method: "fine-tuning",
  source: { dataset: "pets", architecture: "small-convnet", epochs: 1 },
  target: { dataset: "pets", labelled: { perClass: 2 }, validation: "none" },
  training: { epochs: 1, seeds: [1, 2] },
  controls: [],
};

describe("the errors of a run", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });
  const list = () => path.join(workbench().folder, "pets.corrections.json");
  const errors = (): Promise<Frame> => workbench().webviewFrame('[data-view="examples"]');
  const shown = async (frame: Frame): Promise<string[]> => {
    const cards = await frame.locator("#mistakes .example").all();
    return (await Promise.all(cards.map(async (card) => (await card.getAttribute("data-name")) ?? ""))).sort();
  };
  let dataHash = "";
  let cell = { truth: "", predicted: "" };

  function hashOfData(): string {
    const folder = path.join(workbench().folder, "pets");
    const hash = createHash("sha256");
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
      hash.update(name);
      if (name.endsWith(".png")) hash.update(readFileSync(path.join(folder, name)));
    }
    return hash.digest("hex");
  }

  /** The names that the run's own files give a cell. */
  function namesOfCell(): string[] {
    const run = runFolder(workbench(), "pets");
    assert.ok(run);
    const names = [1, 2].flatMap((seed) => {
      const { classes, examples } = predictionsSchema.parse(
        JSON.parse(readFileSync(runFiles(run).predictions(seed), "utf8")),
      );
      const [truth, predicted] = [classes.indexOf(cell.truth), classes.indexOf(cell.predicted)];
      return examples.names.filter(
        (_, index) => examples.truth[index] === truth && examples.predicted[index] === predicted,
      );
    });
    return [...new Set(names)].sort();
  }

  it("a cell of the confusion matrix shows the pictures of exactly that cell", async () => {
    await writePictures(path.join(workbench().folder, "pets"), ["cat", "dog", "newt"], 20);
    dataHash = hashOfData();
    writeFileSync(path.join(workbench().folder, "pets.transfer.json"), JSON.stringify(experiment, null, 2));
    await workbench().openFile("pets.transfer.json");
    await workbench().codeLens("Run").click();
    const run = await until(() => runFolder(workbench(), "pets"), "the run");
    await stateReached(run, "finished");
    const wrong = (await panel(workbench())).locator(".confusion button.wrong").first();
    const name = (await wrong.getAttribute("aria-label")) ?? "";
    const [, truth = "", predicted = ""] = /of (\w+) taken for (\w+)/.exec(name) ?? [];
    cell = { truth, predicted };
    await wrong.click();
    const frame = await errors();
    await frame.locator("#mistakes .example img").first().waitFor();
    const expected = namesOfCell();
    assert.ok(expected.length > 0);
    assert.deepEqual(await shown(frame), expected);
    await until(
      async () => (await frame.locator("#mistakes .example img").count()) === expected.length,
      "all pictures",
    );
  });

  it("excluding one writes a list beside the data, which stay as they are; Undo takes it back", async () => {
    const frame = await errors();
    const name = namesOfCell()[0] ?? "";
    await frame
      .getByRole("button", { name: `Exclude ${name}` })
      .first()
      .click();
    await frame.getByText("0 relabelled, 1 excluded").waitFor();
    const { corrections } = correctionListSchema.parse(JSON.parse(readFileSync(list(), "utf8")));
    assert.deepEqual(corrections, [{ example: name, was: cell.truth, excluded: true }]);
    assert.equal(hashOfData(), dataHash);
    await frame.getByRole("button", { name: `Undo (${name}: excluded)` }).click();
    await frame.getByText("Nothing is corrected yet").waitFor();
    assert.equal(existsSync(list()), false);
  });

  it("a corrected label is undone by the command, too", async () => {
    const frame = await errors();
    const name = namesOfCell()[0] ?? "";
    await frame.getByLabel(`Correct the label of ${name}`).first().selectOption(cell.predicted);
    await frame.getByText("1 relabelled, 0 excluded").waitFor();
    await workbench().palette("Transfer Learning: Undo Correction");
    await frame.getByText("Nothing is corrected yet").waitFor();
    assert.equal(existsSync(list()), false);
  });

  it("a list that was damaged by hand is said, and the page goes on when it is gone", async () => {
    const frame = await errors();
    writeFileSync(list(), "{");
    await frame.getByRole("alert").getByText("is damaged").waitFor();
    rmSync(list());
    await frame.getByRole("alert").waitFor({ state: "hidden" });
  });

  for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] as const) {
    it(`can be looked at in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().palette("Notifications: Clear All Notifications");
      await (await errors()).locator("canvas.map").waitFor();
      await workbench().screenshot(`errors-${theme}`);
    });
  }

  it("is opened again by the command after it was closed, with all mistakes", async () => {
    await workbench().palette("View: Close All Editors");
    await workbench().openFile("pets.transfer.json");
    await workbench().palette("Transfer Learning: Show Errors");
    const frame = await errors();
    await frame.getByText("the largest loss first").waitFor();
    assert.ok((await shown(frame)).length >= namesOfCell().length);
  });
});
