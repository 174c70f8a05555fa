/**
 * What a run concluded from its rows, said again in the language of the editor: its folder has it in English. What it warned
 * of before it had any rows stays as it was written.
 */
import { basename } from "node:path";
import { problemOf } from "../experiment/finding";
import { concludedOf } from "../methods/concluded";
import { isEnglish } from "../methods/in-language";
import { methodById } from "../methods/index";
import type { Problem } from "../protocol/problem";
import type { Report } from "../protocol/report";
import { verdictOfSweep } from "./build-report";
import { measuredProblems } from "./measured-problems";
import type { MeasuredRun } from "./measured-problems/measured-run";

/** In the same order; a warning that cannot be worked out again stays. */
export function warningsSaidAgain(warnings: readonly Problem[], run: MeasuredRun): Problem[] {
  const file = basename(run.experiment.file);
  const concluded = concludedOf(methodById(run.experiment.method), run).findings;
  const again = [...concluded.map((finding) => problemOf(finding, file)), ...measuredProblems(run)];
  return warnings.map((warning) => {
    const found = again.findIndex((problem) => keyOf(problem) === keyOf(warning));
    const [said] = again.splice(found, found < 0 ? 0 : 1);
    return said === undefined ? warning : { ...said, file: warning.file };
  });
}

const keyOf = ({ code, path = [] }: Problem): string => JSON.stringify([code, path]);

/** Of the log of a run that is over. */
export const logSaidAgain = (warnings: readonly Problem[], run: MeasuredRun): readonly Problem[] =>
  isEnglish() ? warnings : warningsSaidAgain(warnings, run);

/** The report as it was written where that is English, or of a method that this version does not know. */
export function reportSaidAgain(report: Report, run: Omit<MeasuredRun, "verdict">): Report {
  const { experiment } = run;
  const method = methodById(experiment.method);
  if (isEnglish() || method === undefined) return report;
  const { parts, findings } = concludedOf(method, run);
  const verdict = experiment.sweep === null ? report.verdict : verdictOfSweep(findings);
  const warnings = warningsSaidAgain(report.warnings, { ...run, verdict });
  // A metrics log that was damaged since gives fewer parts than there were.
  const isWhole = report.parts?.length === parts.length;
  return { ...report, verdict, warnings, ...(isWhole && { parts }) };
}
