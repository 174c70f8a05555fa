/** Makes the folder of a new run, before an engine starts. */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Experiment } from "../experiment/types";
import { writeJson, writeText } from "./json-file";
import { experimentName, runFiles, runsFolder } from "./layout";
import { writeStatus } from "./status";
import { writing } from "./write-problem";

export interface CreatedRun {
  runId: string;
  directory: string;
}

/** What a run writes beside its metrics, also where it is resumed. */
export interface RunRecords {
  /** Event files for TensorBoard. */
  tensorBoard?: boolean;
}

/**
 * The run belongs to this process until the engine writes its own id into `state.json`.
 *
 * @param sourceText the experiment file as it is, comments and all
 * @param directory of `newRunDirectory`, where it was needed before
 * @throws ProblemError where the folder cannot be written
 */
export async function createRun(
  experiment: Experiment,
  sourceText: string,
  { tensorBoard = false }: RunRecords = {},
  directory = newRunDirectory(experiment.file),
): Promise<CreatedRun> {
  const files = runFiles(directory);
  await writing(directory, async () => {
    await mkdir(path.dirname(directory), { recursive: true });
    await mkdir(directory);
    if (tensorBoard) await mkdir(files.tensorBoard);
  });
  await writeJson(files.experiment, experiment);
  await writeText(files.source, sourceText);
  await writeStatus(directory, { state: "starting", pid: process.pid, startedAt: new Date().toISOString() });
  return { runId: path.basename(directory), directory };
}

/** Where the next run of an experiment will be. */
export function newRunDirectory(experimentFile: string): string {
  const runId = `${experimentName(experimentFile)}-${timestamp(new Date())}-${randomBytes(2).toString("hex")}`;
  return path.join(runsFolder(experimentFile), runId);
}

/** `20260314-150926`, UTC, so that ids of one experiment sort by time. */
function timestamp(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return `${day.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}`;
}
