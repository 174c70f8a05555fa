/** JSON files of a run folder: written whole or not at all, and decoded when read. */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { Problem } from "../protocol/problem";
import { systemCode, writing } from "./write-problem";

/** @throws ProblemError for a full disk, a missing permission and the like */
export async function writeText(file: string, text: string): Promise<void> {
  await writing(file, async () => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomic(file, text);
  });
}

/** @throws ProblemError for a full disk, a missing permission and the like */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeText(file, `${JSON.stringify(value, null, 2)}\n`);
}

export type ReadResult<T> = { ok: true; value: T } | { ok: false; missing: boolean; problem: Problem };

const versioned = z.object({ version: z.number() });

/**
 * Reads and decodes a file. Never throws for what is wrong with the file itself: it may be missing, damaged, or written
 * by a newer version of this product.
 */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<ReadResult<z.output<S>>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(file, "runs/damaged", `is damaged: ${error.message}`);
    if (systemCode(error) !== "ENOENT" && systemCode(error) !== "ENOTDIR")
      return unreadable(file, "runs/unreadable", `cannot be read: ${error instanceof Error ? error.message : ""}`);
    return { ...unreadable(file, "runs/missing", "is missing; the run folder is not whole"), missing: true };
  }
  const decoded = schema.safeParse(value);
  if (decoded.success) return { ok: true, value: decoded.data };
  const version = versioned.safeParse(value).data?.version ?? 1;
  if (version > 1)
    return unreadable(
      file,
      "runs/newer-version",
      `was written by a newer version of Transfer Lab (format ${version}, this one reads 1); update Transfer Lab to read it`,
    );
  return unreadable(file, "runs/damaged", `is damaged: ${firstIssue(decoded.error)}`);
}

/** The first thing that is wrong, with its place: `training.epochs: expected number, received string`. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return error.message;
  const place = issue.path.map(String).join(".");
  return place === "" ? issue.message : `${place}: ${issue.message}`;
}

function unreadable(file: string, code: string, message: string): { ok: false; missing: boolean; problem: Problem } {
  return { ok: false, missing: false, problem: { severity: "error", code, file, message } };
}
