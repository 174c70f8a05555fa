/**
 * What an experiment refers to, looked at quickly and without TensorFlow: classes and counts of its data sets, layers of
 * its source model. The checks need it.
 */
import path from "node:path";
import { resolvePlace } from "../data/place";
import { readerFor } from "../data/readers";
import type { DatasetSummary } from "../data/types";
import type { ExperimentFacts } from "../experiment/check";
import type { Experiment } from "../experiment/types";
import type { ModelSummary } from "../models/layer-summary";
import { readModelSummary } from "../models/read-model-summary";
import { ProblemError, type Problem } from "../protocol/problem";

/** Looks, or gives what an earlier look at the same path found. */
export type Look = <T>(absolutePath: string, look: () => Promise<T>) => Promise<T>;

/** What cannot be read is a fact too: a problem in the place of a summary. */
export async function gatherFacts(
  { file, source, target }: Experiment,
  once: Look = (_path, look) => look(),
): Promise<ExperimentFacts> {
  const base = path.dirname(file);
  const dataset = (named: string) => once(path.resolve(base, named), () => summarizeDataset(named, base));
  const targetData = await dataset(target.dataset.path);
  const facts = { ...(targetData && { targetData }) };
  if (source.kind === "model") {
    const folder = path.resolve(base, source.path);
    return { ...facts, source: await once(folder, () => summarizeModel(folder)) };
  }
  const sourceData = await dataset(source.dataset.path);
  return { ...facts, ...(sourceData && { sourceData }) };
}

/** @returns nothing where it is of no known kind */
async function summarizeDataset(named: string, base: string): Promise<DatasetSummary | Problem | undefined> {
  try {
    const place = await resolvePlace(named, base);
    return await readerFor(place)?.summarize(place);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

async function summarizeModel(folder: string): Promise<ModelSummary | Problem> {
  const read = await readModelSummary(folder);
  return "summary" in read ? read.summary : read.problem;
}
