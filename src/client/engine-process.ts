/** Spawns the engine: a Node process of its own with an IPC channel and the environment that its runtime needs. */
import { fork, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Runtime } from "../runtime/runtime";

export interface EngineOptions {
  /** The bundled engine, or its TypeScript source in a checkout. */
  enginePath: string;
  runtime: Runtime;
  /**
   * Threads of the numeric kernels. If left out: what TF_NUM_INTRAOP_THREADS says, else one for each core. A resume has
   * to name the number that the run recorded, because another one gives other last bits.
   */
  threads?: number;
  /** Where features of frozen layers are kept; what is left out is as this process's variables say, else by default. */
  featureCache?: FeatureCacheOptions;
  /** The Node binary, or an editor that can act as one; this process's own if left out. */
  nodePath?: string;
  /** How long the engine may take to say hello, milliseconds. */
  helloTimeoutMs?: number;
}

export interface FeatureCacheOptions {
  /** An absolute path, or `off`, which keeps nothing. */
  folder?: string;
  /** On disk at most, above 0. */
  gigabytes?: number;
}

export function spawnEngine({ enginePath, runtime, threads, featureCache, nodePath }: EngineOptions): ChildProcess {
  return fork(enginePath, [], {
    execPath: nodePath ?? process.execPath,
    execArgv: path.extname(enginePath) === ".ts" ? ["--import", typescriptLoader(enginePath)] : [],
    env: {
      ...process.env,
      ...runtimeEnvironment(runtime),
      ...threadEnvironment(threads),
      ...cacheEnvironment(featureCache),
      ELECTRON_RUN_AS_NODE: "1",
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "json",
    // A group of its own: Ctrl-C in a terminal reaches the command line alone, which then asks for a stop.
    detached: process.platform !== "win32",
  });
}

/**
 * The runtime reaches the engine by its environment: `TRANSFER_LAB_BINDING` is the native binding, left out for the
 * JavaScript backend, and `TRANSFER_LAB_RUNTIME_WARNING` then says why it is that one.
 */
function runtimeEnvironment(runtime: Runtime): NodeJS.ProcessEnv {
  return {
    TRANSFER_LAB_BINDING: runtime.kind === "native" ? runtime.binding : undefined,
    TRANSFER_LAB_RUNTIME_WARNING: runtime.kind === "native" ? undefined : runtime.why.join(" "),
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? "2",
  };
}

/** The number is always named, so that the one the engine records is the one that it computes with. */
function threadEnvironment(threads = threadsOfNewRuns()): NodeJS.ProcessEnv {
  const count = String(threads);
  return { TF_NUM_INTRAOP_THREADS: count, TF_NUM_INTEROP_THREADS: count, OMP_NUM_THREADS: count };
}

function threadsOfNewRuns(): number {
  const named = Number(process.env.TF_NUM_INTRAOP_THREADS);
  return Number.isInteger(named) && named > 0 ? named : os.availableParallelism();
}

const cacheEnvironment = ({ folder, gigabytes }: FeatureCacheOptions = {}): NodeJS.ProcessEnv => ({
  ...(folder !== undefined && { TRANSFER_LAB_FEATURE_CACHE: folder }),
  ...(gigabytes !== undefined && { TRANSFER_LAB_FEATURE_CACHE_GB: String(gigabytes) }),
});

const typescriptLoader = (enginePath: string): string => pathToFileURL(createRequire(enginePath).resolve("tsx")).href;
