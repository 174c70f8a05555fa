/** What the checks want to know of a run that another one goes on with. */
import type { RunFacts } from "../experiment/facts";
import type { Problem } from "../protocol/problem";
import { readRun } from "./read-run";

/**
 * @param folder absolute
 * @param named the folder as the file spells it
 */
export async function lookAtRun(folder: string, named: string): Promise<RunFacts | Problem> {
  const run = await readRun(folder);
  if (!("problem" in run)) return { experiment: run.experiment, state: run.state };
  if (run.problem.code !== "runs/missing") return run.problem;
  const message = "is not the folder of a run; runs are folders in .transfer-lab/runs beside their experiment file";
  return { severity: "error", code: "source/no-run", file: named, message };
}
