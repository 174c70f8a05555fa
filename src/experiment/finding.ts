import { formatProblem, type JsonPath, type Problem } from "../protocol/problem";
import { spellPath } from "./explain";

/** A problem of an experiment whose place follows from its path. */
export type Finding = Omit<Problem, "file" | "place" | "path"> & { path: JsonPath };

export const problemOf = (finding: Finding, file: string): Problem => ({
  ...finding,
  file,
  ...(finding.path.length === 0 ? {} : { place: spellPath(finding.path) }),
});

/** Puts a problem of a file that the experiment names on the line that names it. */
export const findingAt = (path: JsonPath, { severity, code, ...problem }: Problem): Finding => ({
  severity,
  code,
  path,
  message: formatProblem(problem),
});
