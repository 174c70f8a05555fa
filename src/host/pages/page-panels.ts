/** The open generic pages, one for each thing that pages are about. */
import * as vscode from "vscode";
import { PagePanel } from "./page-panel";

export class PagePanels implements vscode.Disposable {
  readonly #panels = new Map<string, PagePanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * @param key what the page is about: the same key gets the page that is open already, whose buttons then are the new
   *   owner's
   * @param onAct called with the id of the button that was pressed
   */
  open(key: string, onAct: (id: string) => void): PagePanel {
    const panel = this.#panels.get(key) ?? this.#create(key);
    panel.onAct = onAct;
    panel.reveal();
    return panel;
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }

  #create(key: string): PagePanel {
    const assets = vscode.Uri.joinPath(this.extensionUri, "dist");
    const panel = new PagePanel({ assets, log: this.log });
    panel.onDidDispose(() => {
      this.#panels.delete(key);
    });
    this.#panels.set(key, panel);
    return panel;
  }
}
