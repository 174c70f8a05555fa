/**
 * The leaderboard in a webview: the rows of a `RunTable`, and on demand curves and differences of some. What is read of a
 * run is read from its folder, so a run of the command line or of another window is there like one of this window.
 */
import path from "node:path";
import * as vscode from "vscode";
import type { CurveChoice, FromLeaderboard, RunRow, ToLeaderboard } from "../../protocol/leaderboard";
import type { RunTable } from "../../runs/comparison/run-table";
import { core } from "../core";
import { Disposables } from "../disposables";
import { decoded, htmlOf } from "../panel/webview-page";
import type { RunIndex } from "../runs/run-index";
import type { RunService } from "../runs/run-service";
import { actOnLeaderboard } from "./leaderboard-actions";

/** Of runs that go on the rows and the curves are looked at this often: nobody tells what other processes do. */
const LOOK_MS = 1000;

export interface LeaderboardOptions {
  /** The folder of the bundles. */
  assets: vscode.Uri;
  index: RunIndex;
  service: RunService;
  log: vscode.LogOutputChannel;
  onError: (error: unknown) => void;
}

export class LeaderboardPanel implements vscode.Disposable {
  readonly #disposables = new Disposables();
  #table: RunTable | undefined;
  #ready = false;
  /** What to compare once the page is there. */
  #selected: readonly string[] = [];
  /** The curves that the page shows now. */
  #shown: { ids: readonly string[]; choice: CurveChoice } | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly options: LeaderboardOptions,
  ) {
    this.#listen();
    panel.webview.options = { enableScripts: true, localResourceRoots: [options.assets] };
    panel.webview.html = this.#html();
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Puts these runs into the comparison. */
  select(ids: readonly string[]): void {
    if (this.#ready && this.panel.visible) this.#post({ type: "select", ids: [...ids] });
    else this.#selected = ids;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #listen(): void {
    const { index, service, onError } = this.options;
    const add = this.#disposables.add.bind(this.#disposables);
    const attempt = (work: Promise<void> | undefined) => {
      work?.catch(onError);
    };
    add(
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        attempt(this.#receive(message));
      }),
    );
    add(
      index.onDidChangeRun((directory) => {
        attempt(directory === undefined ? this.#readAll() : this.#table?.readOne(directory));
      }),
    );
    add(service.onDidChangeState(({ directory }) => this.#table?.touch(directory)));
    add(service.onDidProgress(({ directory }) => this.#table?.touch(directory)));
    add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        if (this.#ready) this.#post({ type: "start", canWrite: true, selected: [] });
      }),
    );
    add(
      this.panel.onDidChangeViewState(() => {
        // A page that is out of sight is gone; it says `ready` when it is shown again.
        if (!this.panel.visible) this.#ready = false;
      }),
    );
    const notes = add(vscode.workspace.createFileSystemWatcher("**/.transfer-lab/notes.json"));
    const onNotes = (uri: vscode.Uri) => {
      attempt(this.#table?.readNotes(vscode.Uri.joinPath(uri, "..", "..").fsPath));
    };
    for (const event of [notes.onDidChange, notes.onDidCreate, notes.onDidDelete]) add(event(onNotes));
    this.#disposables.every(LOOK_MS, () => {
      attempt(this.#lookAtOngoing());
    });
  }

  async #receive(raw: unknown): Promise<void> {
    const { fromLeaderboardSchema } = await core();
    const message = decoded(fromLeaderboardSchema, raw, "The leaderboard", this.options.log);
    if (message !== undefined) await this.#answer(message);
  }

  async #answer(message: FromLeaderboard): Promise<void> {
    switch (message.type) {
      case "ready":
        await this.#start();
        return;
      case "compare":
        await Promise.all([this.#sendComparison(message.ids), this.#showCurves(message.ids, message)]);
        return;
      case "curves":
        await this.#showCurves(message.ids, message);
        return;
      case "open":
      case "annotate":
      case "export":
        if (this.#table !== undefined) await actOnLeaderboard(message, this.#table);
        return;
    }
  }

  async #start(): Promise<void> {
    const { RunTable } = await core();
    this.#ready = true;
    this.#shown = undefined;
    this.#post({ type: "start", canWrite: vscode.workspace.isTrusted, selected: [...this.#selected] });
    this.#selected = [];
    this.#table = new RunTable({
      onChange: (change) => {
        this.#post({ type: "rows", ...change });
      },
      onNotes: (read) => {
        this.#post({ type: "notes", ...read });
      },
      live: (directory) => {
        const live = this.options.service.liveRun(directory);
        return live && { state: live.state, ...(live.stage && { stage: live.stage }) };
      },
    });
    await this.#readAll();
  }

  async #readAll(): Promise<void> {
    const folders = new Set((await this.options.index.experiments()).map((file) => path.dirname(file)));
    await this.#table?.readAll([...folders]);
  }

  async #sendComparison(ids: readonly string[]): Promise<void> {
    const { readComparison } = await core();
    this.#post({ type: "comparison", comparison: await readComparison(this.#known(ids)) });
  }

  async #showCurves(ids: readonly string[], { arm, split }: CurveChoice): Promise<void> {
    const shown = { ids: this.#known(ids), choice: { arm, split } };
    this.#shown = shown;
    await this.#sendCurves(shown.ids, shown.choice);
  }

  async #sendCurves(ids: readonly string[], choice: CurveChoice): Promise<void> {
    const { readCurves } = await core();
    for await (const runs of readCurves(ids, choice)) {
      if (this.#shown?.choice !== choice) return;
      this.#post({ type: "curves", ...choice, runs });
    }
  }

  /** Only folders that this panel has found itself are read. */
  #known = (ids: readonly string[]): string[] => ids.filter((id) => this.#table?.row(id) !== undefined);

  async #lookAtOngoing(): Promise<void> {
    const { isOngoing } = await core();
    const goesOn = ({ state }: RunRow) => state !== "damaged" && isOngoing(state);
    const ongoing = (this.#table?.rows ?? []).filter(goesOn).map(({ id }) => id);
    if (ongoing.length === 0 || !this.panel.visible) return;
    for (const id of ongoing) await this.#table?.readOne(id);
    if (this.#shown === undefined) return;
    const { ids, choice } = this.#shown;
    await this.#sendCurves(
      ids.filter((id) => ongoing.includes(id)),
      choice,
    );
  }

  #post(message: ToLeaderboard): void {
    if (this.#ready) void this.panel.webview.postMessage(message);
  }

  #html(): string {
    return htmlOf(this.panel.webview, { assets: this.options.assets, bundle: "leaderboard" });
  }
}
