/**
 * `notes.json`: what people wrote to the runs of a folder, beside the runs and not in them, so that a run folder stays
 * what its engine made. Each change reads the file anew under a lock and replaces one entry, so two windows cannot lose
 * each other's notes; a file that cannot be read is never written over.
 */
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { runNoteSchema, type RunNote } from "../../protocol/leaderboard";
import { ProblemError, type Problem } from "../../protocol/problem";
import { readJson, writeJson } from "../json-file";
import { LAB_FOLDER } from "../layout";
import { acquireLock, type RunLock } from "../lock";

/** Entries may say more than this version knows; that is kept. */
const notesSchema = z.looseObject({
  version: z.literal(1),
  runs: z.record(z.string(), z.looseObject(runNoteSchema.shape)),
});
type Notes = z.infer<typeof notesSchema>;

/** Another window holds the lock for a few milliseconds; who waits longer than this has lost it to something else. */
const giveUpMs = 5_000;
const pollMs = 15;

/** @param folder of the experiment files */
export const notesFile = (folder: string): string => path.join(folder, LAB_FOLDER, "notes.json");

export interface ReadNotes {
  /** By run id. */
  notes: ReadonlyMap<string, RunNote>;
  /** Why they could not be read; then there are none. */
  problem?: Problem;
}

export async function readNotes(folder: string): Promise<ReadNotes> {
  const read = await readJson(notesFile(folder), notesSchema);
  if (!read.ok) return { notes: new Map(), ...(!read.missing && { problem: withWayOut(read.problem) }) };
  return { notes: new Map(Object.entries(read.value.runs).map(([id, note]) => [id, runNoteSchema.parse(note)])) };
}

/**
 * Changes the notes of some runs.
 *
 * @param change keys that it leaves out stay as they are; empty ones are taken away
 * @throws ProblemError where the file is damaged or newer, or cannot be written; then nothing has changed
 */
export async function changeNotes(folder: string, runIds: readonly string[], change: RunNote): Promise<void> {
  const lock = await waitForLock(folder);
  try {
    const read = await readJson(notesFile(folder), notesSchema);
    if (!read.ok && !read.missing) throw new ProblemError(withWayOut(read.problem));
    const before: Notes = read.ok ? read.value : { version: 1, runs: {} };
    const runs = { ...before.runs };
    for (const id of runIds) {
      const entry = merged(runs[id], change);
      if (entry === undefined) Reflect.deleteProperty(runs, id);
      else runs[id] = entry;
    }
    await writeJson(notesFile(folder), { ...before, runs });
  } finally {
    await lock.release();
  }
}

/** @returns undefined where nothing is left to keep */
function merged(entry: Notes["runs"][string] | undefined, { name, note, tags, pinned }: RunNote) {
  const next = { ...entry };
  const set = <K extends keyof RunNote>(key: K, value: RunNote[K], isEmpty: boolean) => {
    if (value === undefined) return;
    if (isEmpty) Reflect.deleteProperty(next, key);
    else next[key] = value;
  };
  set("name", name?.trim(), name?.trim() === "");
  set("note", note?.trim(), note?.trim() === "");
  const kept = tags && [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))];
  set("tags", kept, kept?.length === 0);
  set("pinned", pinned, pinned === false);
  return Object.keys(next).length === 0 ? undefined : next;
}

/** The lock is that of runs, under a name that no experiment has. */
async function waitForLock(folder: string): Promise<RunLock> {
  const end = Date.now() + giveUpMs;
  for (;;) {
    try {
      return await acquireLock(path.join(folder, "notes.json"), { runId: "notes.json", pid: process.pid });
    } catch (error) {
      const isHeld = error instanceof ProblemError && error.problem.code === "runs/already-running";
      if (!isHeld || Date.now() > end) throw error;
      await delay(pollMs);
    }
  }
}

const withWayOut = (problem: Problem): Problem => ({
  ...problem,
  message: `${problem.message}. Notes, tags and pins of this folder are neither shown nor changed until it is repaired, or moved away`,
});
