/** The network of an experiment whose source is other tasks: an architecture that nobody has trained yet. */
import type { Experiment, Preprocessing, Source } from "../experiment/types";
import { architectureById } from "../models/architectures";
import { summarizeTopology } from "../models/summarize";
import { architectureTopology } from "../models/topology";
import { columnStatistics } from "../training/column-statistics";
import { fingerprintOf } from "../training/fingerprint-of";
import type { SourceModel } from "../training/network";
import { inputShapeFor } from "./source-model";
import type { TaskData } from "./task-data";

type TasksSource = Extract<Source, { kind: "tasks" }>;

/** @param tasks the target first, checked to share their input; tables are scaled by its training examples of the first seed */
export async function untrainedSource(
  experiment: Experiment,
  source: TasksSource,
  tasks: readonly TaskData[],
): Promise<SourceModel> {
  const [target] = tasks;
  const architecture = architectureById(source.architecture);
  if (architecture === undefined || target === undefined) throw new Error(`no architecture ${source.architecture}`);
  const inputShape = inputShapeFor(target.dataset.shape, source.size);
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
