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
import { architectureById } from "../models/architectures";
import type { ModelSummary } from "../models/layer-summary";
import { readModelSummary } from "../models/read-model-summary";
import { summarizeTopology } from "../models/summarize";
import { architectureTopology } from "../models/topology";
import { ProblemError, type Problem } from "../protocol/problem";

/** What cannot be read is a fact too: a problem in the place of a summary. */
export async function gatherFacts({ file, source, target }: Experiment): Promise<ExperimentFacts> {
  const base = path.dirname(file);
  const targetData = await summarize(target.dataset.path, base);
  const facts = { ...(targetData && { targetData }) };
  if (source.kind === "model") {
    const read = await readModelSummary(path.resolve(base, source.path));
    return { ...facts, source: "summary" in read ? read.summary : read.problem };
  }
  const sourceData = await summarize(source.dataset.path, base);
  const classes = sourceData === undefined || "message" in sourceData ? 0 : sourceData.classes.length;
  const network = plannedNetwork(source.architecture, classes);
  return { ...facts, ...(network && { source: network }), ...(sourceData && { sourceData }) };
}

/** @returns nothing where it is of no known kind */
async function summarize(named: string, base: string): Promise<DatasetSummary | Problem | undefined> {
  try {
    const place = await resolvePlace(named, base);
    return await readerFor(place)?.summarize(place);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

/** The names of the layers do not depend on the size of the pictures or the number of columns, not known yet. */
function plannedNetwork(architectureId: string, classes: number): ModelSummary | undefined {
  const architecture = architectureById(architectureId);
  if (architecture === undefined) return undefined;
  const shape = architecture.input === "table" ? [8] : [32, 32, 3];
  const summary = summarizeTopology(architectureTopology(architecture, shape, Math.max(2, classes)));
  return { ...summary, inputShape: shape.map(() => null) };
}
