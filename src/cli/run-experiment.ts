/** Runs an experiment file from the first check to the end of its run. */
import type { Runtime } from "../runtime/runtime";
import { createRun } from "../runs/create-run";
import { carryOut, type Outcome } from "./carry-out";
import { hasErrors, loadExperiment } from "./load-experiment";
import { note, printJson, printProblem } from "./print";
import { humanDisplay, jsonDisplay } from "./run-display";

export interface RunSettings {
  json: boolean;
  threads?: number;
  tensorBoard?: boolean;
  runtime: () => Promise<Runtime>;
}

/**
 * Warnings are left to the engine, which knows all that is known here.
 *
 * @returns nothing where the file has errors, which are then printed
 */
export async function runExperiment(
  named: string,
  { json, threads, runtime, tensorBoard = false }: RunSettings,
): Promise<{ directory: string; outcome: Outcome } | undefined> {
  const { text, experiment, problems } = await loadExperiment(named);
  if (experiment === undefined || hasErrors(problems)) {
    for (const problem of problems) if (problem.severity !== "info") printProblem(problem);
    return undefined;
  }
  const chosen = await runtime();
  const { runId, directory } = await createRun(experiment, text, { tensorBoard });
  if (json) printJson({ type: "run", runId, directory });
  else note(`Run ${runId}`);
  const display = json ? jsonDisplay() : humanDisplay();
  const request = { type: "run", directory, runtime: chosen, display } as const;
  return { directory, outcome: await carryOut({ ...request, ...(threads !== undefined && { threads }) }) };
}
