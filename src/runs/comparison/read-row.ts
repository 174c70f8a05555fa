/** Reads a run folder as a row of the leaderboard. No metrics are read. */
import { access } from "node:fs/promises";
import { z } from "zod";
import type { RunRow } from "../../protocol/leaderboard";
import { layerViewSchema } from "../../protocol/view";
import { readJson } from "../json-file";
import { runFiles } from "../layout";
import { damagedSummary } from "../list-runs";
import { readRun } from "../read-run";
import { damagedRow, rowOf } from "./run-row";

/**
 * A folder that is damaged, or made by a newer version, is a row that says so.
 *
 * @returns undefined where there is no such folder
 */
export async function readRow(directory: string): Promise<RunRow | undefined> {
  const [run, network] = await Promise.all([readRun(directory), readNetwork(directory)]);
  const problem = "problem" in run ? run.problem : network.ok || network.missing ? undefined : network.problem;
  if ("problem" in run || problem !== undefined) {
    if (!(await exists(directory)) || problem === undefined) return undefined;
    return damagedRow(await damagedSummary(directory, problem));
  }
  return rowOf(run, network.ok ? network.value : undefined);
}

/** The layers of the diagram. */
export const readNetwork = (directory: string) => readJson(runFiles(directory).network, z.array(layerViewSchema));

const exists = (directory: string): Promise<boolean> =>
  access(directory).then(
    () => true,
    () => false,
  );
