/**
 * The layers of one experiment in a webview, without a run: what its file says as it stands, saved or not. What the
 * person does with layers becomes an edit of the file, and the page is drawn anew from that.
 */
import path from "node:path";
import * as vscode from "vscode";
import type { FromLayers, ToLayers } from "../../protocol/layers-page";
import { core } from "../core";
import type { FactCache } from "../diagnostics/fact-cache";
import { Disposables } from "../disposables";
import { EXPERIMENT_SUFFIX } from "../ids";
import { decoded, htmlOf } from "../panel/webview-page";
import type { FilePlan } from "./file-plan";
import { PlanFollower } from "./plan-follower";

export interface LayersPanelOptions {
  uri: vscode.Uri;
  /** The folder of the bundles. */
  assets: vscode.Uri;
  facts: FactCache;
  log: vscode.LogOutputChannel;
  onMessage: (message: Exclude<FromLayers, { type: "ready" }>) => void;
}

export class LayersPanel implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #follower: PlanFollower;
  readonly #experiment: string;
  #ready = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly options: LayersPanelOptions,
  ) {
    const { uri, facts, log, assets } = options;
    this.#experiment = path.basename(uri.fsPath, EXPERIMENT_SUFFIX);
    panel.title = vscode.l10n.t("Layers of {0}", this.#experiment);
    this.#disposables.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        void this.#receive(message);
      }),
    );
    this.#follower = this.#disposables.add(new PlanFollower({ uri, facts, log, onPlan: (plan) => this.#show(plan) }));
    panel.webview.options = { enableScripts: true, localResourceRoots: [assets] };
    panel.webview.html = this.#html();
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Closes the panel. */
  close(): void {
    this.panel.dispose();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #receive(raw: unknown): Promise<void> {
    const { fromLayersSchema } = await core();
    const message = decoded(fromLayersSchema, raw, "The page Layers", this.options.log);
    if (message === undefined) return;
    if (message.type !== "ready") {
      this.options.onMessage(message);
      return;
    }
    this.#ready = true;
    this.#follower.request();
  }

  async #show(plan: FilePlan | { fault: string }): Promise<void> {
    if (!this.#ready) return;
    const experiment = this.#experiment;
    const message: ToLayers =
      "fault" in plan
        ? { type: "fault", experiment, reason: plan.fault }
        : { type: "network", experiment, method: plan.method, layers: plan.layers, plan: plan.plan };
    await this.panel.webview.postMessage(message);
  }

  #html(): string {
    const { assets, uri } = this.options;
    return htmlOf(this.panel.webview, { assets, bundle: "webview-layers", directory: uri.fsPath });
  }
}
