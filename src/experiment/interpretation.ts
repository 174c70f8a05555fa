/** How the data sets that an experiment names are to be understood: the engine opens them so, the checks look at them so. */
import path from "node:path";
import type { Interpretation } from "../data/types";
import { otherTasks, testDatasetOf } from "./data-places";
import type { DatasetRef, Experiment, TaskSettings } from "./types";

/**
 * What is the label or the group of one task is no feature of another one with the same data: it would give away what
 * is to be predicted.
 *
 * @param ref a data set of the experiment
 * @param task the one whose examples or test examples they are; undefined for a source data set
 */
export function interpretationOf(
  ref: DatasetRef,
  experiment: Experiment,
  task?: Pick<TaskSettings, "dataset" | "predicts" | "labels">,
): Interpretation {
  const { label, group, audio, text } = ref;
  const own = new Set([label, group]);
  const places = new Set([ref, ...(task === undefined ? [] : [task.dataset])].map(placeOf));
  const notFeatures = namedDatasets(experiment)
    .filter((other) => places.has(placeOf(other)))
    .flatMap((other) => [other.label, other.group])
    .filter((name): name is string => name !== undefined && !own.has(name));
  return {
    ...(label === undefined ? {} : { label }),
    ...(task?.predicts === "number" ? { predicts: "number" } : {}),
    ...(task?.labels === "hidden" || hasTypedLabels(experiment, task) ? { labels: "optional" } : {}),
    ...(group === undefined ? {} : { group }),
    ...(notFeatures.length === 0 ? {} : { notFeatures: [...new Set(notFeatures)] }),
    ...(audio === undefined ? {} : { audio }),
    ...(text === undefined ? {} : { text }),
  };
}

/** Whether the file lists what the target's examples may be called: then their own labels only judge, where there are any. */
const hasTypedLabels = ({ semantics, target }: Experiment, task: object | undefined): boolean =>
  task === target && semantics?.kind === "vectors" && semantics.labels !== undefined;

/** The same for every way to spell a path. */
export const placeOf = (ref: Pick<DatasetRef, "path">): string =>
  path.posix.normalize(ref.path.replaceAll("\\", "/")).replace(/\/$/, "");

function namedDatasets(experiment: Experiment): DatasetRef[] {
  const { source, target } = experiment;
  return [
    ...(source.kind === "dataset" ? [source.dataset] : []),
    ...[...otherTasks(experiment), target].flatMap((task) => {
      const test = testDatasetOf(task);
      return test === undefined ? [task.dataset] : [task.dataset, test];
    }),
  ];
}
