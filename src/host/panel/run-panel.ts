/**
 * One run in a webview. The page says `ready` and gets the whole view; from then on the rows that were added. All of it
 * is read from the run folder, so a panel that was closed, hidden or restored shows what one that stayed open shows,
 * and a run of the command line is followed like one of this window.
 */
import * as vscode from "vscode";
import type { MetricRow, RunState, Stage } from "../../protocol/metrics";
import type { FromView, ToView } from "../../protocol/view";
import type { Lines } from "../../runs/json-lines";
import { Coalesced } from "../coalesced";
import { core } from "../core";
import type { FactCache } from "../diagnostics/fact-cache";
import { Disposables } from "../disposables";
import type { FilePlan } from "../layers/file-plan";
import { PlanFollower } from "../layers/plan-follower";
import type { RunService } from "../runs/run-service";
import { decoded, htmlOf } from "./webview-page";

const GATHER_MS = 100;
/** Watching files is best effort: while a run goes on, the panel also looks by itself this often. */
const LOOK_MS = 1000;
const OVER: ReadonlySet<RunState> = new Set<RunState>(["finished", "failed", "stopped"]);

export interface RunPanelOptions {
  directory: string;
  /** The folder of the bundles. */
  assets: vscode.Uri;
  service: RunService;
  facts: FactCache;
  log: vscode.LogOutputChannel;
  onMessage: (message: Exclude<FromView, { type: "ready" }>) => void;
}

interface Shown {
  state: RunState;
  /** As JSON. */
  stage: string;
  /** Where its rows end in the metrics. */
  nextByte: number;
  /** The arms that it knows: a sweep gets more as it goes on. */
  arms: ReadonlySet<string>;
}

/** Whether more has changed than rows and stage: then the page gets everything anew. */
function isAnotherView(shown: Shown, state: RunState, { rows, restarted }: Lines<MetricRow>): boolean {
  const firstRows = shown.nextByte === 0 && rows.length > 0;
  return shown.state !== state || restarted || firstRows || rows.some(({ arm }) => !shown.arms.has(arm));
}

export class RunPanel implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #update: Coalesced;
  /** What the page has; nothing before it said `ready`. */
  #shown: Shown | undefined;
  #ready = false;
  /** Of the experiment's file: it may say something else of the layers than this run was made with. */
  #plan: PlanFollower | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly options: RunPanelOptions,
  ) {
    const { directory, service, log } = options;
    this.#update = this.#disposables.add(
      new Coalesced(
        GATHER_MS,
        () => this.#send(),
        (error) => {
          log.error(`${directory}: ${String(error)}`);
        },
      ),
    );
    this.#listen(directory, service);
    panel.webview.options = { enableScripts: true, localResourceRoots: [options.assets] };
    panel.webview.html = this.#html();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  get directory(): string {
    return this.options.directory;
  }

  /** Closes the panel. */
  close(): void {
    this.panel.dispose();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #listen(directory: string, service: RunService): void {
    const mine = (concerned: string) => {
      if (concerned === directory) this.#update.request();
    };
    this.#disposables.add(
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        void this.#receive(message);
      }),
    );
    this.#disposables.add(service.onDidWrite(mine));
    for (const event of [service.onDidChangeState, service.onDidProgress]) {
      this.#disposables.add(
        event((run) => {
          mine(run.directory);
        }),
      );
    }
    this.#disposables.add(
      service.onDidWarn(({ directory: concerned, problem }) => {
        if (concerned === directory && this.#ready) void this.#post({ type: "problem", problem });
      }),
    );
    const afresh = () => {
      this.#shown = undefined;
      this.#update.request();
    };
    const onMore = () => {
      this.#update.request();
    };
    this.#disposables.every(LOOK_MS, () => {
      if (this.#shown !== undefined && !OVER.has(this.#shown.state)) this.#update.request();
    });
    this.#watch("{network,environment,report}.json", afresh);
    this.#watch("{state.json,metrics.jsonl}", onMore);
  }

  #watch(files: string, react: () => void): void {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(this.options.directory), files);
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.#disposables.add(watcher.onDidCreate(react));
    this.#disposables.add(watcher.onDidChange(react));
  }

  async #receive(raw: unknown): Promise<void> {
    const { fromViewSchema } = await core();
    const message = decoded(fromViewSchema, raw, "The run panel", this.options.log);
    if (message === undefined) return;
    if (message.type !== "ready") {
      this.options.onMessage(message);
      return;
    }
    this.#ready = true;
    this.#shown = undefined;
    this.#update.request();
  }

  /** Sends what the page does not have yet. */
  async #send(): Promise<void> {
    if (!this.#ready) return;
    const { effectiveState, readMetrics, readStatus, runFiles } = await core();
    const { directory, service } = this.options;
    const status = await readStatus(directory);
    if (!status.ok) {
      await this.#post({ type: "problem", problem: status.problem });
      return;
    }
    const live = service.liveRun(directory);
    const state = live?.state ?? effectiveState(status.value);
    const metrics = await readMetrics(runFiles(directory).metrics, this.#shown?.nextByte ?? 0);
    const shown = this.#shown;
    if (shown === undefined || isAnotherView(shown, state, metrics)) await this.#sendAll();
    else await this.#sendNews(shown, metrics, live?.stage ?? status.value.stage);
  }

  async #sendNews(shown: Shown, { rows, nextByte }: Lines<MetricRow>, stage: Stage | undefined): Promise<void> {
    const spelled = JSON.stringify(stage ?? null);
    this.#shown = { ...shown, stage: spelled, nextByte };
    if (rows.length > 0) await this.#post({ type: "rows", rows });
    if (rows.some(({ type }) => type === "trial")) await this.#sendParts();
    if (spelled !== shown.stage) await this.#post({ type: "state", state: shown.state, ...(stage && { stage }) });
  }

  /** What only this method shows follows from its trials. */
  async #sendParts(): Promise<void> {
    const { readParts } = await core();
    const parts = await readParts(this.options.directory);
    if (parts !== undefined) await this.#post({ type: "parts", parts });
  }

  async #sendAll(): Promise<void> {
    const { readRunViewAt } = await core();
    const read = await readRunViewAt(this.options.directory);
    if ("problem" in read) {
      await this.#post({ type: "problem", problem: read.problem });
      return;
    }
    const live = this.options.service.liveRun(this.options.directory);
    const view = { ...read.view, ...(live && { state: live.state }), ...(live?.stage && { stage: live.stage }) };
    this.panel.title = view.experiment;
    this.#shown = {
      state: view.state,
      stage: JSON.stringify(view.stage ?? null),
      nextByte: read.nextByte,
      arms: new Set([...view.arms, ...view.rows].map(({ arm }) => arm)),
    };
    await this.#post({ type: "view", view });
    this.#followPlan(view.experimentFile);
  }

  #followPlan(file: string): void {
    if (this.#plan !== undefined) {
      this.#plan.request();
      return;
    }
    const { facts, log } = this.options;
    const onPlan = async (plan: FilePlan | { fault: string }): Promise<void> => {
      await this.#post({ type: "next", plan: "fault" in plan ? { choices: [], refused: plan.fault } : plan.plan });
    };
    this.#plan = this.#disposables.add(new PlanFollower({ uri: vscode.Uri.file(file), facts, log, onPlan }));
  }

  async #post(message: ToView): Promise<void> {
    await this.panel.webview.postMessage(message);
  }

  #html(): string {
    const { assets, directory } = this.options;
    return htmlOf(this.panel.webview, { assets, bundle: "webview", directory });
  }
}
