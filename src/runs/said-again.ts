/**
 * What a run concluded from its rows, said again in the language of the editor: its folder has it in English. What it warned
 * of before it had any rows stays as it was written.
 */
import { basename } from "node:path";
import { problemOf, type Finding } from "../experiment/finding";
import { concludedOf } from "../methods/concluded";
import { isEnglish } from "../methods/in-language";
import { methodById } from "../methods/index";
import type { Problem } from "../protocol/problem";
import type { Report } from "../protocol/report";
import { verdictOfSweep } from "./build-report";
import { measuredProblems } from "./measured-problems";
import type { MeasuredRun } from "./measured-problems/measured-run";

/** A warning that cannot be worked out again stays. */
export function warningsSaidAgain(warnings: readonly Problem[], run: MeasuredRun): Problem[] {
  const { findings } = concludedOf(methodById(run.experiment.method), run);
  return inWordsOf(problemsOf(run, findings), warnings);
}

export const keyOf = ({ code, path = [] }: Problem): string => JSON.stringify([code, path]);

/** What a run that is over has written. */
interface Written {
  report: Report;
  /** Its warnings as they came. */
  log: readonly Problem[];
}

/** As it was written where that is English, or of a method that this version does not know. */
export function saidAgain(written: Written, run: Omit<MeasuredRun, "verdict">): Written {
  const { experiment } = run;
  const method = methodById(experiment.method);
  if (isEnglish() || method === undefined) return written;
  const { report, log } = written;
  const { parts, findings } = concludedOf(method, run);
  const verdict = experiment.sweep === null ? report.verdict : verdictOfSweep(findings);
  const again = problemsOf({ ...run, verdict }, findings);
  // A metrics log that was damaged since gives fewer parts than there were.
  const isWhole = report.parts?.length === parts.length;
  const warnings = inWordsOf(again, report.warnings);
  return { report: { ...report, verdict, warnings, ...(isWhole && { parts }) }, log: inWordsOf(again, log) };
}

/** @param findings of its method */
function problemsOf(run: MeasuredRun, findings: readonly Finding[]): Problem[] {
  const file = basename(run.experiment.file);
  return [...findings.map((finding) => problemOf(finding, file)), ...measuredProblems(run)];
}

/** Each warning in the words of the first of `again` that is the same and was not taken yet. */
function inWordsOf(again: readonly Problem[], warnings: readonly Problem[]): Problem[] {
  const left = [...again];
  return warnings.map((warning) => {
    const found = left.findIndex((problem) => keyOf(problem) === keyOf(warning));
    const [said] = left.splice(found, found < 0 ? 0 : 1);
    return said === undefined ? warning : { ...said, file: warning.file };
  });
}
