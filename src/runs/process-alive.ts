/**
 * Whether the process that wrote a lock or a state is still there. Process ids are used again after a restart of the
 * machine or of a container, so where the system tells when a process began (Linux), one that is younger than what it
 * is said to have written is another one.
 */
import { readFileSync } from "node:fs";

/** Clock steps and rounding, milliseconds. */
const toleranceMs = 5_000;
/** Linux counts process times in hundredths of a second on every platform that Node runs on. */
const tickMs = 10;

/**
 * @param pid the process named in the file
 * @param writtenAt when the file was written, ISO 8601
 */
export function isWriterAlive(pid: number, writtenAt: string): boolean {
  if (!exists(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return false;
    const bootSeconds = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "latin1"))?.[1]);
    const startedMs = bootSeconds * 1000 + Number(fields[18]) * tickMs;
    return !(startedMs > Date.parse(writtenAt) + toleranceMs);
  } catch {
    return exists(pid);
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
