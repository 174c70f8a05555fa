/**
 * How long it takes from opening the page "Layers" of a network of 300 layers until it can be used, in a real browser:
 *
 *   npm run bench:diagram
 *
 * Opened means: the browser begins to load the page. Usable means: the last layer is drawn, and a press of End has moved
 * the focus there. The network is sent as soon as the page asks for it. Two networks: one of blocks, which folds, and one
 * in which nothing repeats, so that a row is drawn for each layer. It fails where the median is above a second.
 */
import path from "node:path";
import type { Browser } from "playwright-core";
import { z } from "zod";
import type { ToLayers } from "../src/protocol/layers-page";
import type { LayerView } from "../src/protocol/view";
import { launchBrowser } from "../test/support/browser";
import { repositoryRoot } from "../test/support/paths";
import { until } from "../test/support/until";
import { deepLayers, planOfLayers, unlikeLayers } from "../test/webview/deep-network";
import { answerFromDist, origin } from "../test/webview/served-page";

const ROUNDS = 7;
const TARGET_MS = 1000;

/** Milliseconds by the clock of the page, which begins when it is opened. */
const timesSchema = z.object({ firstRows: z.number(), usable: z.number() });
type Times = z.infer<typeof timesSchema>;

const pageScript = (name: string) => ({ path: path.join(repositoryRoot, "test", "webview", "page", name) });

async function opening(browser: Browser, layers: LayerView[]): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } });
  const plan = planOfLayers(layers);
  const network: ToLayers = { type: "network", experiment: "deep", method: "Fine-tuning", layers, plan };
  const sent = { networkToSend: network, lastLayer: layers.at(-1)?.name };
  await page.route("**/*", answerFromDist("webview-layers"));
  await page.addInitScript(pageScript("stand-in.js"));
  await page.addInitScript(`Object.assign(globalThis, ${JSON.stringify(sent)})`);
  await page.addInitScript(pageScript("time-opening.js"));
  await page.goto(origin);
  const times = await until(
    async () => timesSchema.safeParse(await page.evaluate("globalThis.times")).data,
    "the times",
  );
  await page.close();
  return times;
}

/** The first opening does not count. */
async function measured(browser: Browser, title: string, layers: LayerView[]): Promise<boolean> {
  await opening(browser, layers);
  const rounds: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await opening(browser, layers));
  const usable = rounds.map((round) => round.usable);
  const range = `${written(Math.min(...usable))} to ${written(Math.max(...usable))}, ${ROUNDS} rounds`;
  const first = median(rounds.map(({ firstRows }) => firstRows));
  console.log(`${title}: first rows after ${written(first)}, usable after ${written(median(usable))} (${range})`);
  return median(usable) <= TARGET_MS;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const written = (ms: number): string => `${ms.toFixed(0)} ms`;

async function main(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const unlike = await measured(browser, "300 layers, none like another", unlikeLayers(300));
    const deep = await measured(browser, "302 layers in 33 blocks", deepLayers(33));
    if (!unlike || !deep) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

void main();
