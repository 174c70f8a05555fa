/**
 * Carries out runs: one engine process each, which ends with this window. It asks nothing of the person; the commands
 * do. What a run measured is read from its folder, so these events only say that there is something to read.
 */
import path from "node:path";
import * as vscode from "vscode";
import type { EngineClient, EngineRequest } from "../../client/engine-client";
import type { RunState, Stage } from "../../protocol/metrics";
import type { Problem } from "../../protocol/problem";
import type { Runtime } from "../../runtime/runtime";
import { core } from "../core";
import { Disposables } from "../disposables";
import { RUNNING_FILES } from "../ids";
import { featureCacheSettings, threadsSetting } from "./engine-settings";

/** A run that an engine of this window is busy with. */
export interface LiveRun {
  readonly directory: string;
  readonly experimentFile: string;
  state: RunState;
  stage?: Stage;
}

export interface RunOver {
  directory: string;
  experimentFile: string;
  outcome: { kind: "finished" | "stopped" } | { kind: "failed"; problem: Problem };
}

export interface RunRequest {
  type: "run" | "resume";
  directory: string;
  experimentFile: string;
  runtime: Runtime;
}

interface Entry {
  run: LiveRun;
  client?: EngineClient;
  /** The engine has taken the run. */
  accepted?: true;
  /** What was asked for before that. */
  asked?: EngineRequest | undefined;
}

export class RunService implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #entries = new Map<string, Entry>();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<LiveRun>());
  readonly #progress = this.#disposables.add(new vscode.EventEmitter<LiveRun>());
  readonly #wrote = this.#disposables.add(new vscode.EventEmitter<string>());
  readonly #over = this.#disposables.add(new vscode.EventEmitter<RunOver>());
  readonly #warning = this.#disposables.add(new vscode.EventEmitter<{ directory: string; problem: Problem }>());

  /** A run became live, changed its state, or is no longer live. */
  readonly onDidChangeState = this.#changed.event;
  /** The engine of a live run is busy with something else, or further. */
  readonly onDidProgress = this.#progress.event;
  /** The folder of a live run has new rows. */
  readonly onDidWrite = this.#wrote.event;
  /** The engine ended a run, or died. */
  readonly onDidEnd = this.#over.event;
  readonly onDidWarn = this.#warning.event;

  constructor(
    private readonly enginePath: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get liveRuns(): readonly LiveRun[] {
    return [...this.#entries.values()].map(({ run }) => run);
  }

  liveRun(directory: string): LiveRun | undefined {
    return this.#entries.get(directory)?.run;
  }

  liveRunOf(experimentFile: string): LiveRun | undefined {
    return this.liveRuns.find((run) => run.experimentFile === experimentFile);
  }

  /**
   * From now on everyone sees that a run starts, while its file is still being examined and its folder made.
   *
   * @returns ends that again where it does not come to `start`
   */
  announce(directory: string, experimentFile: string): () => void {
    const entry: Entry = { run: { directory, experimentFile, state: "starting" } };
    this.#entries.set(directory, entry);
    this.#announce(entry.run);
    return () => {
      this.#remove(entry);
    };
  }

  /**
   * Starts an engine for the run and returns once it accepted it.
   *
   * @throws ProblemError why the engine could not start, or did not take the run
   */
  async start(request: RunRequest): Promise<void> {
    const { directory, experimentFile } = request;
    const entry: Entry = {
      run: { directory, experimentFile, state: "starting" },
      asked: this.#entries.get(directory)?.asked,
    };
    this.#entries.set(directory, entry);
    this.#announce(entry.run);
    try {
      entry.client = await this.#startEngine(request);
      this.#listen(entry, entry.client);
      await entry.client.request({ type: request.type, runDirectory: directory });
      entry.accepted = true;
    } catch (error) {
      entry.client?.dispose();
      this.#remove(entry);
      throw error;
    }
    if (entry.asked !== undefined) await this.#ask(directory, entry.asked);
  }

  /** @throws ProblemError why it could not be done */
  stop = (directory: string): Promise<void> => this.#ask(directory, { type: "stop" });
  /** @throws ProblemError why it could not be done */
  pause = (directory: string): Promise<void> => this.#ask(directory, { type: "pause" });
  /** @throws ProblemError why it could not be done */
  continue = (directory: string): Promise<void> => this.#ask(directory, { type: "continue" });

  /** Ends every engine at once; their runs are then `interrupted` and go on when the window is back. */
  dispose(): void {
    for (const { client } of this.#entries.values()) client?.dispose();
    this.#entries.clear();
    this.#disposables.dispose();
  }

  async #startEngine({ type, directory, runtime }: RunRequest): Promise<EngineClient> {
    const { startEngine, markFailed, ProblemError } = await core();
    const threads = (type === "resume" ? await recordedThreads(directory) : undefined) ?? threadsSetting();
    try {
      return await startEngine({
        enginePath: this.enginePath,
        runtime,
        featureCache: featureCacheSettings(),
        ...(threads > 0 && { threads }),
      });
    } catch (error) {
      if (type === "run" && error instanceof ProblemError) await markFailed(directory, error.problem, undefined);
      throw error;
    }
  }

  #listen(entry: Entry, client: EngineClient): void {
    const { run } = entry;
    const { directory, experimentFile } = run;
    client.onState((state) => {
      run.state = state;
      this.#announce(run);
    });
    client.onStage((stage) => {
      run.stage = stage;
      this.#progress.fire(run);
    });
    client.onRow(() => {
      this.#wrote.fire(directory);
    });
    client.onWarning((problem) => {
      this.#warning.fire({ directory, problem });
    });
    client.onEnded((reason) => {
      this.#remove(entry);
      this.#over.fire({ directory, experimentFile, outcome: { kind: reason } });
    });
    client.onFailed((problem) => {
      this.#remove(entry);
      this.#over.fire({ directory, experimentFile, outcome: { kind: "failed", problem } });
    });
    this.log.info(`${path.basename(directory)}: ${client.backend.name} ${client.backend.version}`);
  }

  async #ask(directory: string, request: EngineRequest): Promise<void> {
    const entry = this.#entries.get(directory);
    if (entry === undefined) return;
    if (entry.accepted) await entry.client?.request(request);
    else entry.asked = request.type === "continue" ? undefined : request;
  }

  #remove(entry: Entry): void {
    if (this.#entries.get(entry.run.directory) !== entry) return;
    this.#entries.delete(entry.run.directory);
    this.#announce(entry.run);
  }

  /** The context key is for the `when` clauses of menus. */
  #announce(run: LiveRun): void {
    this.#changed.fire(run);
    const files = this.liveRuns.map(({ experimentFile }) => experimentFile);
    void vscode.commands.executeCommand("setContext", RUNNING_FILES, files);
  }
}

/** A resumed run keeps its number of threads whatever the setting says now, because another one gives other last bits. */
async function recordedThreads(directory: string): Promise<number | undefined> {
  const run = await (await core()).readRun(directory);
  return "problem" in run ? undefined : run.environment?.threads;
}
