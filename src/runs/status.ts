/** `state.json`: where a run is, and who carries it out. */
import type { RunState } from "../protocol/metrics";
import { readJson, writeJson, type ReadResult } from "./json-file";
import { runFiles, runStatusSchema, type RunStatus } from "./layout";
import { isWriterAlive } from "./process-alive";

export const readStatus = (runDirectory: string): Promise<ReadResult<RunStatus>> =>
  readJson(runFiles(runDirectory).state, runStatusSchema);

/** @throws ProblemError where the file cannot be written */
export async function writeStatus(
  runDirectory: string,
  status: Omit<RunStatus, "version" | "updatedAt">,
): Promise<void> {
  const whole: RunStatus = { version: 1, ...status, updatedAt: new Date().toISOString() };
  await writeJson(runFiles(runDirectory).state, whole);
}

/** Whether a process is still busy with the run, as far as the state says. */
export const isOngoing = (state: RunState): boolean =>
  state === "starting" || state === "running" || state === "paused";

/** The state as it really is: a run whose process is gone is `interrupted`, whatever was written last. */
export function effectiveState(status: RunStatus): RunState {
  if (!isOngoing(status.state)) return status.state;
  return status.pid !== undefined && isWriterAlive(status.pid, status.updatedAt) ? status.state : "interrupted";
}
