/** Runs of an experiment in a real engine process, followed to their end. */
import assert from "node:assert/strict";
import path from "node:path";
import { afterEach } from "mocha";
import { startEngine, type EngineClient } from "../../src/client/engine-client";
import type { EngineOptions } from "../../src/client/engine-process";
import type { MetricRow } from "../../src/protocol/metrics";
import type { Problem } from "../../src/protocol/problem";
import { createRun } from "../../src/runs/create-run";
import { nativeRuntime } from "./engine-runtime";
import { writeExperiment } from "./engine-workspace";
import { repositoryRoot } from "./paths";
import { temporaryFolder } from "./temporary-folder";

export type RunEnd = { reason: "finished" | "stopped" } | { problem: Problem };

/** One engine with one run; everything it says is kept. */
export class FollowedRun {
  readonly rows: MetricRow[] = [];
  readonly states: string[] = [];
  readonly warnings: Problem[] = [];
  readonly stages: string[] = [];
  /** Resolves when the engine closes the run, or is gone. */
  readonly end: Promise<RunEnd>;

  constructor(
    readonly engine: EngineClient,
    readonly directory: string,
  ) {
    engine.onRow((row) => this.rows.push(row));
    engine.onState((state) => this.states.push(state));
    engine.onStage(({ text }) => this.stages.push(text));
    engine.onWarning((problem) => this.warnings.push(problem));
    this.end = new Promise((resolve) => {
      engine.onEnded((reason) => {
        resolve({ reason });
      });
      engine.onFailed((problem) => {
        resolve({ problem });
      });
    });
  }

  /** Waits for the row after which `count` rows have come from this engine. */
  async rowNumber(count: number): Promise<void> {
    if (this.rows.length >= count) return;
    await new Promise<void>((resolve) => {
      const subscription = this.engine.onRow(() => {
        if (this.rows.length < count) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  async state(wanted: string): Promise<void> {
    if (this.states.at(-1) === wanted) return;
    await new Promise<void>((resolve) => {
      const subscription = this.engine.onState((state) => {
        if (state !== wanted) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  /** Ends the process as a crash or a power cut would. */
  async kill(): Promise<void> {
    this.engine.dispose();
    await this.engine.closed;
  }

  /** The end of the run, once the process is gone too. */
  async closed(): Promise<RunEnd> {
    const end = await this.end;
    await this.engine.close();
    return end;
  }

  async finished(): Promise<this> {
    assert.deepEqual(await this.closed(), { reason: "finished" });
    return this;
  }
}

const started = new Set<EngineClient>();

/** Call it inside `describe`: ends what a test leaves running. */
export function endEnginesAfterEach(): void {
  afterEach(async () => {
    const engines = [...started];
    started.clear();
    for (const engine of engines) engine.dispose();
    await Promise.all(engines.map((engine) => engine.closed));
  });
}

/** Runs of tests keep what can be computed again in a folder of their own. */
process.env.TRANSFER_LAB_FEATURE_CACHE ??= temporaryFolder("records").path;

export async function newEngine(options: Partial<EngineOptions> = {}): Promise<EngineClient> {
  const enginePath = path.join(repositoryRoot, "src/engine/main.ts");
  const runtime = options.runtime ?? (await nativeRuntime());
  const engine = await startEngine({ enginePath, ...options, runtime });
  started.add(engine);
  return engine;
}

async function follow(type: "run" | "resume", directory: string, options?: Partial<EngineOptions>) {
  const run = new FollowedRun(await newEngine(options), directory);
  await run.engine.request({ type, runDirectory: directory });
  return run;
}

export interface NewRun {
  folder: string;
  /** What the experiment file says; `tableExperiment` if left out. */
  experiment?: object;
  name?: string;
  engine?: Partial<EngineOptions>;
}

/** Writes the experiment file, makes a run of it and starts that. @throws ProblemError where the engine refuses it */
export async function startRun({ folder, experiment, name, engine }: NewRun): Promise<FollowedRun> {
  return follow("run", await newRun({ folder, ...(experiment && { experiment }), ...(name && { name }) }), engine);
}

/** @returns the folder of a run that no engine has begun yet */
export async function newRun({ folder, experiment, name }: Omit<NewRun, "engine">): Promise<string> {
  const written = await writeExperiment(folder, experiment, name);
  return (await createRun(written.experiment, written.text)).directory;
}

export const beginRun = (directory: string, engine?: Partial<EngineOptions>): Promise<FollowedRun> =>
  follow("run", directory, engine);

export const resumeRun = (directory: string, engine?: Partial<EngineOptions>): Promise<FollowedRun> =>
  follow("resume", directory, engine);

/** A run from its beginning to its end. */
export async function completeRun(options: NewRun): Promise<FollowedRun> {
  return (await startRun(options)).finished();
}

/** How a run fails. @returns the problem that closes it, or with which the engine refuses it */
export async function failedRun(options: NewRun): Promise<Problem> {
  const run = await startRun(options);
  const end = await run.closed();
  assert.ok("problem" in end, `the run ${"reason" in end ? end.reason : ""}`);
  return end.problem;
}
