import assert from "node:assert/strict";
import { rateParts } from "../../src/experiment/rate-parts";
import { learningRateRange, sweptRate } from "../../src/math/learning-rate-range";
import type { FoundSweep } from "../../src/protocol/found-rates";
import { fromPageSchema, type FromPage, type Page, type ToPage } from "../../src/protocol/page";
import { panelThemes, usePage } from "./harness";

const sweep = (group: FoundSweep["group"], layers: string[], best: number): FoundSweep => {
  const steps = 80;
  const rates = Array.from({ length: steps }, (_, step) => sweptRate({ from: 1e-6, to: 0.4, steps }, step));
  const losses = rates.map((rate, step) => {
    const away = Math.log10(rate / best);
    const fallen = 2.3 - 1.7 / (1 + Math.exp(-3 * (away + 1)));
    return fallen + (away > 0 ? 6 * away ** 2 : 0) + 0.05 * Math.sin(step * 7.1);
  });
  return { group, layers, rates, losses, ...learningRateRange(rates, losses), diverged: true };
};

/** Three curves, as the learning-rate finder shows them. */
const page = (): Page => ({
  title: "Find Learning Rate",
  subtitle: "pets.transfer.json",
  paragraphs: [
    "All layers: 0.0031 suits. The loss falls fastest at 0.0031 and is lowest at 0.05.",
    "It says 0.001 now.",
  ],
  parts: rateParts({
    examples: 200,
    batchSize: 32,
    optimizer: "adam",
    learningRate: 0.001,
    rateDecay: 1,
    layers: [
      { name: "conv2", fresh: false },
      { name: "head", fresh: true },
    ],
    sweeps: [sweep("all", ["conv2", "head"], 0.05), sweep("new", ["head"], 0.1), sweep("copied", ["conv2"], 0.005)],
  }),
  actions: [
    { id: "all", title: "Use 0.0031", primary: true },
    { id: "groups", title: "Use 0.01 for new and 0.0005 for copied layers" },
    { id: "again", title: "Find Again" },
  ],
});

describe("a generic page", () => {
  const view = usePage<FromPage, ToPage>({ entry: "page-view", from: fromPageSchema });

  async function open(shown: Page, theme: (typeof panelThemes)[number] = "dark"): Promise<void> {
    await view().open(theme);
    await view().send({ type: "page", page: shown });
    await view().page.getByRole("heading", { level: 1, name: shown.title }).waitFor();
    await view().drawn();
  }

  it("waits until it is sent something", async () => {
    await view().open();
    await view().page.getByText("Waiting for the page…").waitFor();
    await view().assertAccessible();
  });

  it("shows title, text, tables and charts, and takes no place from what is left out", async () => {
    await open(page());
    await view().page.getByText("It says 0.001 now.").waitFor();
    assert.equal(await view().page.locator("table").count(), 1);
    assert.equal(await view().page.locator("canvas").count(), 3);
    assert.equal(await view().page.locator("progress").isVisible(), false);
    await view().send({ type: "page", page: { ...page(), parts: [], actions: [], paragraphs: ["Nothing."] } });
    await view().page.getByText("Nothing.").waitFor();
    assert.equal(await view().page.locator("section").isVisible(), false);
  });

  it("a button says which one was pressed, by click and by key, and keeps the focus when the page changes", async () => {
    await open(page());
    await view().page.getByRole("button", { name: "Use 0.01 for new" }).click();
    await view().postsLast({ type: "act", id: "groups" });
    const again = view().page.getByRole("button", { name: "Find Again" });
    await again.focus();
    await view().page.keyboard.press("Enter");
    await view().postsLast({ type: "act", id: "again" });
    const [first, , last] = page().actions;
    assert.ok(first && last);
    await view().send({ type: "page", page: { ...page(), actions: [last, { ...first, title: "Use 0.002" }] } });
    await view().page.getByRole("button", { name: "Use 0.002" }).waitFor();
    assert.equal(await view().page.locator("button:focus").innerText(), "Find Again");
  });

  it("every chart has its table, which stays when the page is shown again", async () => {
    await open(page());
    const card = view().page.locator('[data-figure="part/rates-all"]');
    await card.getByLabel("Show as table").check();
    await card.getByRole("cell").first().waitFor();
    await card.getByText("(suggested)").first().waitFor();
    await open(page());
    await card.locator("table").waitFor();
  });

  it("says what is being worked on and how far it is", async () => {
    const stage = { text: "Sweeping the learning rate of new layers", done: 30, total: 100, unit: "steps" };
    await open({ ...page(), parts: [], actions: [], stage });
    await view().page.getByText("30 of 100 steps").waitFor();
    await view().assertAccessible();
    await view().screenshot("page-working-dark");
  });

  it("says why something could not be done", async () => {
    const message = "must be a layer of the model, got dense9";
    const problem = { severity: "error" as const, code: "layers/unknown", file: "a.transfer.json", message };
    await open({ ...page(), parts: [], actions: [], problems: [problem] });
    await view().page.getByText(message).waitFor();
    await view().assertAccessible();
  });

  it("a message of the wrong form is said and leaves the page as it is", async () => {
    await open(page());
    await view().page.evaluate('editor.send({ type: "page", page: { title: 3 } })');
    await view()
      .page.getByText(/could not be read and was left out \(page\.title/)
      .waitFor();
    await view().page.getByText("It says 0.001 now.").waitFor();
    await view().send({ type: "page", page: page() });
    await view()
      .page.getByText(/could not be read/)
      .waitFor({ state: "hidden" });
  });

  for (const theme of panelThemes) {
    it(`breaks no rule of accessibility in the theme ${theme}`, async () => {
      await open(page(), theme);
      await view().assertAccessible();
      await view().screenshot(`page-${theme}`);
    });
  }
});
