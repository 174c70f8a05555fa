/** Reads the runs that a person compares. Those that cannot be read are left out, and said. */
import { inParallel } from "../../data/in-parallel";
import type { Comparison } from "../../protocol/leaderboard";
import type { Problem } from "../../protocol/problem";
import { readRun } from "../read-run";
import { compareRuns, type ComparedRun } from "./compare-runs";
import { readNetwork } from "./read-row";

/** To stay clear of the limit on open files. */
const AT_A_TIME = 16;

/** @param directories of the runs, in the order in which they are to stand */
export async function readComparison(directories: readonly string[]): Promise<Comparison> {
  const ids: string[] = [];
  const runs: ComparedRun[] = [];
  const problems: Problem[] = [];
  for (const [index, read] of (await inParallel(directories, AT_A_TIME, readOne)).entries()) {
    if ("problem" in read) problems.push(read.problem);
    else {
      ids.push(directories[index] ?? "");
      runs.push(read);
    }
  }
  return { ids, groups: compareRuns(runs), problems };
}

async function readOne(directory: string): Promise<ComparedRun | { problem: Problem }> {
  const [run, network] = await Promise.all([readRun(directory), readNetwork(directory)]);
  if ("problem" in run) return run;
  if (!network.ok && !network.missing) return { problem: network.problem };
  return { run, ...(network.ok && { layers: network.value }) };
}
