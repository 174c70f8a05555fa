/** What is wrong with an experiment file as it stands in the editor: its form, and what it says of models and data. */
import type { Experiment } from "../../experiment/types";
import type { Problem } from "../../protocol/problem";
import { core } from "../core";
import type { FactCache } from "./fact-cache";

export interface Examination {
  /** Absent where the file is not well-formed. */
  experiment?: Experiment;
  problems: readonly Problem[];
}

/** @param file absolute path; messages name it */
export async function examine(text: string, file: string, facts: FactCache): Promise<Examination> {
  const { checkExperiment, parseExperiment } = await core();
  const { experiment, problems } = parseExperiment(text, file);
  if (experiment === undefined) return { problems };
  return { experiment, problems: [...problems, ...checkExperiment(experiment, await facts.of(experiment))] };
}

export const hasErrors = ({ experiment, problems }: Examination): boolean =>
  experiment === undefined || problems.some(({ severity }) => severity === "error");
