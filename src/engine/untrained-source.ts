/** The network of an experiment whose source is other tasks or examples: an architecture that nobody has trained yet. */
import type { Experiment, Preprocessing, Source } from "../experiment/types";
import { methodById } from "../methods";
import { architectureById, linearClassifier } from "../models/architectures";
import { summarizeTopology } from "../models/summarize";
import { architectureTopology } from "../models/topology";
import { channelMeans } from "../training/channel-means";
import { columnStatistics } from "../training/column-statistics";
import { fingerprintOf } from "../training/fingerprint-of";
import type { SourceModel } from "../training/network";
import { inputShapeFor } from "./source-model";
import type { TaskData } from "./task-data";

type SharedSource = Extract<Source, { kind: "tasks" | "examples" }>;

const UNCHANGED: Preprocessing = { mean: [0], std: [1] };

/** @param tasks the target first, checked to share their input */
export async function untrainedSource(
  experiment: Experiment,
  source: SharedSource,
  tasks: readonly TaskData[],
): Promise<SourceModel> {
  const [target] = tasks;
  if (target === undefined) throw new Error("an experiment has a target");
  const inputShape = sharedShape(tasks, source.size);
  const isPicture = inputShape.length === 3;
  const architecture =
    source.architecture === undefined
      ? linearClassifier(isPicture ? "image" : "table")
      : architectureById(source.architecture);
  if (architecture === undefined) throw new Error(`no architecture ${source.architecture}`);
  const outputs = Math.max(1, target.form.classes.length);
  const topology = architectureTopology(architecture, inputShape, outputs);
  return {
    fingerprint: fingerprintOf(topology),
    topology,
    summary: summarizeTopology(topology),
    weights: new Map(),
    preprocessing: await preprocessingFor(experiment, inputShape, tasks),
  };
}

/** By what the first seed trains on: pictures are as they are or centred, tables scaled or, without a network, as they are. */
async function preprocessingFor(
  { method, source, training }: Experiment,
  [height = 0, width, channels]: readonly number[],
  tasks: readonly TaskData[],
): Promise<Preprocessing> {
  const { centres, network } = methodById(method) ?? {};
  const rows = tasks.map((task) => ({ dataset: task.dataset, rows: task.trainingRows(training.seeds[0] ?? 1) }));
  if (width !== undefined && channels !== undefined)
    return centres === true ? await channelMeans(rows, [height, width, channels]) : UNCHANGED;
  const [target, examples] = rows;
  const scaledBy = source.kind === "examples" ? (examples ?? target) : target;
  return network === "none" || scaledBy === undefined
    ? UNCHANGED
    : await columnStatistics(scaledBy.dataset, scaledBy.rows);
}

/** As the target has them; in colour where any of them is. */
function sharedShape(tasks: readonly TaskData[], size: number | undefined): readonly number[] {
  const [shape = [], ...others] = tasks.map(({ dataset }) => inputShapeFor(dataset.shape, size));
  if (shape.length !== 3) return shape;
  const [height = 0, width = 0, channels = 1] = shape;
  return [height, width, Math.max(channels, ...others.map((other) => other[2] ?? 1))];
}
