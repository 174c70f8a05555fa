/**
 * `npm run bench:leaderboard`: the leaderboard with a thousand runs of a thousand rows, in a real browser and on run
 * folders that are made for it. Prints milliseconds; needs the bundles (`npm run build`).
 *
 * What a person waits for is measured in the page, from the click to the second frame after it. What the editor host does
 * (reading folders, answering the page) is done here by the same functions, without the editor between them.
 */
import type { Page } from "playwright-core";
import { fromLeaderboardSchema, type FromLeaderboard, type ToLeaderboard } from "../src/protocol/leaderboard";
import { readComparison } from "../src/runs/comparison/read-comparison";
import { readCurves } from "../src/runs/comparison/run-curves";
import { RunTable } from "../src/runs/comparison/run-table";
import { launchBrowser } from "../test/support/browser";
import { temporaryFolder } from "../test/support/temporary-folder";
import { WebviewPage } from "../test/webview/harness";
import { newRun, ROWS, writeRuns } from "./lib/many-runs";
import { median } from "./lib/statistics";

const RUNS = 1000;
const CURVES = 50;
const TURNS = 7;

type Board = WebviewPage<FromLeaderboard, ToLeaderboard>;

/** Milliseconds from an action in the page to the second frame after it. */
const frameAfter = (page: Page, action: string): Promise<number> =>
  page.evaluate(
    `new Promise((done) => { const start = performance.now(); ${action}; requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); })`,
  );

/** What the editor host does for the page. */
function serve(board: Board) {
  let sending = Promise.resolve();
  const send = (message: ToLeaderboard) => {
    sending = sending.then(() => board.send(message));
  };
  const table = new RunTable({
    onChange: (change) => {
      send({ type: "rows", ...change });
    },
    onNotes: (read) => {
      send({ type: "notes", ...read });
    },
  });
  return { table, send, sent: () => sending };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

type Figures = [what: string, ms: number[]][];

const sortBy = (page: Page, title: string): Promise<number> =>
  frameAfter(
    page,
    `[...document.querySelectorAll("button.sort")].find((one) => one.textContent === "${title}").click()`,
  );

async function measureTable(
  board: Board,
  folder: string,
  { table, send, sent }: ReturnType<typeof serve>,
): Promise<Figures> {
  const { page } = board;
  const open = await timed(async () => {
    send({ type: "start", canWrite: true, selected: [] });
    await table.readAll([folder]);
    await sent();
    await page.locator(".amount", { hasText: /^1,000 runs$/ }).waitFor();
  });
  const sort = await inTurns(["Figure", "Rate", "Started", "Name"], (title) => sortBy(page, title));
  const filter = await inTurns(["p", "pe", "pets", "pets 0.01", ""], (text) =>
    frameAfter(
      page,
      `const box = document.querySelector("input[type=search]"); box.value = "${text}"; box.dispatchEvent(new Event("input"))`,
    ),
  );
  const scroll = await inTurns([4000, 12_000, 20_000, 27_000, 0], (top) =>
    frameAfter(page, `document.querySelector(".grid-scroller").scrollTop = ${top}`),
  );
  return [
    [`open: ${RUNS} runs of ${ROWS} rows, read and drawn`, [open]],
    ["sort by a column", sort],
    ["filter by words", filter],
    ["scroll to another place", scroll],
  ];
}

async function measureOverlay(board: Board, { table, send, sent }: ReturnType<typeof serve>): Promise<Figures> {
  const { page } = board;
  const ids = table.rows.slice(0, CURVES).map(({ id }) => id);
  const ends = `[...document.querySelectorAll(".run-end")].filter((one) => /%$/.test(one.textContent)).length`;
  const overlay = await timed(async () => {
    send({ type: "select", ids });
    const { arm, split } = await board.received("compare");
    send({ type: "comparison", comparison: await readComparison(ids) });
    for await (const runs of readCurves(ids, { arm, split })) send({ type: "curves", arm, split, runs });
    await sent();
    await page.waitForFunction(`${ends} === ${CURVES}`);
    await board.drawn();
  });
  const highlight = await inTurns([3, 17, 31, 8, 49], (index) =>
    frameAfter(page, `document.querySelectorAll(".run-entry")[${index}].focus()`),
  );
  const sort = await inTurns(["Figure", "Rate", "Started"], (title) => sortBy(page, title));
  return [
    [`overlay ${CURVES} curves and their differences, read and drawn`, [overlay]],
    [`let one of ${CURVES} curves stand out`, highlight],
    [`sort while ${CURVES} curves are shown`, sort],
  ];
}

async function measureNewRun(
  board: Board,
  folder: string,
  { table, sent }: ReturnType<typeof serve>,
): Promise<Figures> {
  // A run that begins is the newest: at the top, where it is seen, as at first.
  const newestFirst = board.page.locator('th.col-started[aria-sort="descending"]');
  while ((await newestFirst.count()) === 0) await sortBy(board.page, "Started");
  const appears = await inTurns(["first", "second", "third"], async (name, turn) => {
    const experiment = `${name}-${turn}`;
    return timed(async () => {
      await table.readOne(await newRun(folder, experiment));
      await sent();
      await board.page.locator("tbody .col-name", { hasText: experiment }).waitFor();
    });
  });
  return [["a new run: folder made, row drawn", appears]];
}

async function inTurns<T>(items: readonly T[], work: (item: T, turn: number) => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) for (const item of items) taken.push(await work(item, turn));
  return taken;
}

function print(figures: Figures): void {
  for (const [what, ms] of figures) {
    const most = Math.max(...ms).toFixed(0);
    console.log(`${what.padEnd(64)} ${median(ms).toFixed(0).padStart(6)} ms, at most ${most} ms (${ms.length})`);
  }
}

async function main(): Promise<void> {
  const home = temporaryFolder("leaderboard");
  const browser = await launchBrowser();
  try {
    await writeRuns(home.path, RUNS);
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, reducedMotion: "reduce" });
    const board: Board = await new WebviewPage<FromLeaderboard, ToLeaderboard>(page).prepare({
      entry: "leaderboard",
      from: fromLeaderboardSchema,
    });
    await board.open();
    const served = serve(board);
    print(await measureTable(board, home.path, served));
    print(await measureOverlay(board, served));
    print(await measureNewRun(board, home.path, served));
  } finally {
    await browser.close();
    home.remove();
  }
}

void main();
