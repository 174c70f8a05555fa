import { Option, type Command } from "commander";
import { sweepFault, writeSweepFile } from "../../client/sweep-file";
import { sweepDefaults } from "../../experiment/settings";
import { sweepCurves, type Sweep } from "../../experiment/types";
import { ProblemError } from "../../protocol/problem";
import { chooseRuntime } from "../choose-runtime";
import { command, exitWith } from "../command";
import { conclude } from "../conclude";
import { exitCodes } from "../exit-codes";
import { loadExperiment } from "../load-experiment";
import { jsonOption, runtimeOption, tensorBoardOption, threadsOption, type TrainingOptions } from "../options";
import { note, printProblem, shortPath } from "../print";
import { runExperiment } from "../run-experiment";

type SweepOptions = TrainingOptions & Sweep;

export const sweepCommand = (): Command =>
  command("sweep", "try every cut between the layers of an experiment: writes FILE-sweep beside it and runs that")
    .argument("<file>", "a *.transfer.json file whose method copies layers up to a cut")
    .addOption(
      new Option("--from <end>", "copy the first layers, or the last ones before the head")
        .choices(["first", "last"])
        .default(sweepDefaults.from),
    )
    .addOption(
      new Option("--curves <names...>", "which networks to train at each cut")
        .choices(sweepCurves)
        .default([...sweepDefaults.curves]),
    )
    .addOption(jsonOption("print every event and the report as a line of JSON"))
    .addOption(runtimeOption())
    .addOption(threadsOption())
    .addOption(tensorBoardOption())
    .action(exitWith(sweep));

async function sweep(named: string, options: SweepOptions): Promise<number> {
  const { json = false, runtime, threads, tensorboard: tensorBoard = false, from, curves } = options;
  const { file, text, experiment, problems } = await loadExperiment(named);
  if (experiment === undefined) {
    for (const problem of problems) printProblem(problem);
    return exitCodes.badInput;
  }
  const fault = sweepFault(experiment);
  if (fault !== undefined) throw new ProblemError(fault);
  // In the order of the paper, each once, however they were named.
  const chosen = sweepCurves.filter((curve) => curves.includes(curve));
  const sibling = await writeSweepFile(file, text, { from, curves: chosen });
  note(`Wrote ${shortPath(sibling)}`);
  const run = await runExperiment(sibling, {
    json,
    runtime: () => chooseRuntime(runtime),
    ...(threads !== undefined && { threads }),
    tensorBoard,
  });
  return run === undefined ? exitCodes.badInput : conclude(run.directory, run.outcome, { json });
}
