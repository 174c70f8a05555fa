import type { Command } from "commander";
import { ProblemError } from "../../protocol/problem";
import { isOngoing } from "../../runs/status";
import { carryOut } from "../carry-out";
import { chooseRuntime } from "../choose-runtime";
import { command, exitWith } from "../command";
import { conclude } from "../conclude";
import { findRun } from "../find-run";
import { jsonOption, runtimeOption, threadsOption, type TrainingOptions } from "../options";
import { printJson } from "../print";
import { humanDisplay, jsonDisplay } from "../run-display";

export const resumeCommand = (): Command =>
  command("resume", "go on with a run from its last checkpoint, with as many threads as it began with")
    .argument("<run>", "a run folder, the id of a run, or an experiment file for its newest run")
    .addOption(jsonOption("print every event and the report as a line of JSON"))
    .addOption(runtimeOption())
    .addOption(threadsOption())
    .action(exitWith(resume));

async function resume(named: string, { json = false, runtime, threads }: TrainingOptions): Promise<number> {
  const { runId, directory, state, status, environment } = await findRun(named);
  if (state === "finished" || isOngoing(state)) {
    const how = state === "finished" ? "finished already" : `going on in process ${status.pid ?? ""}`;
    throw new ProblemError({
      severity: "error",
      code: "runs/not-resumable",
      file: runId,
      message: `only a stopped, interrupted or failed run can be resumed, and this one is ${how}`,
    });
  }
  if (json) printJson({ type: "run", runId, directory });
  const kept = threads ?? environment?.threads;
  const outcome = await carryOut({
    type: "resume",
    directory,
    runtime: await chooseRuntime(runtime),
    display: json ? jsonDisplay() : humanDisplay(),
    ...(kept !== undefined && { threads: kept }),
  });
  return conclude(directory, outcome, { json });
}
