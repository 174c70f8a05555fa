/**
 * A page of text, tables, charts and buttons in a webview: what somebody found out. Its owner sends a page whenever there
 * is something new; the page says which button was pressed. Nothing of it is kept when the window closes.
 */
import * as vscode from "vscode";
import type { Page, ToPage } from "../../protocol/page";
import { core } from "../core";
import { PAGE_PANEL } from "../ids";
import { decoded, htmlOf } from "../panel/webview-page";

export interface PagePanelOptions {
  /** The folder of the bundles. */
  assets: vscode.Uri;
  log: vscode.LogOutputChannel;
}

export class PagePanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  #onAct: (id: string) => void = () => undefined;
  #page: Page | undefined;
  #ready = false;

  constructor(private readonly options: PagePanelOptions) {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const { assets } = options;
    const scripts = { enableScripts: true, localResourceRoots: [assets] };
    this.#panel = vscode.window.createWebviewPanel(PAGE_PANEL, "Transfer Lab", place, scripts);
    // Ends with the panel.
    this.#panel.webview.onDidReceiveMessage((message: unknown) => {
      void this.#receive(message);
    });
    this.#panel.webview.html = this.#html();
  }

  /** Called once the person has closed it, or `dispose` was called. */
  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  /** Shows this page in place of the one before. */
  show(page: Page): void {
    this.#page = page;
    this.#panel.title = page.title;
    this.#send();
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** From now on this is called with the id of a button that was pressed. */
  set onAct(onAct: (id: string) => void) {
    this.#onAct = onAct;
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** A page that was hidden and is shown again says `ready` once more, and gets everything anew. */
  async #receive(raw: unknown): Promise<void> {
    const { fromPageSchema } = await core();
    const message = decoded(fromPageSchema, raw, "A page", this.options.log);
    if (message === undefined) return;
    if (message.type === "act") {
      this.#onAct(message.id);
      return;
    }
    this.#ready = true;
    this.#send();
  }

  #send(): void {
    if (!this.#ready || this.#page === undefined) return;
    void this.#panel.webview.postMessage({ type: "page", page: this.#page } satisfies ToPage);
  }

  #html(): string {
    return htmlOf(this.#panel.webview, { assets: this.options.assets, bundle: "page-view" });
  }
}
