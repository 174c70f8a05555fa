import type { Command } from "commander";
import { chooseRuntime } from "../choose-runtime";
import { command, exitWith } from "../command";
import { conclude } from "../conclude";
import { exitCodes } from "../exit-codes";
import { jsonOption, runtimeOption, tensorBoardOption, threadsOption, type TrainingOptions } from "../options";
import { runExperiment } from "../run-experiment";

export const runCommand = (): Command =>
  command("run", "run an experiment file; Ctrl-C stops it with a checkpoint")
    .argument("<file>", "a *.transfer.json file")
    .addOption(jsonOption("print every event and the report as a line of JSON"))
    .addOption(runtimeOption())
    .addOption(threadsOption())
    .addOption(tensorBoardOption())
    .action(exitWith(run));

async function run(
  file: string,
  { json = false, runtime, threads, tensorboard: tensorBoard = false }: TrainingOptions,
): Promise<number> {
  const run = await runExperiment(file, {
    json,
    runtime: () => chooseRuntime(runtime),
    ...(threads !== undefined && { threads }),
    tensorBoard,
  });
  return run === undefined ? exitCodes.badInput : conclude(run.directory, run.outcome, { json });
}
