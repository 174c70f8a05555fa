/**
 * What went wrong, where, and the way out. Errors that a person can cause are values of this type; exceptions are for
 * our own bugs. It is printed as `file, place: message`.
 */

/** Keys and indices from the root of the experiment file to the value, as jsonc-parser gives them. */
export type JsonPath = readonly (string | number)[];

export type Severity = "error" | "warning" | "info";

/** A change to an experiment file as plain data; `experiment/edit.ts` applies it and keeps comments and formatting. */
export type FileEdit =
  { kind: "set"; path: JsonPath; value: unknown } | { kind: "remove"; path: JsonPath } | { kind: "rename"; path: JsonPath; key: string };

/** A quick fix: its title is an instruction, for example `Rename to "conv2"`. */
export interface Fix {
  title: string;
  edits: readonly FileEdit[];
}

export interface Problem {
  severity: Severity;
  /** Stable and kebab-case, `area/what`, for example `layers/unknown-layer`. */
  code: string;
  /** The file a person has to look at, as they named it. */
  file: string;
  /** Where in the file, for people: `options.gamma`, `row 17`, `byte 784`. */
  place?: string;
  /** Where in the experiment file, for the editor; only if `file` is one. */
  path?: JsonPath;
  /** True where the key is wrong rather than its value. */
  atKey?: boolean;
  /** The rule, what was received, and the way out, in one sentence. */
  message: string;
  fixes?: readonly Fix[];
}

/** `pets.transfer.json, options.gamma: must be a number above 0, got "ten" (the paper uses 10)` */
export function formatProblem(problem: Pick<Problem, "file" | "place" | "message">): string {
  return `${problem.file}${problem.place === undefined ? "" : `, ${problem.place}`}: ${problem.message}`;
}

/** Carries a problem through code that can only throw: a reader deep in a stream, an engine step. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(formatProblem(problem));
    this.name = "ProblemError";
  }
}
