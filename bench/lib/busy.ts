/** Whether something else keeps the machine busy, which would be measured along. */
import os from "node:os";
import { setTimeout as pause } from "node:timers/promises";

const WATCHED_MS = 1_000;

/** Watches for a second in which the benchmark itself does nothing. @returns share of all cores that was busy, 0..1 */
export async function busyShare(): Promise<number> {
  const before = processorMs();
  await pause(WATCHED_MS);
  const after = processorMs();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

/** Over all cores, since the machine was started. */
function processorMs(): { idle: number; all: number } {
  const times = os.cpus().map((core) => core.times);
  const sum = (of: (time: os.CpuInfo["times"]) => number): number => times.reduce((total, time) => total + of(time), 0);
  return {
    idle: sum(({ idle }) => idle),
    all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  };
}
