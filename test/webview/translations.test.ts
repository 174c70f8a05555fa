/** Every page in a made-up language, in which a text that was forgotten shows, and in German. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { fromExamplesSchema, type FromExamples, type ToExamples } from "../../src/protocol/examples";
import { fromLayersSchema, type FromLayers, type ToLayers } from "../../src/protocol/layers-page";
import { fromLeaderboardSchema, type FromLeaderboard, type ToLeaderboard } from "../../src/protocol/leaderboard";
import { fromPageSchema, type FromPage, type ToPage } from "../../src/protocol/page";
import { partTable } from "../../src/protocol/part-table";
import { fromViewSchema, type FromView, type RunView, type ToView } from "../../src/protocol/view";
import { deepLayers, planOfLayers } from "./deep-network";
import { errorsView, pictureLook, someCorrections } from "./errors-view";
import { usePage, type PageKind } from "./harness";
import { planWith, withHealth } from "./layer-views";
import { mixedRows, sampleComparison, sampleCurves } from "./leaderboard-rows";
import { multitaskView, progressiveView } from "./method-views";
import { picturesView } from "./pictures-view";
import { failedView, finishedView, negativeView, reportIn, runningView } from "./sample-view";
import type { PageLanguage } from "./served-page";
import { sweepView } from "./sweep-view";
import { german, madeUp, untranslated } from "./untranslated";

interface Scene<To> {
  readonly name: string;
  /** One after the other. */
  readonly messages: readonly To[];
  /** Words that the protocol has for them, in English: terminal, saved report and page share them. */
  readonly words?: unknown;
  /** What the person then does. */
  readonly act?: (page: Page) => Promise<void>;
  /** A text that the page then shows in German, where it is looked at in German, too. */
  readonly german?: string;
}

function speaks<From extends { type: string }, To>(kind: PageKind<From>, scenes: readonly Scene<To>[]): void {
  const page = usePage<From, To>(kind);

  async function show(language: PageLanguage, { messages, act }: Scene<To>): Promise<void> {
    page().speak(language);
    await page().open();
    for (const message of messages) await page().send(message);
    await page().drawn();
    await act?.(page().page);
    await page().drawn();
  }

  for (const scene of scenes) {
    const { name, messages, words, german: expected } = scene;
    it(`${name} has no text of its own that is not translated`, async () => {
      await show(madeUp, scene);
      assert.deepEqual(untranslated(await page().texts(), [messages, words]), []);
      const switches = page().page.getByLabel("Show as table").and(page().page.locator(":visible"));
      for (const asTable of await switches.all()) await asTable.setChecked(true);
      await page().drawn();
      assert.deepEqual(untranslated(await page().texts(), [messages, words]), []);
    });

    if (expected === undefined) continue;
    it(`${name} speaks German, breaks no rule of accessibility in it, and fits`, async () => {
      await show(german, scene);
      assert.equal(await page().page.locator("html").getAttribute("lang"), "de");
      await page().page.getByText(expected).first().waitFor();
      await page().assertAccessible();
      assert.deepEqual(await page().cutOff(), []);
      await page().screenshot(`german-${name.replaceAll(" ", "-")}`);
    });
  }
}

const wordsOf = ({ parts }: Pick<RunView, "parts">): unknown => parts.map(partTable);

const run = (name: string, view: RunView, more: Partial<Scene<ToView>> = {}): Scene<ToView> => ({
  name,
  words: wordsOf(view),
  ...more,
  messages: [{ type: "view", view }, ...(more.messages ?? [])],
});

/** So many that the matrix is left out; each is taken for the next once. */
function manyClasses(): RunView {
  const view = finishedView();
  const classes = Array.from({ length: 50 }, (_, index) => `species ${index}`);
  const confusion = classes.map((_, row) => classes.map((_name, column) => [9, 1][column - row] ?? 0));
  const report = reportIn(view);
  return { ...view, report: { ...report, classes, trials: report.trials.map((trial) => ({ ...trial, confusion })) } };
}

/** A frozen layer is another one in the end, and the run was not compared with anything. */
function brokenView(): RunView {
  const view = finishedView();
  const report = reportIn(view);
  const frozen = report.frozen.map((entry) => ({ ...entry, after: "00" }));
  const verdict = { kind: "not-compared", sentence: "Nothing was compared." } as const;
  return { ...view, report: { ...report, frozen, gains: [], verdict } };
}

describe("in another language the run panel", () => {
  speaks<FromView, ToView>({ entry: "webview", from: fromViewSchema }, [
    { name: "before it is sent a run", messages: [], german: "Warten auf den Lauf …" },
    run("with a finished run", finishedView(), { german: "2 eingefrorene Schichten nachweislich unverändert" }),
    run("with a run that goes on", { ...runningView(900), runtime: "JavaScript" }, { german: "Durchgang 6 von 15" }),
    run("with a failed run", failedView(), { german: "Fehlgeschlagen" }),
    run("with columns", progressiveView(), { german: "liest die Spalten vor der eigenen" }),
    run("with several tasks", multitaskView(), { german: "Arm" }),
    run("with a sweep", sweepView(), { german: "Durchlauf der Schichten" }),
    run("with pictures", picturesView(), { german: "Was diese Methode zeigt" }),
    run("with layers that are measured", withHealth(finishedView()), {
      messages: [{ type: "next", plan: planWith({ conv3: "new" }) }],
      german: "nächster Lauf: neu",
    }),
    run("with a run that is starting", { ...runningView(0), state: "starting", layers: [] }),
    run("with a run that is paused", { ...runningView(900), state: "paused" }),
    run("with a run that was stopped", { ...runningView(900), state: "stopped" }),
    run("with a run that was interrupted", { ...runningView(900), state: "interrupted" }),
    run("with a transfer that does harm", negativeView()),
    run("with frozen layers that changed", brokenView()),
    run("with many classes", manyClasses()),
    run("with an epoch that is pointed at", finishedView(), {
      act: (page) => page.locator(".plot").first().press("End"),
    }),
  ]);
});

describe("in another language the page of layers", () => {
  const layers = deepLayers(12);
  const network: ToLayers = {
    type: "network",
    experiment: "pets",
    method: "Fine-tuning",
    layers,
    plan: planOfLayers(layers),
  };
  const blocks = layers.map(({ name }) => /^block_\d+/.exec(name)?.[0]);
  const fault: ToLayers = { type: "fault", experiment: "pets", reason: "pets.transfer.json is empty." };
  speaks<FromLayers, ToLayers>({ entry: "webview-layers", from: fromLayersSchema }, [
    { name: "of a deep network", messages: [network], words: blocks, german: "Wählen Sie eine Schicht" },
    {
      name: "with several layers chosen",
      messages: [network],
      words: blocks,
      act: async (page) => {
        await page.locator(".layer-box").first().click();
        await page.keyboard.press("Shift+End");
      },
    },
    { name: "of a file that names no layers", messages: [{ ...network, layers: [], plan: { choices: [] } }] },
    {
      name: "of a file with a fault",
      messages: [network, fault],
      words: blocks,
      german: "Was hier steht, ist der Stand davor",
    },
  ]);
});

describe("in another language the leaderboard", () => {
  const rows = mixedRows();
  const compared = rows.filter(({ state }) => state === "finished").slice(0, 3);
  const ids = compared.map(({ id }) => id);
  const runs: ToLeaderboard[] = [
    { type: "start", canWrite: true, selected: [] },
    { type: "rows", rows, gone: [], reading: false },
  ];
  const comparison: ToLeaderboard[] = [
    { type: "select", ids },
    { type: "comparison", comparison: sampleComparison(compared) },
    {
      type: "curves",
      arm: "transfer",
      split: "validation",
      runs: compared.map((row, index) => sampleCurves(row, index)),
    },
  ];
  speaks<FromLeaderboard, ToLeaderboard>({ entry: "leaderboard", from: fromLeaderboardSchema }, [
    { name: "without runs", messages: runs.slice(0, 1), german: "Die Läufe werden gelesen …" },
    { name: "with no runs at all", messages: [{ type: "rows", rows: [], gone: [], reading: false }] },
    { name: "with runs", messages: runs, german: "Vergleich" },
    {
      name: "with all columns",
      messages: runs,
      act: (page) => page.locator("header .toggle input").uncheck(),
      german: "18 Läufe",
    },
    { name: "with filters that nothing fits", messages: runs, act: (page) => page.getByRole("searchbox").fill("zzz") },
    { name: "with a comparison that is being read", messages: [...runs, ...comparison.slice(0, 1)] },
    { name: "with a comparison", messages: [...runs, ...comparison], german: "Vergleich von 3 Läufen" },
  ]);
});

describe("in another language the page of errors", () => {
  const view = errorsView();
  const messages: ToExamples[] = [
    { type: "view", view },
    someCorrections,
    { type: "looks", side: "test", looks: [{ name: "cat/0.png", look: pictureLook }] },
  ];
  const looks: ToExamples[] = [
    {
      type: "looks",
      side: "test",
      looks: [
        { name: "cat/1.png", look: { kind: "values", values: [{ column: "mass", value: 3 }], columns: 9 } },
        { name: "newt/5.png", look: { kind: "sound" } },
        { name: "dog/3.png", look: { kind: "text", text: "Once upon a time" } },
      ],
    },
    { type: "looks", side: "training", looks: [{ name: "dog/50.png", look: { kind: "missing", reason: "is gone" } }] },
  ];
  speaks<FromExamples, ToExamples>({ entry: "examples", from: fromExamplesSchema }, [
    { name: "with mistakes", messages, german: "der größte Verlust zuerst" },
    { name: "with all kinds of examples", messages: [...messages, ...looks] },
    {
      name: "with examples of the map selected",
      messages,
      act: (page) => page.locator(".map-legend button").first().click(),
      german: "13 Beispiele ausgewählt",
    },
    {
      name: "in a folder that is not trusted",
      messages: [{ type: "view", view: { ...view, predictions: view.predictions.slice(0, 1), canCorrect: false } }],
    },
    { name: "without answers", messages: [{ type: "view", view: { ...view, predictions: [] } }], german: "Führen Sie" },
  ]);
});

describe("in another language a generic page", () => {
  const { parts, problems } = { parts: picturesView().parts, problems: failedView().problems };
  const stage = { text: "Sweeping", done: 30, total: 100, unit: "steps" };
  const page = {
    title: "Find",
    paragraphs: ["Nothing."],
    parts,
    actions: [{ id: "a", title: "Again" }],
    stage,
    problems,
  };
  speaks<FromPage, ToPage>({ entry: "page-view", from: fromPageSchema }, [
    { name: "before it is sent anything", messages: [], german: "Warten auf die Seite …" },
    {
      name: "with all it can show",
      messages: [{ type: "page", page }],
      words: parts.map(partTable),
      german: "Was gefunden wurde",
    },
  ]);
});
