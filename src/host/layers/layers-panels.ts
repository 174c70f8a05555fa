/** The open pages "Layers", one an experiment. After the window was reloaded the editor hands them back. */
import * as vscode from "vscode";
import type { FromLayers } from "../../protocol/layers-page";
import type { FactCache } from "../diagnostics/fact-cache";
import { LAYERS_PANEL } from "../ids";
import { directoryOfState } from "../panel/page";
import { revealLayer, showExperiment } from "./reveal-layer";
import { LayersPanel } from "./layers-panel";
import { setLayers } from "./set-layers";

export interface LayersPanelsOptions {
  extensionUri: vscode.Uri;
  facts: FactCache;
  log: vscode.LogOutputChannel;
  tell: (error: unknown) => void;
}

export class LayersPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #panels = new Map<string, LayersPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(private readonly options: LayersPanelsOptions) {
    this.#serializer = vscode.window.registerWebviewPanelSerializer(LAYERS_PANEL, this);
  }

  /** Shows the layers of an experiment beside its file. */
  show(file: string): void {
    const open = this.#panels.get(file);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const title = vscode.l10n.t("Layers");
    this.#adopt(vscode.window.createWebviewPanel(LAYERS_PANEL, title, vscode.ViewColumn.Beside), file);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const file = directoryOfState(state);
    if (file === undefined) panel.dispose();
    else this.#adopt(panel, file);
    return Promise.resolve();
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#panels.values()) panel.close();
    this.#panels.clear();
  }

  #adopt(webview: vscode.WebviewPanel, file: string): void {
    const { extensionUri, facts, log, tell } = this.options;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `layers-${theme}.svg`);
    webview.iconPath = { light: icon("light"), dark: icon("dark") };
    const uri = vscode.Uri.file(file);
    const panel = new LayersPanel(webview, {
      uri,
      assets: vscode.Uri.joinPath(extensionUri, "dist"),
      facts,
      log,
      onMessage: (message) => {
        this.#act(uri, message).catch(tell);
      },
    });
    this.#panels.set(file, panel);
    webview.onDidDispose(() => {
      panel.dispose();
      this.#panels.delete(file);
    });
  }

  async #act(uri: vscode.Uri, message: Exclude<FromLayers, { type: "ready" }>): Promise<void> {
    switch (message.type) {
      case "open-experiment":
        await showExperiment(uri);
        return;
      case "reveal-layer":
        await revealLayer(uri, message.layer);
        return;
      case "set-layers":
        await setLayers(uri, message, this.options.facts);
        return;
    }
  }
}
