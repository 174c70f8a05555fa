/** An engine whose death can be timed: known from its start on, before it says hello. */
import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { EngineClient } from "../../src/client/engine-client";
import { spawnEngine } from "../../src/client/engine-process";
import type { MetricRow } from "../../src/protocol/metrics";
import { runFiles } from "../../src/runs/layout";
import type { Runtime } from "../../src/runtime/runtime";
import { FollowedRun } from "./engine-run";
import { repositoryRoot } from "./paths";

/** What an engine was doing when it was killed; `testing` is everything between the last epoch of a trial and its row. */
export const moments = ["starting", "reading", "training", "testing", "writing"] as const;
export type Moment = (typeof moments)[number];

const helloTimeoutMs = 60_000;

export class KillableEngine {
  private readonly child: ChildProcess;
  private readonly client: EngineClient;
  private readonly run: FollowedRun;
  private readonly partsBefore: ReadonlySet<string>;
  private isUp = false;

  constructor(
    private readonly request: "run" | "resume",
    readonly directory: string,
    runtime: Runtime,
  ) {
    const enginePath = path.join(repositoryRoot, "src/engine/main.ts");
    this.partsBefore = new Set(this.parts());
    this.child = spawnEngine({ enginePath, runtime });
    this.client = new EngineClient(this.child, enginePath);
    this.run = new FollowedRun(this.client, directory);
  }

  /**
   * Carries out its run until it has finished it or is killed.
   *
   * @param meanwhile begins once the run has
   * @throws Error where it ended in any other way
   */
  async live(meanwhile: () => Promise<void>): Promise<void> {
    try {
      await this.client.ready(helloTimeoutMs);
      this.isUp = true;
      await this.client.request({ type: this.request, runDirectory: this.directory });
      await meanwhile();
      await this.client.closed;
    } catch (error) {
      await this.client.closed;
      if (!this.wasKilled) throw error;
    }
    if (!this.wasKilled) assert.deepEqual(await this.run.end, { reason: "finished" });
  }

  /** SIGKILL. @param withClient whether its client is gone too, and writes nothing of the death into the run's folder */
  kill(withClient: boolean): void {
    if (withClient) this.client.dispose();
    else this.child.kill("SIGKILL");
  }

  /** @returns false where the engine ended before */
  row(count: number): Promise<boolean> {
    return this.before(this.run.rowNumber(count));
  }

  /** The last epoch of a trial: its test and the saving of its model come next. @returns false where the engine ended before */
  lastEpoch(epochs: number): Promise<boolean> {
    const reported = new Promise<void>((resolve) => {
      this.client.onRow((row) => {
        if (isLastEpoch(row, epochs)) resolve();
      });
    });
    return this.before(reported);
  }

  /**
   * Measures how long its trials take between their last epoch and their row.
   *
   * @returns gives the shortest time so far, ms
   */
  timeTesting(epochs: number): () => number {
    const times: number[] = [];
    let begun = 0;
    this.client.onRow((row) => {
      if (isLastEpoch(row, epochs)) begun = performance.now();
      else if (row.type === "trial") times.push(performance.now() - begun);
    });
    return () => Math.min(...times);
  }

  /** Pauses, which writes a checkpoint, and continues. @returns false where the engine ended before */
  async checkpoint(): Promise<boolean> {
    this.pause();
    return (await this.before(this.run.state("paused"))) && (await this.goOn());
  }

  /** Asks for a pause. A refusal means that the engine is gone, and its end is waited for elsewhere. */
  pause(): void {
    this.client.request({ type: "pause" }).catch(() => undefined);
  }

  get isPaused(): boolean {
    return this.run.states.at(-1) === "paused";
  }

  get isGone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** @returns false where the engine ended before */
  async goOn(): Promise<boolean> {
    this.client.request({ type: "continue" }).catch(() => undefined);
    return this.before(this.run.state("running"));
  }

  /** Whether a checkpoint is half-written that was not so when this engine started. */
  get isInWrite(): boolean {
    return this.parts().some((part) => !this.partsBefore.has(part));
  }

  /** @param epochs of a trial */
  momentOfDeath(epochs: number): Moment {
    if (this.isInWrite) return "writing";
    if (!this.isUp) return "starting";
    const last = this.run.rows.at(-1);
    if (last === undefined) return "reading";
    return isLastEpoch(last, epochs) ? "testing" : "training";
  }

  private get wasKilled(): boolean {
    return this.child.signalCode === "SIGKILL";
  }

  private before(event: Promise<void>): Promise<boolean> {
    return Promise.race([event.then(() => true), this.client.closed.then(() => false)]);
  }

  /** Half-written checkpoints, each with the time of its last change. */
  private parts(): string[] {
    const { checkpoints } = runFiles(this.directory);
    if (!existsSync(checkpoints)) return [];
    const names = readdirSync(checkpoints).filter((name) => name.endsWith(".part"));
    return names.flatMap((name) => {
      const info = statSync(path.join(checkpoints, name), { throwIfNoEntry: false });
      return info === undefined ? [] : [`${name} ${info.mtimeMs}`];
    });
  }
}

const isLastEpoch = (row: MetricRow, epochs: number): boolean => row.type === "epoch" && row.epoch === epochs;
