/** Writes down that a run failed, for an engine that died before it could. */
import type { Problem } from "../protocol/problem";
import { effectiveState, isOngoing, readStatus, writeStatus } from "../runs/status";

/**
 * Leaves the run alone where it is over, or where another engine is busy with it. A state that cannot be written is let
 * be: the run then reads as interrupted, and the caller tells of the crash anyway.
 *
 * @param enginePid the engine that is gone
 */
export async function markFailed(runDirectory: string, problem: Problem, enginePid: number | undefined): Promise<void> {
  const status = await readStatus(runDirectory);
  if (!status.ok || !isOngoing(status.value.state)) return;
  const { pid, stage, startedAt } = status.value;
  const ours = pid === enginePid || pid === process.pid || effectiveState(status.value) === "interrupted";
  if (!ours) return;
  await writeStatus(runDirectory, { state: "failed", startedAt, problem, ...(stage && { stage }) }).catch(
    () => undefined,
  );
}
