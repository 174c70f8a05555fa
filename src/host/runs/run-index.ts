/**
 * The experiment files of the workspace and their runs, as the disk has them, whoever carries them out: this window,
 * another one, or the command line. Read when asked for, kept until a watcher tells of a change.
 */
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { RunSummary } from "../../runs/list-runs";
import { Coalesced } from "../coalesced";
import { core } from "../core";
import { Disposables } from "../disposables";
import { findExperimentFiles, isExperimentFile } from "../experiment-files";
import { EXPERIMENT_GLOB } from "../ids";
import type { RunService } from "./run-service";

/**
 * How often the processes of runs that go on elsewhere are looked at, since nobody tells when one is killed, and the run
 * folders, since a watcher may miss folders that were made quickly one in the other, and then all that happens in them.
 */
const LOOK_MS = 3000;
const GATHER_MS = 150;

export class RunIndex implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #announce: Coalesced;
  readonly #runs = new Map<string, Promise<readonly RunSummary[]>>();
  #experiments: Promise<readonly string[]> | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  /** How the run folders of each folder looked when its runs were last read. */
  readonly #looks = new Map<string, ReadonlyMap<string, string>>();

  readonly #changedRun = this.#disposables.add(new vscode.EventEmitter<string | undefined>());

  readonly onDidChange = this.#changed.event;
  /** At once, the folder of the run in which something is new; undefined where anything may be. */
  readonly onDidChangeRun = this.#changedRun.event;

  constructor(
    private readonly service: RunService,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#announce = this.#disposables.add(
      new Coalesced(
        GATHER_MS,
        () => {
          this.#changed.fire();
          return Promise.resolve();
        },
        (error) => {
          log.error(String(error));
        },
      ),
    );
    const experiments = this.#disposables.add(vscode.workspace.createFileSystemWatcher(EXPERIMENT_GLOB));
    for (const event of [experiments.onDidCreate, experiments.onDidDelete]) {
      this.#disposables.add(
        event((uri) => {
          if (isExperimentFile(uri)) this.refresh();
        }),
      );
    }
    const states = this.#disposables.add(
      vscode.workspace.createFileSystemWatcher("**/.transfer-lab/runs/*/{state,report}.json"),
    );
    for (const event of [states.onDidCreate, states.onDidChange, states.onDidDelete]) {
      this.#disposables.add(
        event((uri) => {
          this.#changedOnDisk(path.dirname(uri.fsPath));
        }),
      );
    }
    // A folder that comes or goes as a whole is all that is told of it.
    const folders = this.#disposables.add(vscode.workspace.createFileSystemWatcher("**/.transfer-lab/runs/*"));
    for (const event of [folders.onDidCreate, folders.onDidDelete]) {
      this.#disposables.add(
        event(({ fsPath }) => {
          this.#changedOnDisk(fsPath);
        }),
      );
    }
    this.#disposables.add(
      service.onDidChangeState(({ directory }) => {
        this.changed(directory);
      }),
    );
    this.#disposables.every(LOOK_MS, () => {
      void this.#lookForOthers();
    });
    this.#disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.refresh();
      }),
    );
  }

  /** Absolute paths of the experiment files, sorted. */
  experiments(): Promise<readonly string[]> {
    this.#experiments ??= findExperimentFiles();
    return this.#experiments;
  }

  /** The runs of one experiment, newest first. */
  async runsOf(experimentFile: string): Promise<readonly RunSummary[]> {
    const all = await this.#runsIn(path.dirname(experimentFile));
    return all.filter((run) => run.experimentFile === experimentFile);
  }

  /** Every run of the workspace. */
  async allRuns(): Promise<readonly RunSummary[]> {
    const folders = new Set((await this.experiments()).map((file) => path.dirname(file)));
    return (await Promise.all([...folders].map((folder) => this.#runsIn(folder)))).flat();
  }

  /** Something in a run folder is new. */
  changed(runDirectory: string): void {
    this.#runs.delete(path.resolve(runDirectory, "..", "..", ".."));
    this.#changedRun.fire(runDirectory);
    this.#announce.request();
  }

  /** Forgets what was read. */
  refresh(): void {
    this.#experiments = undefined;
    this.#runs.clear();
    this.#changedRun.fire(undefined);
    this.#announce.request();
  }

  dispose(): void {
    clearTimeout(this.#watchdog);
    this.#disposables.dispose();
  }

  /** Of its own runs this window learns from their engines, before the disk says so and less often. */
  #changedOnDisk(runDirectory: string): void {
    if (this.service.liveRun(runDirectory) === undefined) this.changed(runDirectory);
  }

  #runsIn(folder: string): Promise<readonly RunSummary[]> {
    let runs = this.#runs.get(folder);
    if (runs === undefined) {
      runs = this.#read(folder);
      this.#runs.set(folder, runs);
    }
    return runs;
  }

  async #read(folder: string): Promise<readonly RunSummary[]> {
    const { listRuns, isOngoing } = await core();
    this.#looks.set(folder, await lookOfRuns(folder));
    try {
      const runs = await listRuns(folder);
      if (runs.some(({ state }) => state !== "damaged" && isOngoing(state))) this.#watchLiveness();
      return runs;
    } catch (error) {
      this.log.error(`The runs in ${folder} cannot be listed: ${String(error)}`);
      return [];
    }
  }

  async #lookForOthers(): Promise<void> {
    for (const [folder, before] of this.#looks) {
      const now = await lookOfRuns(folder);
      this.#looks.set(folder, now);
      for (const directory of new Set([...before.keys(), ...now.keys()])) {
        if (before.get(directory) !== now.get(directory)) this.#changedOnDisk(directory);
      }
    }
  }

  #watchLiveness(): void {
    this.#watchdog ??= setTimeout(() => {
      this.#watchdog = undefined;
      this.#lookAtOngoing().catch((error: unknown) => {
        this.log.error(String(error));
      });
    }, LOOK_MS);
  }

  async #lookAtOngoing(): Promise<void> {
    const { readRun, isOngoing } = await core();
    for (const run of await this.allRuns()) {
      if (run.state === "damaged" || !isOngoing(run.state)) continue;
      const now = await readRun(run.directory);
      if ("problem" in now || now.state !== run.state) this.changed(run.directory);
      else this.#watchLiveness();
    }
  }
}

/** When state and report of each run folder were written, by the folder. */
async function lookOfRuns(folder: string): Promise<Map<string, string>> {
  const runs = path.join(folder, ".transfer-lab", "runs");
  const names = await readdir(runs).catch(() => []);
  const looks = names.map(async (name) => {
    const directory = path.join(runs, name);
    const written = ["state.json", "report.json"].map((file) =>
      stat(path.join(directory, file)).catch(() => undefined),
    );
    return [directory, (await Promise.all(written)).map((stats) => stats?.mtimeMs).join()] as const;
  });
  return new Map(await Promise.all(looks));
}
