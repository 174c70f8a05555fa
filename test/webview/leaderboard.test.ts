/** The leaderboard in a real browser, driven like the editor and a person drive it. */
import assert from "node:assert/strict";
import {
  fromLeaderboardSchema,
  type FromLeaderboard,
  type RunRow,
  type ToLeaderboard,
} from "../../src/protocol/leaderboard";
import { until } from "../support/until";
import { panelThemes, usePage } from "./harness";
import { mixedRows, sampleComparison, sampleCurves, sampleRow, sampleRows } from "./leaderboard-rows";

describe("the leaderboard", () => {
  const board = usePage<FromLeaderboard, ToLeaderboard>({ entry: "leaderboard", from: fromLeaderboardSchema });
  const page = () => board().page;
  const grid = () => page().getByRole("grid", { name: "Runs" });
  const headings = async () => (await grid().locator("thead th").allInnerTexts()).slice(1).map((text) => text.trim());
  const names = () => grid().locator("tbody tr:not(.spacer):not([hidden]) .col-name .value").allInnerTexts();
  const lines = () => grid().locator("tbody tr:not(.spacer):not([hidden])");
  const status = () => page().locator(".amount");

  async function show(rows: RunRow[], canWrite = true): Promise<void> {
    await board().send({ type: "start", canWrite, selected: [] });
    await board().send({ type: "rows", rows, gone: [], reading: false });
    await board().drawn();
  }

  /** Chooses the first rows by keyboard and answers what the page asks for. */
  async function compare(count: number): Promise<RunRow[]> {
    await grid().focus();
    for (let index = 0; index < count; index++) {
      await page().keyboard.press("Space");
      await page().keyboard.press("ArrowDown");
    }
    const asked = await until(() => {
      const last = board().posted.findLast((message) => message.type === "compare");
      return last?.ids.length === count && last;
    }, `the question for ${count} runs`);
    const rows = asked.ids.map((id) => shown.find((row) => row.id === id) ?? assert.fail(id));
    await board().send({ type: "comparison", comparison: sampleComparison(rows) });
    const { arm, split } = asked;
    await board().send({ type: "curves", arm, split, runs: rows.map((row, index) => sampleCurves(row, index)) });
    await board().drawn();
    return rows;
  }
  let shown: RunRow[] = [];

  beforeEach(async () => {
    shown = mixedRows();
    await board().open("dark");
  });

  it("says that it reads, and that there are no runs yet", async () => {
    await page().getByText("Reading the runs…").waitFor();
    await show([]);
    await page().getByText("There are no runs yet.").waitFor();
  });

  it("shows the newest runs first, pinned ones above them", async () => {
    await show(shown);
    const [first, second] = await names();
    assert.deepEqual([first, second], ["the best so far", "pets"]);
    assert.equal(await status().innerText(), "18 runs");
  });

  it("sorts by a heading, both ways, with what has no value last", async () => {
    await show(shown);
    const figures = async () =>
      (await grid().locator("tbody tr:not(.spacer) td.col-figure .value").allInnerTexts()).slice(1);
    await grid().getByRole("button", { name: "Figure" }).click();
    await board().drawn();
    const up = (await figures()).filter(Boolean).map(parseFloat);
    assert.deepEqual(
      up,
      up.toSorted((a, b) => a - b),
    );
    assert.equal((await figures()).at(-1), "");
    assert.equal(await grid().locator("th.col-figure").getAttribute("aria-sort"), "ascending");
    await page().keyboard.press("Enter");
    await board().drawn();
    const down = (await figures()).filter(Boolean).map(parseFloat);
    assert.deepEqual(down, up.toReversed());
    assert.equal((await figures()).at(-1), "");
  });

  it("finds rows by words, by method, by state and by tag, and says how many", async () => {
    await show(shown);
    const search = page().getByRole("searchbox");
    await search.fill("pets FINE");
    await until(async () => (await status().innerText()) === "6 of 18 runs", "six runs");
    await search.fill("no such run");
    await page().getByText("No run matches the filters.").waitFor();
    await page().getByRole("button", { name: "Clear the filters" }).click();
    await page().getByLabel("Filter by state").selectOption("damaged");
    await until(async () => (await status().innerText()) === "1 of 18 runs", "the damaged run");
    await page().getByLabel("Filter by state").selectOption("");
    await page().getByLabel("Filter by tag").selectOption("paper");
    await until(async () => (await names()).join() === "the best so far", "the tagged run");
  });

  it("leaves out columns that are the same everywhere, says what they hold, and shows them on request", async () => {
    await show(sampleRows(5));
    assert.ok(!(await headings()).includes("Epochs"));
    await page()
      .getByText(/The same in all 5 runs: .*epochs 30 · seeds 5 · source models\/mnist-convnet/)
      .waitFor();
    await page().getByLabel("Differences only").uncheck();
    await board().drawn();
    assert.ok((await headings()).includes("Epochs"));
  });

  it("says of a run that cannot be read why, and that of a failed one", async () => {
    await show(shown);
    assert.equal(
      await grid()
        .getByText(/^Cannot be read: .*newer version/)
        .count(),
      1,
    );
    assert.equal(
      await grid()
        .getByText(/^Failed: .*no number from epoch 3/)
        .count(),
      1,
    );
    await page().getByText("1 run cannot be read").click();
    await page().getByText("update Transfer Lab to read it").last().waitFor();
  });

  it("draws a new run at once, changes its row as it goes on, and takes a deleted one away", async () => {
    await show(shown);
    const row = sampleRow(40, { experiment: "new one", state: "starting" });
    await board().send({ type: "rows", rows: [row], gone: [], reading: false });
    await grid().getByText("new one").first().waitFor();
    await board().send({ type: "rows", rows: [{ ...row, state: "paused" }], gone: [], reading: false });
    await grid().getByText("Paused").waitFor();
    await board().send({ type: "rows", rows: [], gone: [row.id], reading: false });
    await until(async () => !(await names()).includes("new one"), "the row to go");
  });

  it("keeps only the lines in sight, and reaches the last of a thousand by keyboard", async () => {
    await show(sampleRows(1000));
    assert.ok((await lines().count()) < 80);
    assert.equal(await grid().getAttribute("aria-rowcount"), "1001");
    await grid().focus();
    await page().keyboard.press("End");
    const active = () => grid().locator("tr.active");
    await until(async () => (await active().getAttribute("aria-rowindex")) === "1001", "the last row");
    assert.equal(await grid().getAttribute("aria-activedescendant"), await active().getAttribute("id"));
    await page().keyboard.press("Enter");
    assert.equal((await board().received("open")).id, sampleRow(0).id);
  });

  it("writes names, notes, tags and pins where they stand, by keyboard alone", async () => {
    await show(shown);
    await grid().focus();
    await page().keyboard.press("ArrowDown");
    const { id } = sampleRow(15);
    const type = async (key: string, text: string) => {
      await page().keyboard.press(key);
      await page().locator(".cell-editor").fill(text);
      await page().keyboard.press("Enter");
    };
    await type("F2", "renamed");
    await board().postsLast({ type: "annotate", ids: [id], note: { name: "renamed" } });
    await type("n", "why");
    await board().postsLast({ type: "annotate", ids: [id], note: { note: "why" } });
    await type("t", "a, b");
    await board().postsLast({ type: "annotate", ids: [id], note: { tags: ["a", " b"] } });
    await page().keyboard.press("p");
    await board().postsLast({ type: "annotate", ids: [id], note: { pinned: true } });
    await page().keyboard.press("n");
    await page().locator(".cell-editor").fill("never mind");
    await page().keyboard.press("Escape");
    await page().keyboard.press("Enter");
    await board().postsLast({ type: "open", id });
  });

  it("goes on editing while rows change", async () => {
    await show(shown);
    await grid().focus();
    await page().keyboard.press("n");
    await page().locator(".cell-editor").fill("half a th");
    await board().send({ type: "rows", rows: [sampleRow(60)], gone: [], reading: false });
    await board().drawn();
    await page().keyboard.type("ought");
    await page().keyboard.press("Enter");
    const asked = await board().received("annotate");
    assert.deepEqual(asked.note, { note: "half a thought" });
    assert.deepEqual(asked.ids, [sampleRow(16).id]);
  });

  it("neither writes nor exports in a folder that is not trusted", async () => {
    await show(shown, false);
    await grid().focus();
    await page().keyboard.press("n");
    await page().keyboard.press("p");
    await page().keyboard.press("Enter");
    await board().received("open");
    assert.deepEqual(
      board().posted.map(({ type }) => type),
      ["ready", "open"],
    );
    assert.equal(await page().getByRole("button", { name: "Export CSV" }).count(), 0);
  });

  it("exports what is shown in the order in which it is shown", async () => {
    await show(shown);
    await page().getByRole("searchbox").fill("vowels");
    await until(async () => (await status().innerText()).startsWith("5 of"), "the vowels");
    await page().getByRole("button", { name: "Export CSV" }).click();
    const { ids } = await board().received("export");
    assert.deepEqual(
      ids,
      [14, 11, 8, 5, 2].map((index) => sampleRow(index).id),
    );
  });

  it("compares chosen runs: curves with their names, and what differs", async () => {
    await show(shown);
    const rows = await compare(3);
    await page().getByRole("heading", { name: "Comparison of 3 runs" }).waitFor();
    const entries = page().getByRole("list", { name: "Compared runs" }).getByRole("button");
    assert.equal(await entries.count(), 3);
    const parameters = page().getByRole("table", { name: "Parameters of the compared runs" });
    assert.deepEqual(
      (await parameters.locator("tbody th").allInnerTexts()).map((text) => text.trim()),
      ["training.optimizer.learningRate", "target.labelled.perClass"],
    );
    await page().getByText("The same in all of them: environment.").waitFor();
    await page().getByLabel("Show what is the same, too").check();
    await until(async () => (await parameters.locator("tbody tr").count()) === 4, "all four parameters");
    await page().locator('[data-figure="accuracy"]').getByLabel("Show as table").check();
    const table = page().getByRole("table", { name: "Accuracy by epoch" });
    await until(async () => (await table.locator("tbody tr").count()) === 30, "a line for each epoch");
    assert.equal(await table.locator("thead th").count(), 1 + rows.length);
  });

  it("lets one of fifty curves stand out by keyboard, and asks for the curves of another arm", async () => {
    shown = sampleRows(60);
    await show(shown);
    await compare(50);
    const accuracy = page().locator('[data-figure="accuracy"] canvas');
    const before = await accuracy.screenshot();
    await page().getByRole("list", { name: "Compared runs" }).getByRole("button").first().focus();
    await page().keyboard.press("ArrowDown");
    await until(async () => !(await accuracy.screenshot()).equals(before), "a line that stands out");
    await page()
      .locator('[data-figure="accuracy"]')
      .getByText(/: \d+\.\d % at epoch 30/)
      .waitFor();
    await page().getByLabel("Arm of the curves").selectOption("scratch");
    const asked = await board().received("curves");
    assert.deepEqual([asked.arm, asked.ids.length], ["scratch", 50]);
  });

  it("compares at once what the editor asks for, and forgets no choice when it is shown again", async () => {
    await show(shown);
    const ids = [sampleRow(3).id, sampleRow(4).id];
    await board().send({ type: "select", ids });
    assert.deepEqual((await board().received("compare")).ids, ids);
    await board().open("dark");
    await show(shown);
    assert.deepEqual((await board().received("compare")).ids, ids);
  });

  it("says that a message of the wrong form was left out, and goes on", async () => {
    await show(shown);
    await page().evaluate('editor.send({ type: "rows", rows: 5 })');
    await page().getByText("A message from the editor could not be read and was left out (rows").waitFor();
    assert.equal(await status().innerText(), "18 runs");
    await board().send({ type: "rows", rows: [sampleRow(41)], gone: [], reading: false });
    await until(async () => (await status().innerText()) === "19 runs", "the next message");
  });

  it("says what is wrong with notes until it no longer is", async () => {
    await show(shown);
    const problem = {
      severity: "error" as const,
      code: "runs/damaged",
      file: "/work/.transfer-lab/notes.json",
      message: "is damaged: unexpected end. Notes are not shown until it is repaired",
    };
    await board().send({ type: "notes", file: problem.file, problem });
    await board().send({ type: "notes", file: problem.file, problem });
    await page().getByText("is damaged: unexpected end").waitFor();
    assert.equal(await page().getByText("is damaged: unexpected end").count(), 1);
    await board().send({ type: "notes", file: problem.file });
    await page().getByText("is damaged: unexpected end").waitFor({ state: "detached" });
  });

  for (const theme of panelThemes) {
    it(`breaks no rule of accessibility in ${theme}, empty, full and comparing`, async () => {
      await board().open(theme);
      await board().assertAccessible();
      await show(shown);
      await board().assertAccessible();
      await compare(4);
      await board().assertAccessible();
      await board().screenshot(`leaderboard-${theme}`);
    });
  }
});
