import { stat } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { ProblemError } from "../../protocol/problem";
import { headlineText } from "../../runs/figure-text";
import { listRuns, type RunSummary } from "../../runs/list-runs";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { jsonOption } from "../options";
import { note, print, printJson, shortPath } from "../print";
import { tableLines } from "../table";

export const listCommand = (): Command =>
  command("list", "list the runs of a folder, newest first")
    .argument("[folder]", "the folder of the experiment files", ".")
    .addOption(jsonOption("print each run as a line of JSON"))
    .action(exitWith(list));

async function list(folder: string, { json = false }: { json?: boolean }): Promise<number> {
  const info = await stat(folder).catch(() => undefined);
  if (info?.isDirectory() !== true) {
    const message = "must be a folder with experiment files, and there is none of this name";
    throw new ProblemError({ severity: "error", code: "runs/no-folder", file: folder, message });
  }
  const runs = await listRuns(path.resolve(folder));
  if (json) for (const run of runs) printJson(run);
  else if (runs.length === 0)
    note(`No runs in ${shortPath(path.resolve(folder))}. Start one with: transfer-lab run FILE`);
  else print(tableLines([["run", "state", "result"], ...runs.map(rowOf)]).join("\n"));
  return exitCodes.ok;
}

const rowOf = ({ runId, state, headline, problem }: RunSummary): string[] => [
  runId,
  state,
  headline === undefined ? (problem?.message.split("\n")[0] ?? "") : headlineText(headline),
];
