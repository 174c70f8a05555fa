/** Has an engine carry out a study of an experiment file, and shows how far it is. */
import { conductStudy, type StudyOrder } from "../client/conduct-study";
import type { Experiment } from "../experiment/types";
import { chooseRuntime } from "./choose-runtime";
import { interruptible } from "./interrupt";
import { hasErrors, loadExperiment } from "./load-experiment";
import type { TrainingOptions } from "./options";
import { enginePath } from "./places";
import { note, printProblem } from "./print";

/** @returns nothing where the file has errors, which are then printed */
export async function validExperiment(named: string): Promise<Experiment | undefined> {
  const { experiment, problems } = await loadExperiment(named);
  if (experiment !== undefined && !hasErrors(problems)) return experiment;
  for (const problem of problems) if (problem.severity !== "info") printProblem(problem);
  return undefined;
}

/**
 * @throws ProblemError why it could not be done; AbortError where the person stopped it
 */
export async function carryOutStudy<Result>(
  order: Omit<StudyOrder<Result>, "signal" | "onStage" | "onWarning">,
  { runtime, threads }: Pick<TrainingOptions, "runtime" | "threads">,
): Promise<Result> {
  const engine = { enginePath, runtime: await chooseRuntime(runtime), ...(threads !== undefined && { threads }) };
  let last = "";
  const found = await interruptible((signal) =>
    conductStudy(engine, {
      ...order,
      signal,
      onStage: ({ text }) => {
        if (text !== last) note(text);
        last = text;
      },
      onWarning: printProblem,
    }),
  );
  if (found === undefined) throw new DOMException("stopped", "AbortError");
  return found;
}
