/**
 * One run of an experiment at a time: a file that names the run and the process that hold it. A lock whose process is
 * gone is taken over. So that two processes cannot take over the same dead lock, each dead lock is claimed first, by a
 * file that carries its token and that only one of them can create.
 */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { ProblemError } from "../protocol/problem";
import { lockFile } from "./layout";
import { isWriterAlive } from "./process-alive";
import { systemCode, writing } from "./write-problem";

const ownerSchema = z.object({ runId: z.string(), pid: z.number().int(), since: z.string(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** A claim, or a lock that holds nothing readable, is left over from a crash once it is older than this. */
const leftOverMs = 10_000;
/** While another process is in the middle of taking the lock, milliseconds between two looks at it. */
const pollMs = 20;
const giveUpMs = 2 * leftOverMs;

export interface RunLock {
  release(): Promise<void>;
}

/**
 * @param owner the run, and the process that carries it out
 * @throws ProblemError `runs/already-running` while another live process holds the lock; those of a failed write
 */
export async function acquireLock(experimentFile: string, owner: { runId: string; pid: number }): Promise<RunLock> {
  const file = lockFile(experimentFile);
  const mine: Owner = { ...owner, since: new Date().toISOString(), token: randomUUID() };
  await writing(file, () => mkdir(path.dirname(file), { recursive: true }));
  const deadline = Date.now() + giveUpMs;
  while (Date.now() < deadline) {
    if (await createOnly(file, JSON.stringify(mine))) return lockOf(file, mine);
    const held = await readOwner(file);
    if (held === "gone") continue;
    if (held !== undefined && isWriterAlive(held.pid, held.since)) throw heldBy(experimentFile, held);
    if (await takeOver(file, held, mine)) return lockOf(file, mine);
    await delay(pollMs);
  }
  throw new Error(`${file}: other processes kept changing it for ${giveUpMs / 1000} s`);
}

/** The run and process that hold the lock now, if any. */
export async function lockOwner(experimentFile: string): Promise<{ runId: string; pid: number } | undefined> {
  const held = await readOwner(lockFile(experimentFile));
  return held !== undefined && held !== "gone" && isWriterAlive(held.pid, held.since) ? held : undefined;
}

const lockOf = (file: string, mine: Owner): RunLock => ({
  release: async () => {
    const held = await readOwner(file);
    if (held !== undefined && held !== "gone" && held.token === mine.token) await rm(file, { force: true });
  },
});

/** @returns false where the lock is no longer the dead one, or another process takes it over right now */
async function takeOver(file: string, dead: Owner | undefined, mine: Owner): Promise<boolean> {
  if (dead === undefined && !(await isLeftOver(file))) return false;
  const claim = `${file}.${dead?.token ?? "unreadable"}`;
  if (!(await createOnly(claim, mine.token))) {
    if (await isLeftOver(claim)) await rm(claim, { force: true });
    return false;
  }
  try {
    const held = await readOwner(file);
    if (held === "gone" || held?.token !== dead?.token) return false;
    await writing(file, () => writeFileAtomic(file, JSON.stringify(mine)));
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

/** @returns undefined where the file holds no owner: it is being written this moment, or damaged */
async function readOwner(file: string): Promise<Owner | undefined | "gone"> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    return systemCode(error) === "ENOENT" ? "gone" : undefined;
  }
}

async function createOnly(file: string, text: string): Promise<boolean> {
  return writing(file, async () => {
    const handle = await open(file, "wx").catch((error: unknown) => {
      if (systemCode(error) === "EEXIST") return undefined;
      throw error;
    });
    if (handle === undefined) return false;
    try {
      await handle.writeFile(text);
      return true;
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
  });
}

async function isLeftOver(file: string): Promise<boolean> {
  const info = await stat(file).catch(() => undefined);
  return info !== undefined && Date.now() - info.mtimeMs > leftOverMs;
}

function heldBy(experimentFile: string, { runId, pid }: Owner): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "runs/already-running",
    file: experimentFile,
    message: `only one run of an experiment can go on at a time, and ${runId} (process ${pid}) is running; wait for it, stop it, or copy the experiment file`,
  });
}
