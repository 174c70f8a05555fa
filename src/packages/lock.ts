/**
 * A lock between processes, as a file that names its owner. A lock whose owner is gone is taken over, so a crash blocks
 * nobody. Should two processes still slip in at once (both taking over the same dead lock), the work below only doubles:
 * every result is put in place by one rename.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { fileFailure } from "./problems";

const pollMs = 100;
const heartbeatMs = 10_000;
/** A lock without a heartbeat for this long belongs to nobody, whatever its process id says. */
const deadAfterMs = 120_000;

const ownerSchema = z.object({ pid: z.number(), host: z.string(), token: z.string() });

interface LockOptions {
  signal?: AbortSignal | undefined;
  /** Called once if another process holds the lock. */
  onWait?: (() => void) | undefined;
}

/** Runs `action` while no other process holds `file`; waits for it if one does. */
export async function withLock<T>(file: string, action: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const token = randomUUID();
  await acquire(file, token, options);
  const heartbeat = setInterval(() => {
    utimes(file, new Date(), new Date()).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if ((await readText(file))?.includes(token)) await rm(file, { force: true });
  }
}

async function acquire(file: string, token: string, { signal, onWait }: LockOptions): Promise<void> {
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), token });
  let waiting = false;
  for (;;) {
    signal?.throwIfAborted();
    if (await createLock(file, owner)) return;
    const held = await readText(file);
    if (held !== undefined && (await isDead(file, held))) {
      await takeAway(file, held);
      continue;
    }
    if (!waiting) onWait?.();
    waiting = true;
    await delay(pollMs, undefined, { signal });
  }
}

async function createLock(file: string, owner: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw fileFailure(error, file);
  }
}

async function isDead(file: string, held: string): Promise<boolean> {
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) return false;
  if (Date.now() - info.mtimeMs > deadAfterMs) return true;
  const owner = parseOwner(held);
  return owner?.host === hostname() && !isRunning(owner.pid);
}

/** Moves a dead lock aside; puts it back if it turns out to be somebody's fresh one. */
async function takeAway(file: string, held: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const moved = await readText(aside);
  if (moved !== undefined && moved !== held) await createLock(file, moved);
  await rm(aside, { force: true });
}

function parseOwner(text: string): z.infer<typeof ownerSchema> | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
