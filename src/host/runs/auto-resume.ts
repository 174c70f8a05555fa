/**
 * After a window reload or a crash of the editor: the runs that were going on, and whose engine is gone with it, go on
 * from their last checkpoint. An engine may still be ending when the new window looks, so it looks a few times. Where
 * two windows show the same folder, the lock of the run lets one of them.
 */
import path from "node:path";
import * as vscode from "vscode";
import type { RunRecord } from "../../runs/read-run";
import type { TrainingRuntime } from "../commands/training-runtime";
import { core } from "../core";
import { commandIds } from "../ids";
import type { RunIndex } from "./run-index";
import type { RunService } from "./run-service";

const LOOK_AGAIN_MS = 1000;
const LOOKS = 15;

export interface AutoResumeParts {
  index: RunIndex;
  service: RunService;
  runtime: TrainingRuntime;
  log: vscode.LogOutputChannel;
}

export class AutoResume implements vscode.Disposable {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: AutoResumeParts) {}

  /** Does nothing in an untrusted workspace, or where the setting says so. */
  async start(): Promise<void> {
    const wanted = vscode.workspace.getConfiguration("transferLab").get<boolean>("resumeAutomatically", true);
    if (!wanted || !vscode.workspace.isTrusted) return;
    const { isOngoing } = await core();
    const runs = await this.parts.index.allRuns();
    const directories = runs
      .filter(({ state }) => state === "interrupted" || (state !== "damaged" && isOngoing(state)))
      .map(({ directory }) => directory);
    await this.#look(directories, LOOKS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Resumes what is interrupted now, and looks again later at what is still going on. */
  async #look(directories: readonly string[], looksLeft: number): Promise<void> {
    const { readRun } = await core();
    const stillOngoing: string[] = [];
    for (const directory of directories) {
      const run = await readRun(directory);
      if ("problem" in run || this.parts.service.liveRun(directory) !== undefined) continue;
      if (wasCutOff(run)) await this.#resume(run);
      else if (run.state === "running" || run.state === "starting") stillOngoing.push(directory);
    }
    if (stillOngoing.length === 0 || looksLeft === 0) return;
    this.#timer = setTimeout(() => {
      this.#look(stillOngoing, looksLeft - 1).catch((error: unknown) => {
        this.parts.log.error(String(error));
      });
    }, LOOK_AGAIN_MS);
  }

  async #resume(run: RunRecord): Promise<void> {
    const { service, runtime, log } = this.parts;
    const { directory, experiment } = run;
    const name = path.basename(experiment.file);
    try {
      const present = await runtime.present();
      await service.start({ type: "resume", directory, experimentFile: experiment.file, runtime: present });
    } catch (error) {
      log.warn(`${name} was interrupted and could not go on by itself: ${String(error)}`);
      return;
    }
    const openRun = vscode.l10n.t("Open Run");
    const said = vscode.l10n.t("{0} was interrupted and goes on from its last checkpoint.", name);
    void vscode.window.showInformationMessage(said, openRun).then((answer) => {
      if (answer === openRun) void vscode.commands.executeCommand(commandIds.openRun, directory);
    });
  }
}

/** A paused run waits for the person; one that was busy goes on. */
const wasCutOff = ({ state, status }: RunRecord): boolean =>
  state === "interrupted" && (status.state === "running" || status.state === "starting");
