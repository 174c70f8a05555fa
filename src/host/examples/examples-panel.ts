/**
 * The errors of one run in a webview: what its networks took each test example for. Everything that it shows is read from the
 * run folder and the data, so a page that was closed or restored shows the same. Corrections go into a list beside the data.
 */
import path from "node:path";
import * as vscode from "vscode";
import type { Cell, FromExamples, Side, ToExamples } from "../../protocol/examples";
import type { Experiment } from "../../experiment/types";
import { Coalesced } from "../coalesced";
import { core, dataParts } from "../core";
import { Disposables } from "../disposables";
import { decoded, htmlOf } from "../panel/webview-page";
import type { Corrections } from "./corrections";
import { ExampleSides } from "./example-sides";
import { openExample } from "./open-example";

const GATHER_MS = 50;
/** Watching files is best effort, and says nothing of a list that was made and removed at once: it is read again this often. */
const LOOK_MS = 1000;

export interface ExamplesPanelOptions {
  /** Of the run. */
  directory: string;
  /** The folder of the bundles. */
  assets: vscode.Uri;
  corrections: Corrections;
  log: vscode.LogOutputChannel;
  onError: (error: unknown) => void;
}

export class ExamplesPanel implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #corrected: Coalesced;
  #cell: Cell | undefined;
  #ready = false;
  /** What the page was last told of the corrections, as JSON. */
  #told = "";
  #opened: Promise<{ experiment: Experiment; sides: ExampleSides }> | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly options: ExamplesPanelOptions,
  ) {
    const { assets, corrections, onError } = options;
    this.#corrected = this.#disposables.add(new Coalesced(GATHER_MS, () => this.#sendCorrections(), onError));
    this.#disposables.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message).catch(onError);
      }),
    );
    this.#disposables.add(
      corrections.onDidChange(() => {
        // Told even if nothing was changed: the page has drawn what the person asked for.
        this.#told = "";
        this.#corrected.request();
      }),
    );
    this.#disposables.every(LOOK_MS, () => {
      if (this.#told !== "" && panel.visible) this.#corrected.request();
    });
    this.#disposables.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#sendView().catch(onError);
      }),
    );
    panel.webview.options = { enableScripts: true, localResourceRoots: [assets] };
    panel.webview.html = this.#html();
  }

  /** @param cell of the confusion matrix, to show first */
  reveal(cell: Cell | undefined): void {
    this.#cell = cell ?? this.#cell;
    this.panel.reveal(undefined, false);
    if (this.#ready && cell !== undefined) this.#post({ type: "cell", cell });
  }

  dispose(): void {
    this.#disposables.dispose();
    void this.#opened?.then(
      ({ sides }) => sides.close(),
      () => undefined,
    );
  }

  async #receive(raw: unknown): Promise<void> {
    const { fromExamplesSchema } = await core();
    const message = decoded(fromExamplesSchema, raw, "The page of errors", this.options.log);
    if (message !== undefined) await this.#act(message);
  }

  async #act(message: FromExamples): Promise<void> {
    const { corrections } = this.options;
    switch (message.type) {
      case "ready":
        this.#ready = true;
        await this.#sendView();
        return;
      case "look":
        await this.#look(message.side, message.names);
        return;
      case "open":
        await openExample(await this.#data(message.side), message.name);
        return;
      case "open-list":
        await corrections.openList(await this.#data(message.side));
        return;
      case "correct":
        await corrections.change(await this.#data(message.side), message.names, message.change);
        return;
      case "undo":
        await corrections.undo();
        return;
    }
  }

  async #sendView(): Promise<void> {
    const { readExamples } = await dataParts();
    const { experiment, sides } = await this.#open();
    const view = await readExamples(this.options.directory, experiment, sides);
    this.panel.title = vscode.l10n.t("Errors of {0}", view.experiment);
    this.#post({
      type: "view",
      view: { ...view, canCorrect: vscode.workspace.isTrusted },
      ...(this.#cell && { cell: this.#cell }),
    });
    this.#told = "";
    await this.#sendCorrections();
  }

  async #sendCorrections(): Promise<void> {
    const { sides } = await this.#open();
    const { undoable } = this.options.corrections;
    const message: ToExamples = {
      type: "corrections",
      ...(await sides.corrections()),
      ...(undoable !== undefined && { undo: undoable }),
    };
    const told = JSON.stringify(message);
    if (told === this.#told) return;
    this.#told = told;
    this.#post(message);
  }

  async #look(side: Side, names: readonly string[]): Promise<void> {
    const data = await this.#data(side);
    const looks = await data.lookAt(names);
    this.#post({
      type: "looks",
      side,
      looks: names.flatMap((name, index) => (looks[index] === undefined ? [] : [{ name, look: looks[index] }])),
    });
  }

  async #data(side: Side) {
    const { sides } = await this.#open();
    return sides[side];
  }

  #open() {
    this.#opened ??= this.#readExperiment();
    return this.#opened;
  }

  async #readExperiment() {
    const { ProblemError, readRun } = await core();
    const run = await readRun(this.options.directory);
    if ("problem" in run) {
      this.#opened = undefined;
      throw new ProblemError(run.problem);
    }
    const sides = await ExampleSides.of(run.experiment);
    for (const file of sides.lists) this.#watch(file);
    return { experiment: run.experiment, sides };
  }

  /** A list may be changed by hand, or by another window. */
  #watch(file: string): void {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    const react = () => {
      this.#corrected.request();
    };
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.#disposables.add(event(react));
    }
  }

  #post(message: ToExamples): void {
    void this.panel.webview.postMessage(message);
  }

  #html(): string {
    const { assets, directory } = this.options;
    return htmlOf(this.panel.webview, { assets, bundle: "examples", directory, playsSounds: true });
  }
}
