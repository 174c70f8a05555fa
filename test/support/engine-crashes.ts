/**
 * Kills engines at random moments of their lives with SIGKILL, which is to a process what a power cut is, and compares
 * what the resumed runs end with to a run without a break, byte for byte.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { randomFor, type Random } from "../../src/math/random";
import { runFiles } from "../../src/runs/layout";
import { readWarnings } from "../../src/runs/metrics-log";
import { readRun } from "../../src/runs/read-run";
import type { Runtime } from "../../src/runtime/runtime";
import { crashEpochs, crashExperiment, crashOptimizers, crashSeeds, type CrashOptimizer } from "./crash-workspace";
import { newRun } from "./engine-run";
import { KillableEngine, type Moment } from "./killable-engine";

export interface CrashPlan {
  optimizer: CrashOptimizer;
  /** How often an engine is killed, at least. */
  kills: number;
  /** How many of these kills leave a half-written checkpoint, at least. */
  inWrites: number;
}

export interface CrashResult {
  kills: Record<Moment, number>;
  /** Runs that were killed, some of them many times, resumed to their end, and compared. */
  compared: number;
  /** What was not as in the run without a break. */
  differences: string[];
  /** How long an engine lives whose run has no break, ms. */
  lifeMs: number;
}

/** Spreads kills evenly over the optimizers. */
export function crashPlans(kills: number, inWrites: number): CrashPlan[] {
  const share = (total: number, index: number) => Math.ceil((total - index) / crashOptimizers.length);
  return crashOptimizers.map((optimizer, index) => {
    return { optimizer, kills: share(kills, index), inWrites: share(inWrites, index) };
  });
}

export const killsOf = ({ kills }: CrashResult): number => Object.values(kills).reduce((sum, count) => sum + count);

/** @param folder holds what `writeCrashWorkspace` wrote */
export async function crashRuns(plan: CrashPlan, folder: string, runtime: Runtime): Promise<CrashResult> {
  const experiment = crashExperiment(plan.optimizer);
  const fresh = () => newRun({ folder, experiment, name: plan.optimizer });
  const unbroken = await fresh();
  const times = await undisturbed(new KillableEngine("run", unbroken, runtime));

  const kills = { starting: 0, reading: 0, training: 0, testing: 0, writing: 0 };
  const result: CrashResult = { kills, compared: 0, differences: [], lifeMs: times.lifeMs };
  const random = randomFor("crashes", plan.optimizer);
  let broken: string | undefined;
  while (killsOf(result) < plan.kills || kills.writing < plan.inWrites) {
    const engine = new KillableEngine(broken === undefined ? "run" : "resume", broken ?? (await fresh()), runtime);
    broken = engine.directory;
    const isForWrite = random.uniform(0, plan.kills - killsOf(result)) < plan.inWrites - kills.writing;
    await (isForWrite ? killInWrite(engine, random) : killAtMoment(engine, random, times));
    if (await isFinished(broken)) {
      await compare(broken, unbroken, result);
      broken = undefined;
    } else kills[engine.momentOfDeath(crashEpochs)]++;
  }
  if (broken !== undefined) {
    await undisturbed(new KillableEngine("resume", broken, runtime));
    await compare(broken, unbroken, result);
  }
  return result;
}

/** How long an engine lives, and how long it tests a trial and saves its model at least, ms. */
interface Times {
  lifeMs: number;
  testingMs: number;
}

async function undisturbed(engine: KillableEngine): Promise<Times> {
  const testingMs = engine.timeTesting(crashEpochs);
  const start = performance.now();
  await engine.live(() => Promise.resolve());
  return { lifeMs: performance.now() - start, testingMs: testingMs() };
}

/** Most at any moment of an engine's life; every fifth shortly after a trial, while it is tested and its model saved. */
async function killAtMoment(engine: KillableEngine, random: Random, { lifeMs, testingMs }: Times): Promise<void> {
  const kill = killAfter(engine, random);
  if (random.uniform(0, 1) < 0.2) {
    await engine.live(async () => {
      if (await engine.lastEpoch(crashEpochs)) kill.within(testingMs);
    });
  } else {
    // Half of these engines write a checkpoint before, so that the next one goes on from there.
    const checkpointAt = random.uniform(0, 1) < 0.5 ? random.integer(1, 40) : undefined;
    kill.within(lifeMs);
    await engine.live(async () => {
      if (checkpointAt !== undefined && (await engine.row(checkpointAt))) await engine.checkpoint();
    });
  }
  kill.cancel();
}

/** A kill that comes when nobody expects it. Each draws its numbers at once, so that the next kill is not moved by it. */
function killAfter(engine: KillableEngine, random: Random) {
  const withClient = random.uniform(0, 1) < 0.5;
  const share = random.uniform(0, 1);
  let timer: NodeJS.Timeout | undefined;
  return {
    within: (ms: number) => {
      timer = setTimeout(() => {
        engine.kill(withClient);
      }, share * ms);
    },
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

/**
 * Kills it as soon as the half-written file of a checkpoint is seen. Where the engine was faster, it goes on, and its
 * next checkpoint is waited for. The first one goes undisturbed: it sweeps what an earlier crash left.
 */
async function killInWrite(engine: KillableEngine, random: Random): Promise<void> {
  const withClient = random.uniform(0, 1) < 0.5;
  const checkpointAt = random.integer(1, 10);
  await engine.live(async () => {
    if (!(await engine.row(checkpointAt)) || !(await engine.checkpoint())) return;
    for (;;) {
      engine.pause();
      while (!engine.isInWrite && !engine.isPaused && !engine.isGone) await new Promise(setImmediate);
      if (engine.isInWrite) engine.kill(withClient);
      if (engine.isInWrite || !(await engine.goOn())) return;
    }
  });
}

async function isFinished(directory: string): Promise<boolean> {
  const run = await readRun(directory);
  if ("problem" in run) throw new Error(`${directory} cannot be read any more: ${run.problem.message}`);
  return run.state === "finished";
}

/** Rows and weights have to be the same to the last bit, and no checkpoint may have been found damaged on the way. */
async function compare(broken: string, unbroken: string, result: CrashResult): Promise<void> {
  result.compared++;
  const compared = [
    runFiles("").metrics,
    ...crashSeeds.map((seed) => path.join(runFiles("").model(seed), "weights.bin")),
  ];
  for (const file of compared) {
    const [left, right] = await Promise.all([unbroken, broken].map((folder) => readFile(path.join(folder, file))));
    if (left === undefined || right === undefined || !left.equals(right)) {
      result.differences.push(`${path.join(broken, file)} is not ${path.join(unbroken, file)}`);
    }
  }
  const { rows } = await readWarnings(runFiles(broken).warnings);
  const unusable = rows.filter(({ code }) => code === "runs/checkpoint-unusable");
  result.differences.push(...unusable.map(({ file, message }) => `${file}: ${message}`));
}
