/**
 * What an experiment refers to, looked at quickly and without TensorFlow: classes and counts of its data sets, layers of
 * its source model, the run that it goes on with. The checks need it.
 */
import path from "node:path";
import { summarizeDataset } from "../data/open";
import { openSemantics } from "../data/semantics/open";
import type { DatasetSummary, Interpretation } from "../data/types";
import type { ExperimentFacts } from "../experiment/check";
import type { DataFacts, SemanticsFacts } from "../experiment/facts";
import { otherTasks, testDatasetOf } from "../experiment/data-places";
import { interpretationOf } from "../experiment/interpretation";
import type { DatasetRef, Experiment, SemanticsRef, TaskSettings } from "../experiment/types";
import type { ModelSummary } from "../models/layer-summary";
import { readModelSummary } from "../models/read-model-summary";
import { ProblemError, type Problem } from "../protocol/problem";
import { lookAtRun } from "../runs/look-at-run";

/** Looks, or gives what an earlier look of the same key found: an absolute path, and how the file is understood. */
export type Look = <T>(key: string, look: () => Promise<T>) => Promise<T>;

/** What cannot be read is a fact too: a problem in the place of a summary. */
export async function gatherFacts(
  experiment: Experiment,
  once: Look = (_key, look) => look(),
): Promise<ExperimentFacts> {
  const { file, source, target } = experiment;
  const base = path.dirname(file);
  const dataset = (ref: DatasetRef, task?: TaskSettings) => {
    const interpretation = interpretationOf(ref, experiment, task);
    const key = `${path.resolve(base, ref.path)}\0${JSON.stringify(interpretation)}`;
    return once(key, () => summaryOf(ref.path, { base, ...interpretation }));
  };
  const others = otherTasks(experiment);
  const targetData = await dataset(target.dataset, target);
  const tests = await byName([...others, target], (task) => {
    const test = testDatasetOf(task);
    return test === undefined ? Promise.resolve(undefined) : dataset(test, task);
  });
  const { semantics: named } = experiment;
  const semantics =
    named === null ? undefined : await once(path.resolve(base, named.path), () => semanticsFacts(named, base));
  const facts = { ...(targetData && { targetData }), tests, ...(semantics && { semantics }) };
  switch (source.kind) {
    case "model": {
      const folder = path.resolve(base, source.path);
      return { ...facts, source: await once(folder, () => summarizeModel(folder)) };
    }
    case "dataset": {
      const sourceData = await dataset(source.dataset);
      return { ...facts, ...(sourceData && { sourceData }) };
    }
    case "tasks":
    case "examples":
      return { ...facts, tasks: await byName(others, (task) => dataset(task.dataset, task)) };
    case "run": {
      const folder = path.resolve(base, source.path);
      return { ...facts, run: await once(folder, () => lookAtRun(folder, source.path)) };
    }
  }
}

type Fact = DataFacts | Problem | undefined;

/** One task after the other: a disk gains nothing from more at a time. */
async function byName(
  tasks: readonly TaskSettings[],
  look: (task: TaskSettings) => Promise<Fact>,
): Promise<Record<string, DataFacts | Problem>> {
  const found: Record<string, DataFacts | Problem> = {};
  for (const task of tasks) {
    const fact = await look(task);
    if (fact !== undefined) found[task.name] = fact;
  }
  return found;
}

/** @returns nothing where it is of no known kind */
async function summaryOf(
  named: string,
  options: Interpretation & { base: string },
): Promise<DatasetSummary | Problem | undefined> {
  try {
    return await summarizeDataset(named, options);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

/** Words are looked up without the file, so that it need not stay open. */
async function semanticsFacts(named: SemanticsRef, base: string): Promise<SemanticsFacts | Problem> {
  try {
    const semantics = await openSemantics(named, base);
    if (semantics.kind === "vectors") await semantics.vectors.close();
    return semantics;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

async function summarizeModel(folder: string): Promise<ModelSummary | Problem> {
  const read = await readModelSummary(folder);
  return "summary" in read ? read.summary : read.problem;
}
