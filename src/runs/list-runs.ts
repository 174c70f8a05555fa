/** The runs of a folder of experiment files. */
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { RunState } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";
import { experimentName, experimentOfRun, LAB_FOLDER } from "./layout";
import { readRun, type Headline } from "./read-run";
import { systemCode } from "./write-problem";

export interface RunSummary {
  runId: string;
  directory: string;
  /** ISO 8601; of a damaged folder the time it was made. */
  startedAt: string;
  /** `pets` for `pets.transfer.json`; of a damaged folder as its name says. */
  experiment: string;
  /** Absolute path of the experiment file, which may be gone. */
  experimentFile: string;
  state: RunState | "damaged";
  headline?: Headline;
  /** Why it failed, or what is wrong with the folder. */
  problem?: Problem;
}

/** How many folders are read at a time, to stay clear of the limit on open files. */
const batchSize = 32;

/**
 * Reads no metrics, so it stays quick with many runs. A damaged folder is an entry with a problem, never an exception.
 *
 * @param folder where the experiment files are
 * @returns newest first
 */
export async function listRuns(folder: string): Promise<RunSummary[]> {
  const directories = await runDirectories(folder);
  const summaries: RunSummary[] = [];
  for (let start = 0; start < directories.length; start += batchSize)
    summaries.push(...(await Promise.all(directories.slice(start, start + batchSize).map(summarize))));
  return summaries.sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.runId.localeCompare(a.runId));
}

/** The folders of the runs, in no order. */
export async function runDirectories(folder: string): Promise<string[]> {
  const runs = path.join(folder, LAB_FOLDER, "runs");
  const entries = await readdir(runs, { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(runs, entry.name));
}

/** What the name of a folder tells of a run that cannot be read. */
export async function damagedSummary(directory: string, problem: Problem): Promise<RunSummary> {
  const runId = path.basename(directory);
  const experiment = experimentOfRun(runId);
  const experimentFile = path.resolve(directory, "..", "..", "..", `${experiment}.transfer.json`);
  const startedAt = ((await stat(directory).catch(() => undefined))?.birthtime ?? new Date(0)).toISOString();
  return { runId, directory, startedAt, experiment, experimentFile, state: "damaged", problem };
}

async function summarize(directory: string): Promise<RunSummary> {
  const run = await readRun(directory);
  if ("problem" in run) return damagedSummary(directory, run.problem);
  const { file } = run.experiment;
  return {
    runId: run.runId,
    directory,
    startedAt: run.status.startedAt,
    experiment: experimentName(file),
    experimentFile: file,
    state: run.state,
    ...(run.headline && { headline: run.headline }),
    ...(run.status.problem && { problem: run.status.problem }),
  };
}
