/** What is printed after a run: its curves, its report, where everything is; and the exit code. */
import { ProblemError } from "../protocol/problem";
import { runFiles } from "../runs/layout";
import { readMetrics } from "../runs/metrics-log";
import { findRun } from "./find-run";
import { armsOf } from "../runs/run-view";
import type { Outcome } from "./carry-out";
import { curveLines } from "./curves";
import { codeOfProblem, codeOfVerdict, exitCodes } from "./exit-codes";
import { writeHtmlReport } from "./html-report";
import { note, print, printJson, printProblem, shellWord, shortPath } from "./print";
import { reportLines } from "./report-text";

/** @returns the exit code */
export async function conclude(directory: string, outcome: Outcome, { json }: { json: boolean }): Promise<number> {
  switch (outcome.kind) {
    case "failed":
      if (!json) printProblem(outcome.problem);
      return codeOfProblem(outcome.problem);
    case "stopped":
    case "killed":
      note(`The run was stopped. It goes on with: transfer-lab resume ${shellWord(shortPath(directory))}`);
      return exitCodes.stopped;
    case "finished":
      return json ? concludeJson(directory) : concludeText(directory);
  }
}

/** Prints the report of a finished run, and writes it as HTML too. @returns the exit code */
export async function concludeText(directory: string): Promise<number> {
  const { experiment, report } = await findRun(directory);
  if (report === undefined) return exitCodes.failed;
  const { rows } = await readMetrics(runFiles(directory).metrics);
  print(["", ...curveLines(rows, armsOf(experiment, rows), report.headline), ...reportLines(report), ""].join("\n"));
  try {
    print(`Report: ${await writeHtmlReport(directory)}`);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    printProblem({ ...error.problem, severity: "warning" });
  }
  return codeOfVerdict(report.verdict);
}

async function concludeJson(directory: string): Promise<number> {
  const { report } = await findRun(directory);
  if (report === undefined) return exitCodes.failed;
  printJson({ type: "report", directory, report });
  return codeOfVerdict(report.verdict);
}
