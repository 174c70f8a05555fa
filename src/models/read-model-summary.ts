/** Looks into a saved model of the TensorFlow.js layers format, without loading TensorFlow or its weights. */
import { ProblemError, type Problem } from "../protocol/problem";
import type { ModelSummary } from "./layer-summary";
import { readModelJson } from "./model-json";

export type ModelSummaryResult = { summary: ModelSummary } | { problem: Problem };

/** @param folder holds `model.json`; messages name it as it is given here */
export async function readModelSummary(folder: string): Promise<ModelSummaryResult> {
  try {
    return { summary: (await readModelJson(folder)).summary };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    throw error;
  }
}
