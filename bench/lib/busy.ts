/**
 * How much of the machine others take while something is measured. What is measured then is in part the others, and
 * libraries suffer from it unequally: threads that wait for each other by spinning most of all.
 */
import { readFileSync } from "node:fs";
import os from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { processTree } from "./process-memory";

const WATCHED_MS = 1_000;
/** Linux counts the time of processes in hundredths of a second. */
const MS_PER_TICK = 10;

/** Watches for a second in which the benchmark itself does nothing. @returns share of all cores that was busy, 0..1 */
export async function busyShare(): Promise<number> {
  const others = watchOthers();
  await pause(WATCHED_MS);
  return others();
}

/**
 * Begins to watch.
 *
 * @returns tells the share of all cores that was taken since then by processes that are not of this benchmark, 0..1;
 *   where the platform does not tell the time of processes, the benchmark's own count as others
 */
export function watchOthers(): () => number {
  const before = { ...processorMs(), own: ownMs() };
  return () => {
    const after = processorMs();
    const others = after.busy - before.busy - (ownMs() - before.own);
    return Math.min(1, Math.max(0, others / (after.all - before.all)));
  };
}

/** Over all cores, since the machine was started. */
function processorMs(): { busy: number; all: number } {
  const times = os.cpus().map((core) => core.times);
  const sum = (of: (time: os.CpuInfo["times"]) => number): number => times.reduce((total, time) => total + of(time), 0);
  const busy = sum(({ user, nice, sys, irq }) => user + nice + sys + irq);
  return { busy, all: busy + sum(({ idle }) => idle) };
}

const ownMs = (): number => processTree(process.pid).reduce((total, pid) => total + processMs(pid), 0);

/** User and system time of a process and of those of its children that have ended, milliseconds. */
function processMs(pid: number): number {
  // The name of the program stands in brackets and may hold anything; the times are fields 14 to 17 of the line.
  const fields = statOf(pid).split(") ").at(-1)?.split(" ").slice(11, 15) ?? [];
  return MS_PER_TICK * fields.reduce((total, ticks) => total + Number(ticks), 0);
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}
