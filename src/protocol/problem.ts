/**
 * What went wrong, where, and the way out. Errors that a person can cause are values of this type; exceptions are for
 * our own bugs. It is printed as `file, place: message`.
 */

import { z } from "zod";

/** Keys and indices from the root of the experiment file to the value, as jsonc-parser gives them. */
const jsonPathSchema = z.array(z.union([z.string(), z.number()]));
export type JsonPath = z.infer<typeof jsonPathSchema>;

/** A change to an experiment file as plain data; `experiment/edit.ts` applies it and keeps comments and formatting. */
const fileEditSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set"), path: jsonPathSchema, value: z.unknown() }),
  z.object({ kind: z.literal("remove"), path: jsonPathSchema }),
  z.object({ kind: z.literal("rename"), path: jsonPathSchema, key: z.string() }),
]);
export type FileEdit = z.infer<typeof fileEditSchema>;

export const problemSchema = z.object({
  severity: z.enum(["error", "warning", "info"]),
  /** Stable and kebab-case, `area/what`, for example `layers/unknown-layer`. */
  code: z.string(),
  /** The file a person has to look at, as they named it. */
  file: z.string(),
  /** Where in the file, for people: `options.gamma`, `row 17`, `byte 784`. */
  place: z.string().optional(),
  /** Where in the experiment file, for the editor; only if `file` is one. */
  path: jsonPathSchema.optional(),
  /** True where the key is wrong rather than its value. */
  atKey: z.boolean().optional(),
  /** The rule, what was received, and the way out, in one sentence. */
  message: z.string(),
  /** Quick fixes; a title is an instruction, for example `Rename to "conv2"`. */
  fixes: z.array(z.object({ title: z.string(), edits: z.array(fileEditSchema) })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
export type Fix = NonNullable<Problem["fixes"]>[number];
export type Severity = Problem["severity"];

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
