/**
 * Checkpoints: files with everything a run needs to go on, written so that a crash at any moment leaves the old one or
 * the new one. The last two are kept. One that cannot be used is passed over, and a problem says why.
 */
import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { syncFolder } from "../runs/sync-folder";
import { ProblemError, type Problem } from "../protocol/problem";
import { systemCode } from "../runs/write-problem";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint, type Decoded } from "./checkpoint-format";

const KEPT = 2;

export interface ReadCheckpoint {
  /** The newest one that can be used; undefined where there is none, and training starts at its beginning. */
  checkpoint: Checkpoint | undefined;
  /** At most one, a warning: which files were passed over, why, and where training goes on instead. */
  problems: Problem[];
}

const checkpointNumber = (name: string): number => Number(/^(\d+)\.ckpt$/.exec(name)?.[1] ?? -1);
const isPart = (name: string): boolean => /^\d+\.ckpt\.part$/.test(name);
const nameOf = (number: number): string => `${String(number).padStart(8, "0")}.ckpt`;

/** @returns the numbers of the checkpoints, the oldest first, and the names of what crashes left half-written */
async function entriesOf(folder: string): Promise<{ numbers: number[]; parts: string[] }> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  const numbers = names.map(checkpointNumber).filter((number) => number >= 0);
  return { numbers: numbers.sort((a, b) => a - b), parts: names.filter(isPart) };
}

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { numbers, parts } = await entriesOf(folder);
  const file = path.join(folder, nameOf((numbers.at(-1) ?? 0) + 1));
  const handle = await open(`${file}.part`, "w");
  try {
    await handle.writeFile(encodeCheckpoint(checkpoint));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
  await syncFolder(folder);
  const surplus = numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT)).map(nameOf);
  for (const name of [...surplus, ...parts]) await rm(path.join(folder, name), { force: true });
}

/**
 * @param metricsBytes length of `metrics.jsonl`; a checkpoint with rows that were lost since is passed over
 * @throws ProblemError `runs/checkpoints-unreadable` where the folder cannot be read: what is in it may be good
 */
export async function readCheckpoint(folder: string, metricsBytes: number): Promise<ReadCheckpoint> {
  const { numbers } = await entriesOf(folder).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  const passedOver: { name: string; reason: string }[] = [];
  for (const name of numbers.reverse().map(nameOf)) {
    const read = await readOne(path.join(folder, name), metricsBytes);
    if (read.ok) return { checkpoint: read.checkpoint, problems: problemsOf(folder, passedOver, name) };
    passedOver.push({ name, reason: read.reason });
  }
  return { checkpoint: undefined, problems: problemsOf(folder, passedOver, undefined) };
}

async function readOne(file: string, metricsBytes: number): Promise<Decoded> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (error) {
    return { ok: false, reason: `it cannot be read: ${messageOf(error)}` };
  }
  const decoded = decodeCheckpoint(content);
  if (!decoded.ok || decoded.checkpoint.metricsBytes <= metricsBytes) return decoded;
  const expected = decoded.checkpoint.metricsBytes;
  return { ok: false, reason: `rows from before it are lost: expected ${expected} bytes of rows, got ${metricsBytes}` };
}

/** @param used the checkpoint that training goes on from */
function problemsOf(
  folder: string,
  passedOver: readonly { name: string; reason: string }[],
  used: string | undefined,
): Problem[] {
  const [newest, ...others] = passedOver;
  if (newest === undefined) return [];
  const reasons = [newest.reason, ...others.map(({ name, reason }) => `nor can ${name}: ${reason}`)].join("; ");
  const goesOn = used === undefined ? "training begins again" : `training goes on from the older checkpoint ${used}`;
  return [
    {
      severity: "warning",
      code: "runs/checkpoint-unusable",
      file: path.join(folder, newest.name),
      message: `this checkpoint cannot be used: ${reasons}; ${goesOn}`,
    },
  ];
}

function unreadable(folder: string, error: unknown): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "runs/checkpoints-unreadable",
    file: folder,
    message: `must be a folder that can be read, got ${messageOf(error)}; put that right, then resume the run`,
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
