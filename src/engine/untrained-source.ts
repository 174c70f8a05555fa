/** The network of an experiment whose source is other tasks: an architecture that nobody has trained yet. */
import type { Experiment, Preprocessing, Source } from "../experiment/types";
import { architectureById } from "../models/architectures";
import { summarizeTopology } from "../models/summarize";
import { architectureTopology } from "../models/topology";
import { ProblemError } from "../protocol/problem";
import { columnStatistics } from "../training/column-statistics";
import { fingerprintOf } from "../training/fingerprint-of";
import type { SourceModel } from "../training/network";
import { inputShapeFor } from "./source-model";
import type { TaskData } from "./task-data";

type TasksSource = Extract<Source, { kind: "tasks" }>;

/** @param tasks the target first; tables are scaled by its training examples of the first seed */
export async function untrainedSource(
  experiment: Experiment,
  source: TasksSource,
  tasks: readonly TaskData[],
): Promise<SourceModel> {
  const [target] = tasks;
  const architecture = architectureById(source.architecture);
  if (architecture === undefined || target === undefined) throw new Error(`no architecture ${source.architecture}`);
  const inputShape = inputShapeFor(target.dataset.shape, source.size);
  for (const task of tasks) checkInput(experiment, task, { inputShape, takes: architecture.input });
  const outputs = Math.max(1, target.form.classes.length);
  const topology = architectureTopology(architecture, inputShape, outputs);
  const isPicture = inputShape.length === 3;
  const rows = target.trainingRows(experiment.training.seeds[0] ?? 1);
  const preprocessing: Preprocessing = isPicture
    ? { mean: [0], std: [1] }
    : await columnStatistics(target.dataset, rows);
  return {
    fingerprint: fingerprintOf(topology),
    topology,
    summary: summarizeTopology(topology),
    weights: new Map(),
    preprocessing,
  };
}

/** Tasks share their input: all pictures, or tables with as many columns. */
function checkInput(
  { file }: Experiment,
  { dataset, place }: TaskData,
  { inputShape, takes }: { inputShape: readonly number[]; takes: "image" | "table" },
): void {
  const isPicture = dataset.shape.length === 3;
  const fits =
    takes === "image"
      ? isPicture
      : !isPicture && dataset.shape.reduce<number>((n, side) => n * (side ?? 0), 1) === inputShape[0];
  if (fits) return;
  const wanted = takes === "image" ? "pictures" : `a table of ${inputShape[0] ?? 0} columns`;
  const given = isPicture ? "pictures" : `a table of ${dataset.shape[0] ?? 0} columns`;
  const at = [...place, "dataset"];
  throw new ProblemError({
    severity: "error",
    code: "source/no-common-input",
    file,
    place: at.join("."),
    path: at,
    message: `must be ${wanted}, as the network that all tasks share takes, got ${given}; leave the task out, or choose data that look the same`,
  });
}
