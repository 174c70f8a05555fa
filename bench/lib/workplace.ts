/** Where the benchmark keeps data and models, and the environment in which every contestant runs. */
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { resolveRuntime } from "../../src/runtime/resolve";
import type { PeerCommand } from "./peer";

const benchFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Set for the numeric libraries of some machines; they would tie a contestant to kernels of another processor. */
const STRANGERS = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"];

export interface Workplace {
  /** In the per-user cache; what is in it can be made again. */
  folder: string;
  /** Of the repository. */
  root: string;
  env: NodeJS.ProcessEnv;
  python: (script: string, ...args: string[]) => PeerCommand;
  /** A TypeScript program of `bench/peers`. */
  typescript: (script: string, ...args: string[]) => PeerCommand;
  /** The command line, bundled. */
  transferLab: (...args: string[]) => PeerCommand;
}

/** @throws Error where the Python contestants or the training runtime are missing */
export async function openWorkplace(): Promise<Workplace> {
  const { TRANSFER_LAB_BENCH_PYTHON: python, TRANSFER_LAB_BENCH_FOLDER: folder } = process.env;
  if (python === undefined || folder === undefined)
    throw new Error("bench/run.ts is started by scripts/bench.mjs, which installs what it needs: npm run bench");
  const runtime = await resolveRuntime({ allowInstall: true });
  if (runtime.kind !== "native")
    throw new Error(`the benchmark needs the native training runtime: ${runtime.why.join(" ")}`);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TRANSFER_LAB_BINDING: runtime.binding,
    TF_CPP_MIN_LOG_LEVEL: "2",
    CUDA_VISIBLE_DEVICES: "",
    KERAS_BACKEND: "tensorflow",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  for (const name of STRANGERS) env[name] = undefined;
  await mkdir(folder, { recursive: true });
  const root = path.dirname(benchFolder);
  const script = (name: string): string => path.join(benchFolder, "peers", name);
  return {
    folder,
    root,
    env,
    python: (name, ...args) => ({ command: python, args: [script(name), ...args], env }),
    typescript: (name, ...args) => ({ command: process.execPath, args: ["--import=tsx", script(name), ...args], env }),
    transferLab: (...args) => ({
      command: process.execPath,
      args: [path.join(root, "bin", "transfer-lab.mjs"), ...args],
      env,
    }),
  };
}

/** An empty folder of that name in the workplace. */
export async function freshFolder({ folder }: Workplace, name: string): Promise<string> {
  const fresh = path.join(folder, name);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  return fresh;
}
