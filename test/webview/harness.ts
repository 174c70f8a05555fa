/**
 * The built panel in headless Chromium, in the page the extension gives it and with a stand-in for the editor's side.
 *
 * ```ts
 * const panel = usePanel();
 * it("shows the run it is sent", async () => {
 *   await panel().open("dark");
 *   await panel().send({ type: "view", view: sampleView() });
 *   await panel().page.getByText("Fine-tuning").first().waitFor();
 * });
 * ```
 *
 * An error in the page's console fails the test in which it appears.
 */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { type FromView, fromViewSchema, type RunView, type ToView } from "../../src/protocol/view";
import { launchBrowser } from "../support/browser";
import { screenshotFolder } from "../support/paths";
import { until } from "../support/until";
import { answerFromDist, english, origin, type PageLanguage } from "./served-page";
import themes from "./themes.json";

export type PanelTheme = keyof typeof themes;
export const panelThemes: readonly PanelTheme[] = ["dark", "light", "high-contrast", "high-contrast-light"];

const size = { width: 1000, height: 1200 };
const waitMs = 10_000;
const testMs = 30_000;
const accessibilityRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** A page of the extension: the entry of its bundle, and what it may say to the editor. */
export interface PageKind<From> {
  readonly entry: string;
  readonly from: z.ZodType<From>;
}

export class WebviewPage<From extends { type: string }, To> {
  /** What the page sent to the editor since it was opened, oldest first. */
  readonly posted: From[] = [];
  /** Console errors and uncaught errors since the page was opened; emptying it forgives them. */
  readonly errors: string[] = [];
  private kept: unknown;
  private language = english;

  constructor(readonly page: Page) {}

  /** Makes the page ready to be opened. */
  async prepare({ entry, from }: PageKind<From>): Promise<this> {
    const { page } = this;
    page.setDefaultTimeout(waitMs);
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
    page.on("pageerror", (error) => this.errors.push(error.stack ?? error.message));
    await page.exposeFunction("postToEditor", (message: unknown) => {
      this.posted.push(from.parse(message));
    });
    await page.exposeFunction("keepInEditor", (state: unknown) => {
      this.kept = state;
    });
    await page.route(
      "**/*",
      answerFromDist(entry, () => this.language),
    );
    await page.addInitScript({ path: path.join(__dirname, "page", "stand-in.js") });
    return this;
  }

  /** Pages that are opened from now on speak this language. */
  speak(language: PageLanguage): void {
    this.language = language;
  }

  /** Loads the page anew; what it kept through `setState` is still there, as after the panel was hidden. */
  async open(theme: PanelTheme = "dark"): Promise<void> {
    await this.page.evaluate("globalThis.editor?.kept()");
    this.posted.length = 0;
    this.errors.length = 0;
    await this.page.addInitScript(`window.keptInEditor = ${JSON.stringify(this.kept)}`);
    await this.page.goto(origin);
    await this.setTheme(theme);
    await until(() => this.posted.some((message) => message.type === "ready"), "the panel's first message", waitMs);
  }

  /** Sends a message as the editor does. */
  async send(message: To): Promise<void> {
    await this.page.evaluate(`editor.send(${JSON.stringify(message)})`);
  }

  /** Waits for a message to the editor. @returns the newest of that type */
  received<Type extends From["type"]>(type: Type): Promise<From & { type: Type }> {
    const matches = (message: From): message is From & { type: Type } => message.type === type;
    return until(() => this.posted.findLast(matches), `the message "${type}" to the editor`, waitMs);
  }

  /** Waits until what the page has been sent so far is drawn: the page draws at most once a frame. */
  async drawn(): Promise<void> {
    await this.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  /** Waits for the page to post it last; messages reach this process a moment after the key or click. */
  async postsLast(expected: From): Promise<void> {
    const arrived = () => isDeepStrictEqual(this.posted.at(-1), expected);
    await until(arrived, `${JSON.stringify(expected)} to the editor`, waitMs);
  }

  /** Gives the page the tokens and marks that a real VS Code gives it in this theme. */
  async setTheme(theme: PanelTheme): Promise<void> {
    await this.page.evaluate(`editor.setTheme(${JSON.stringify(theme)}, ${JSON.stringify(themes[theme])})`);
  }

  /** @throws AssertionError that lists each rule of WCAG 2.1 A and AA that the page breaks, and where */
  async assertAccessible(): Promise<void> {
    await this.page.evaluate(axe.source);
    const broken = await this.page.evaluate(`editor.brokenRules(${JSON.stringify(accessibilityRules)})`);
    assert.deepEqual(z.array(z.string()).parse(broken), []);
  }

  /** Every text that the page shows or says now, with what stands in closed details and lists to pick from. */
  async texts(): Promise<string[]> {
    return z.array(z.string()).parse(await this.page.evaluate("editor.shownTexts()"));
  }

  /** Buttons and headings whose text does not fit into them, and the page itself where it has to be scrolled sideways. */
  async cutOff(): Promise<string[]> {
    return z.array(z.string()).parse(await this.page.evaluate("editor.cutOff()"));
  }

  /** @returns the picture's path, `out/screenshots/<name>.png` */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshotFolder, { recursive: true });
    const file = path.join(screenshotFolder, `${name}.png`);
    await this.page.screenshot({ path: file, fullPage: true });
    return file;
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** The run panel. */
export class Panel extends WebviewPage<FromView, ToView> {
  /** Sends a whole run, and waits until the page has drawn it. */
  async show(view: RunView): Promise<void> {
    await this.send({ type: "view", view });
    await this.page.getByRole("heading", { level: 1, name: view.experiment }).waitFor();
    await this.drawn();
  }

  /** Turns the chart of a figure into its table, and waits until that is drawn. */
  async asTable(figure: string): Promise<void> {
    await this.page.locator(`[data-figure="${figure}"]`).getByLabel("Show as table").check();
    await this.drawn();
  }
}

/** One browser for all tests of a `describe`, and a fresh run panel for each of them. */
export const usePanel = (): (() => Panel) =>
  useFresh((page) => new Panel(page).prepare({ entry: "webview", from: fromViewSchema }));

/** The same with another page of the extension. */
export const usePage = <From extends { type: string }, To>(kind: PageKind<From>): (() => WebviewPage<From, To>) =>
  useFresh((page) => new WebviewPage<From, To>(page).prepare(kind));

interface Closable {
  readonly errors: readonly string[];
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

/** @returns a function, since the page exists only while a test runs */
function useFresh<Fresh extends Closable>(create: (page: Page) => Promise<Fresh>): () => Fresh {
  let browser: Browser | undefined;
  let panel: Fresh | undefined;

  before(async function () {
    this.timeout(testMs);
    browser = await launchBrowser();
  });
  beforeEach(async function () {
    this.timeout(testMs);
    this.currentTest?.timeout(testMs);
    assert.ok(browser);
    panel = await create(await browser.newPage({ viewport: size, reducedMotion: "reduce" }));
  });
  afterEach(async function () {
    this.timeout(testMs);
    const errors = [...(panel?.errors ?? [])];
    if (this.currentTest?.state === "failed") {
      await panel?.screenshot(`failed-${this.currentTest.fullTitle().replace(/\W+/g, "-")}`);
    }
    await panel?.close();
    assert.deepEqual(errors, [], "the page's console has errors");
  });
  after(async function () {
    this.timeout(testMs);
    await browser?.close();
  });

  return () => {
    assert.ok(panel, "the panel exists only while a test runs");
    return panel;
  };
}
