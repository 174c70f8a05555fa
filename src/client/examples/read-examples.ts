/** What the page of errors shows of a run, read from its folder. What is missing or damaged is said, and the rest is shown. */
import { methodTitle } from "../../methods/arm-title";
import type { ExamplesView } from "../../protocol/examples";
import type { NearDuplicates } from "../../protocol/near-duplicates";
import { nearDuplicatesSchema } from "../../protocol/near-duplicates";
import { predictionsSchema, type Predictions } from "../../protocol/predictions";
import { ProblemError, type Problem } from "../../protocol/problem";
import { correctionsFile } from "../../data/corrections";
import type { Experiment } from "../../experiment/types";
import { readJson } from "../../runs/json-file";
import { experimentName, runFiles } from "../../runs/layout";
import type { ExampleData } from "./example-data";

export interface Sides {
  test: ExampleData;
  training: ExampleData;
}

/** @param sides the data of the experiment */
export async function readExamples(
  runDirectory: string,
  experiment: Experiment,
  sides: Sides,
): Promise<Omit<ExamplesView, "canCorrect">> {
  const problems: Problem[] = [];
  const predictions = await readPredictions(runDirectory, experiment, problems);
  const duplicates = await readDuplicates(runDirectory, problems);
  return {
    experiment: experimentName(experiment.file),
    experimentFile: experiment.file,
    method: methodTitle(experiment.method),
    classes: predictions[0]?.classes ?? [],
    predictions,
    ...(duplicates && { duplicates }),
    labels: { test: await labelsOf(sides.test, problems), training: await labelsOf(sides.training, []) },
    lists: { test: correctionsFile(sides.test.path), training: correctionsFile(sides.training.path) },
    problems,
  };
}

async function readPredictions(
  runDirectory: string,
  { training }: Experiment,
  problems: Problem[],
): Promise<Predictions[]> {
  const found: Predictions[] = [];
  let classes: string | undefined;
  for (const seed of training.seeds) {
    const read = await readJson(runFiles(runDirectory).predictions(seed), predictionsSchema);
    if (!read.ok) {
      // A run that is not over, or was made before there were these files, has none.
      if (!read.missing) problems.push(read.problem);
      continue;
    }
    classes ??= JSON.stringify(read.value.classes);
    if (JSON.stringify(read.value.classes) === classes) found.push(read.value);
    else problems.push(otherClasses(runFiles(runDirectory).predictions(seed)));
  }
  return found;
}

const otherClasses = (file: string): Problem => ({
  severity: "error",
  code: "runs/damaged",
  file,
  message: "is damaged: its classes are not those of the other seeds; run the experiment again",
});

async function readDuplicates(runDirectory: string, problems: Problem[]): Promise<NearDuplicates | undefined> {
  const read = await readJson(runFiles(runDirectory).nearDuplicates, nearDuplicatesSchema);
  if (read.ok) return read.value;
  if (!read.missing) problems.push(read.problem);
  return undefined;
}

async function labelsOf(data: ExampleData, problems: Problem[]): Promise<string[]> {
  try {
    return [...(await data.labels())];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problems.push(error.problem);
    return [];
  }
}
