/** Reads and checks an experiment file before a run. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gatherFacts } from "../client/experiment-facts";
import { checkExperiment, type ExperimentFacts } from "../experiment/check";
import { parseExperiment } from "../experiment/parse";
import type { Experiment } from "../experiment/types";
import type { Problem } from "../protocol/problem";
import { systemCode } from "../runs/write-problem";

export interface LoadedExperiment {
  /** Absolute path. */
  file: string;
  text: string;
  /** Absent where the file cannot be read or is not well-formed. */
  experiment?: Experiment;
  /** What is known of the files that it names. */
  facts?: ExperimentFacts;
  problems: readonly Problem[];
}

/** @param named the file as the person named it */
export async function loadExperiment(named: string): Promise<LoadedExperiment> {
  const file = path.resolve(named);
  const read = await readText(file);
  if ("problem" in read) return { file, text: "", problems: [read.problem] };
  const { text } = read;
  const { experiment, problems } = parseExperiment(text, file);
  if (experiment === undefined) return { file, text, problems };
  const facts = await gatherFacts(experiment);
  const checked = checkExperiment(experiment, facts);
  return { file, text, experiment, facts, problems: [...problems, ...checked] };
}

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === "error");

async function readText(file: string): Promise<{ text: string } | { problem: Problem }> {
  try {
    return { text: await readFile(file, "utf8") };
  } catch (error) {
    const missing = systemCode(error) === "ENOENT";
    const reason = error instanceof Error ? error.message : String(error);
    const message = missing ? "there is no such experiment file" : `cannot be read: ${reason}`;
    return { problem: { severity: "error", code: "experiment/unreadable", file, message } };
  }
}
