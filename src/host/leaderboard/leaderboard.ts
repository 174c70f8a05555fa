/** The one leaderboard of a window: shown by a command, and handed back by the editor after the window was reloaded. */
import * as vscode from "vscode";
import { LEADERBOARD_PANEL } from "../ids";
import type { RunIndex } from "../runs/run-index";
import type { RunService } from "../runs/run-service";
import { LeaderboardPanel } from "./leaderboard-panel";

export interface LeaderboardParts {
  extensionUri: vscode.Uri;
  index: RunIndex;
  service: RunService;
  log: vscode.LogOutputChannel;
  onError: (error: unknown) => void;
}

export class Leaderboard implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #serializer: vscode.Disposable;
  #open: { panel: LeaderboardPanel; webview: vscode.WebviewPanel } | undefined;

  constructor(private readonly parts: LeaderboardParts) {
    this.#serializer = vscode.window.registerWebviewPanelSerializer(LEADERBOARD_PANEL, this);
  }

  /** @param selected folders of the runs to compare at once */
  show(selected: readonly string[] = []): void {
    if (this.#open === undefined) {
      const title = vscode.l10n.t("Runs");
      this.#adopt(vscode.window.createWebviewPanel(LEADERBOARD_PANEL, title, vscode.ViewColumn.Active));
    } else this.#open.panel.reveal();
    if (selected.length > 0) this.#open?.panel.select(selected);
  }

  deserializeWebviewPanel(webview: vscode.WebviewPanel): Promise<void> {
    if (this.#open === undefined) this.#adopt(webview);
    else webview.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#open?.webview.dispose();
  }

  #adopt(webview: vscode.WebviewPanel): void {
    const { extensionUri, ...parts } = this.parts;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `run-${theme}.svg`);
    webview.iconPath = { light: icon("light"), dark: icon("dark") };
    const panel = new LeaderboardPanel(webview, { ...parts, assets: vscode.Uri.joinPath(extensionUri, "dist") });
    this.#open = { panel, webview };
    webview.onDidDispose(() => {
      panel.dispose();
      this.#open = undefined;
    });
  }
}
