/** The open run panels, one a run. After the window was reloaded the editor hands them back. */
import path from "node:path";
import * as vscode from "vscode";
import type { FromView } from "../../protocol/view";
import type { FactCache } from "../diagnostics/fact-cache";
import { RUN_PANEL } from "../ids";
import type { RunService } from "../runs/run-service";
import { directoryOfState } from "./page";
import { RunPanel } from "./run-panel";

export interface RunPanelsOptions {
  extensionUri: vscode.Uri;
  service: RunService;
  facts: FactCache;
  log: vscode.LogOutputChannel;
  /** What the person did in a panel. */
  onMessage: (directory: string, message: Exclude<FromView, { type: "ready" }>) => void;
}

export class RunPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #panels = new Map<string, RunPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(private readonly options: RunPanelsOptions) {
    this.#serializer = vscode.window.registerWebviewPanelSerializer(RUN_PANEL, this);
  }

  /** Shows the panel of a run beside the file, and leaves the cursor where it is. */
  show(directory: string): void {
    const open = this.#panels.get(directory);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(RUN_PANEL, path.basename(directory), place), directory);
  }

  close(directory: string): void {
    this.#panels.get(directory)?.close();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const directory = directoryOfState(state);
    if (directory === undefined) panel.dispose();
    else this.#adopt(panel, directory);
    return Promise.resolve();
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
    this.#panels.clear();
  }

  #adopt(webview: vscode.WebviewPanel, directory: string): void {
    const { extensionUri, service, facts, log, onMessage } = this.options;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `run-${theme}.svg`);
    webview.iconPath = { light: icon("light"), dark: icon("dark") };
    const panel = new RunPanel(webview, {
      directory,
      assets: vscode.Uri.joinPath(extensionUri, "dist"),
      service,
      facts,
      log,
      onMessage: (message) => {
        onMessage(directory, message);
      },
    });
    this.#panels.set(directory, panel);
    webview.onDidDispose(() => {
      panel.dispose();
      this.#panels.delete(directory);
    });
  }
}
