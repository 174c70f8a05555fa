import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { fromExamplesSchema, type FromExamples, type ToExamples } from "../../src/protocol/examples";
import { errorsView, noCorrections, pictureLook, someCorrections } from "./errors-view";
import { panelThemes, usePage } from "./harness";

describe("the page of errors", () => {
  const page = usePage<FromExamples, ToExamples>({ entry: "examples", from: fromExamplesSchema });

  async function open(message: Partial<Extract<ToExamples, { type: "view" }>> = {}): Promise<void> {
    await page().open("dark");
    await page().send({ type: "view", view: errorsView(), ...message });
    await page().send(noCorrections);
    await page().page.getByRole("heading", { level: 1, name: "Errors of pets" }).waitFor();
    await page().drawn();
  }
  const cards = (section = "mistakes"): Locator => page().page.locator(`#${section} .example`);
  const names = async (section = "mistakes") =>
    Promise.all((await cards(section).all()).map((card) => card.getAttribute("data-name")));

  it("lists all mistakes of all seeds, the largest loss first, and asks for what there is to see of them", async () => {
    await open();
    assert.deepEqual(await names(), ["newt/5.png", "cat/1.png", "cat/0.png"]);
    await page().page.getByText("3 test examples, 5 times over 2 seeds; the largest loss first.").waitFor();
    const asked = page().posted.flatMap((message) =>
      message.type === "look" && message.side === "test" ? message.names : [],
    );
    assert.deepEqual(asked.sort(), ["cat/0.png", "cat/1.png", "dog/3.png", "newt/5.png"]);
  });

  it("shows exactly the examples of the cell that it is opened with, and of another one that is picked later", async () => {
    await open({ cell: { truth: "cat", predicted: "dog" } });
    assert.deepEqual(await names(), ["cat/1.png", "cat/0.png"]);
    await page().send({ type: "cell", cell: { truth: "newt", predicted: "cat" } });
    await page().drawn();
    assert.deepEqual(await names(), ["newt/5.png"]);
    await page().page.getByLabel("Seed", { exact: true }).selectOption("1");
    await page().page.getByText("No test example fits this choice.").waitFor();
  });

  it("shows pictures, values, sounds and texts, and says why there is nothing to see", async () => {
    await open();
    await page().send({
      type: "looks",
      side: "test",
      looks: [
        { name: "newt/5.png", look: pictureLook },
        { name: "cat/1.png", look: { kind: "missing", reason: "this file is no longer there" } },
        { name: "cat/0.png", look: { kind: "values", values: [{ column: "height", value: 1.5 }], columns: 3 } },
      ],
    });
    await page().page.getByRole("img", { name: "newt/5.png" }).waitFor();
    await page().page.getByText("this file is no longer there").waitFor();
    await page().page.getByText("and 2 more").waitFor();
  });

  it("excludes, relabels, restores and undoes by keyboard, and the focus stays on the button", async () => {
    await open();
    const exclude = page().page.getByRole("button", { name: "Exclude newt/5.png" });
    await exclude.focus();
    await page().page.keyboard.press("Enter");
    await page().postsLast({ type: "correct", side: "test", names: ["newt/5.png"], change: { to: "excluded" } });
    await page().send({
      type: "corrections",
      test: [{ example: "newt/5.png", was: "newt", excluded: true }],
      training: [],
      undo: "newt/5.png: excluded",
    });
    await page().page.getByText("0 relabelled, 1 excluded").waitFor();
    await page().page.keyboard.press("Enter");
    await page().postsLast({ type: "correct", side: "test", names: ["newt/5.png"], change: { to: "as-it-was" } });
    await page().page.getByLabel("Correct the label of cat/0.png").selectOption("dog");
    await page().postsLast({
      type: "correct",
      side: "test",
      names: ["cat/0.png"],
      change: { to: "label", label: "dog" },
    });
    await page().page.getByRole("button", { name: "Undo (newt/5.png: excluded)" }).click();
    await page().postsLast({ type: "undo" });
  });

  it("a lasso, a class, or arrows and Space select examples of the map, which are listed below it", async () => {
    await open();
    const map = page().page.locator("canvas.map");
    await map.scrollIntoViewIfNeeded();
    const box = await map.boundingBox();
    assert.ok(box);
    const { mouse, keyboard } = page().page;
    await mouse.move(box.x + 2, box.y + 2);
    await mouse.down();
    for (const [x, y] of [
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const)
      await mouse.move(box.x + 2 + x * (box.width - 4), box.y + 2 + y * (box.height - 4));
    await mouse.up();
    await page().page.getByText("39 examples selected").waitFor();
    await page().page.getByRole("button", { name: "Select the 13 examples of dog" }).click();
    await page().page.getByText("13 examples selected").waitFor();
    await page().page.getByRole("button", { name: "Clear the selection" }).click();
    assert.equal(await cards("map").count(), 0);
    await map.focus();
    await keyboard.press("ArrowRight");
    await keyboard.press("Space");
    await page().page.getByText("1 example selected").waitFor();
    await keyboard.press("ArrowLeft");
    await keyboard.press("Space");
    await page().page.getByText("2 examples selected").waitFor();
    await page().page.getByRole("button", { name: "Exclude all selected" }).click();
    assert.equal((await page().received("correct")).change.to, "excluded");
    await keyboard.press("Escape");
  });

  it("the map is also a table", async () => {
    await open();
    await page().page.locator("#map").getByLabel("Show as table").check();
    const row = page().page.getByRole("row", { name: /^cat 12 2 1/ });
    await row.waitFor();
  });

  it("near-duplicates stand side by side, and the training example of a pair is excluded from its own data", async () => {
    await open();
    assert.deepEqual(await names("pairs"), ["dog/3.png", "dog/50.png"]);
    await page().page.locator("#pairs").getByRole("button", { name: "Exclude dog/50.png" }).click();
    await page().postsLast({ type: "correct", side: "training", names: ["dog/50.png"], change: { to: "excluded" } });
  });

  it("a damaged list is said, and nothing can be corrected until it is repaired", async () => {
    await open();
    const problem = {
      severity: "error",
      code: "data/corrections-damaged",
      file: "data/pets.corrections.json",
      message: "is damaged",
    } as const;
    await page().send({ type: "corrections", test: [], training: [], problem });
    await page().page.getByRole("alert").getByText("is damaged").waitFor();
    assert.equal(
      await page()
        .page.getByRole("button", { name: /^Exclude / })
        .count(),
      0,
    );
  });

  it("says what is wrong with a file of the run, and when there is nothing to show", async () => {
    const problem = {
      severity: "error",
      code: "runs/damaged",
      file: "predictions.json",
      message: "is damaged: Unexpected end",
    } as const;
    await open({ view: { ...errorsView(), predictions: [], problems: [problem] } });
    await page().page.getByText("is damaged: Unexpected end").waitFor();
    await page().page.getByText("There is nothing to show of this run").waitFor();
  });

  it("offers no corrections in a folder that is not trusted", async () => {
    await open({ view: { ...errorsView(), canCorrect: false } });
    await page().page.getByText("Trust this folder").waitFor();
    assert.equal(
      await page()
        .page.getByRole("button", { name: /^Exclude / })
        .count(),
      0,
    );
  });

  it("a message of the wrong form is said, and leaves the page as it is", async () => {
    await open();
    await page().page.evaluate('editor.send({ type: "looks", side: "nowhere", looks: [] })');
    await page().page.getByText("A message from the editor could not be read").waitFor();
    assert.deepEqual(await names(), ["newt/5.png", "cat/1.png", "cat/0.png"]);
  });

  it("has pages of 24 examples", async () => {
    await open();
    await page().page.getByLabel("Taken for").selectOption("any");
    await page().page.locator("#mistakes").getByText("1–24 of 36").waitFor();
    await page().page.locator("#mistakes").getByRole("button", { name: "Next" }).click();
    await page().page.locator("#mistakes").getByText("25–36 of 36").waitFor();
    assert.equal(await cards().count(), 12);
  });

  for (const theme of panelThemes) {
    it(`breaks no rule of accessibility in ${theme}`, async () => {
      await open();
      await page().setTheme(theme);
      await page().send(someCorrections);
      const looks = ["newt/5.png", "cat/1.png", "dog/3.png"].map((name) => ({ name, look: pictureLook }));
      await page().send({ type: "looks", side: "test", looks });
      await page().page.getByRole("button", { name: "Select the 13 examples of cat" }).click();
      await page().drawn();
      await page().assertAccessible();
      await page().screenshot(`errors-page-${theme}`);
    });
  }
});
