/** Why a run or a study could not be done: a person's problem as it is; anything else is a bug of ours, with its place. */
import { ProblemError, type Problem } from "../protocol/problem";
import { writeProblem } from "../runs/write-problem";

/** @param file that was being written: the run folder, or the experiment file */
export function problemOf(error: unknown, file: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  const known = writeProblem(error, file);
  if (known !== undefined) return known;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return engineProblem(
    "engine/bug",
    `a mistake in Transfer Lab ended the run; please report it with this text: ${text}`,
  );
}

export const engineProblem = (code: string, message: string): Problem => ({
  severity: "error",
  code,
  file: "engine",
  message,
});
