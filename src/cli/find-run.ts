/** Finds the run that a person means: a run folder, the id of a run, or an experiment file for its newest run. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { nearest } from "../experiment/suggest";
import { ProblemError } from "../protocol/problem";
import { runFiles } from "../runs/layout";
import { listRuns } from "../runs/list-runs";
import { readRun, type RunRecord } from "../runs/read-run";

/** @throws ProblemError `runs/not-found`, or what is wrong with the run folder */
export async function findRun(named: string): Promise<RunRecord> {
  const run = await readRun(await findDirectory(named));
  if ("problem" in run) throw new ProblemError(run.problem);
  return run;
}

async function findDirectory(named: string): Promise<string> {
  const file = path.resolve(named);
  if (await isRunFolder(file)) return file;
  const info = await stat(file).catch(() => undefined);
  const runs = await listRuns(info?.isFile() === true ? path.dirname(file) : process.cwd());
  const run = runs.find(({ runId, experimentFile }) => runId === named || experimentFile === file);
  if (run !== undefined) return run.directory;
  const close = nearest(
    named,
    runs.map(({ runId }) => runId),
  );
  const way = close === undefined ? '"transfer-lab list" shows what there is' : `did you mean "${close}"?`;
  throw new ProblemError({
    severity: "error",
    code: "runs/not-found",
    file: named,
    message: `must be a run folder, the id of a run in this folder, or an experiment file that was run; ${way}`,
  });
}

/** Also where it is damaged: one of its two first files is enough. */
async function isRunFolder(folder: string): Promise<boolean> {
  const { state, experiment } = runFiles(folder);
  const found = await Promise.allSettled([stat(state), stat(experiment)]);
  return found.some(({ status }) => status === "fulfilled");
}
