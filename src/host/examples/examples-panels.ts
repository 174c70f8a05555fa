/** The open pages of errors, one a run. After the window was reloaded the editor hands them back. */
import * as vscode from "vscode";
import type { Cell } from "../../protocol/examples";
import { EXAMPLES_PANEL } from "../ids";
import { directoryOfState } from "../panel/page";
import { Corrections } from "./corrections";
import { ExamplesPanel } from "./examples-panel";

export interface ExamplesPanelsOptions {
  extensionUri: vscode.Uri;
  log: vscode.LogOutputChannel;
  onError: (error: unknown) => void;
}

export class ExamplesPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #panels = new Map<string, { panel: ExamplesPanel; webview: vscode.WebviewPanel }>();
  readonly #serializer: vscode.Disposable;
  readonly #corrections = new Corrections();

  constructor(private readonly options: ExamplesPanelsOptions) {
    this.#serializer = vscode.window.registerWebviewPanelSerializer(EXAMPLES_PANEL, this);
  }

  /** @param cell of the confusion matrix, to show first; the mistakes with the largest loss by default */
  show(directory: string, cell?: Cell): void {
    if (!this.#panels.has(directory)) {
      const title = vscode.l10n.t("Errors");
      this.#adopt(vscode.window.createWebviewPanel(EXAMPLES_PANEL, title, vscode.ViewColumn.Active), directory);
    }
    this.#panels.get(directory)?.panel.reveal(cell);
  }

  /** Takes back what was corrected last in this window. */
  undo(): Promise<void> {
    return this.#corrections.undo();
  }

  deserializeWebviewPanel(webview: vscode.WebviewPanel, state: unknown): Promise<void> {
    const directory = directoryOfState(state);
    if (directory === undefined || this.#panels.has(directory)) webview.dispose();
    else this.#adopt(webview, directory);
    return Promise.resolve();
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { webview } of [...this.#panels.values()]) webview.dispose();
    this.#corrections.dispose();
  }

  #adopt(webview: vscode.WebviewPanel, directory: string): void {
    const { extensionUri, log, onError } = this.options;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `run-${theme}.svg`);
    webview.iconPath = { light: icon("light"), dark: icon("dark") };
    const assets = vscode.Uri.joinPath(extensionUri, "dist");
    const panel = new ExamplesPanel(webview, { directory, assets, corrections: this.#corrections, log, onError });
    this.#panels.set(directory, { panel, webview });
    webview.onDidDispose(() => {
      panel.dispose();
      this.#panels.delete(directory);
    });
  }
}
