/** Where text goes: results to standard output, everything else to standard error, so that results can be piped. */
import path from "node:path";
import colors from "picocolors";
import { formatProblem, type Problem } from "../protocol/problem";

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One JSON value a line. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printProblem(problem: Problem): void {
  note(problemText(problem));
}

const marks = {
  error: colors.red("error"),
  warning: colors.yellow("warning"),
  info: colors.blue("info"),
} as const;

/** `error  pets.transfer.json, options.gamma: must be …` */
export const problemText = (problem: Problem): string =>
  `${marks[problem.severity]}  ${formatProblem({ ...problem, file: shortPath(problem.file) })}`;

/** A path inside the current folder as a relative one, anything else as it is. */
export function shortPath(file: string): string {
  if (!path.isAbsolute(file)) return file;
  const relative = path.relative(process.cwd(), file);
  return relative === "" || relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
}

/** A word of a command as a shell takes it: in quotes where it has spaces or other marks. */
export const shellWord = (text: string): string => (/^[\w./\\:@+-]+$/.test(text) ? text : JSON.stringify(text));

/** `0.8 s`, `47 s`, `3 min 5 s` */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
