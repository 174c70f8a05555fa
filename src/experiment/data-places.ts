/** The data sets that an experiment names, with what is known of them and of what `only` and `classes` leave of them. */
import type { JsonPath } from "../protocol/problem";
import { usable, type DataFacts, type ExperimentFacts } from "./facts";
import type { DatasetRef, Experiment, TaskSettings } from "./types";

export interface DataPlace {
  /** `test` is a data set of its own that judges a task. */
  role: "source" | "task" | "target" | "test";
  /** To the object that names the data set. */
  path: JsonPath;
  ref: DatasetRef;
  /** The task whose examples or test examples they are. */
  task?: TaskSettings;
  /** Of the whole data set; undefined where nothing is known. */
  whole?: DataFacts | undefined;
  /** Of the examples that are left. */
  chosen?: DataFacts | undefined;
}

/** In the order in which a file names them: source, its examples or tasks, target, each task's test data after the task. */
export function dataPlaces(experiment: Experiment, facts: ExperimentFacts): DataPlace[] {
  const { source, target } = experiment;
  const places = tasksOf(experiment).flatMap(({ path, task }): DataPlace[] => {
    const role = task === target ? "target" : "task";
    const whole = usable(role === "target" ? facts.targetData : ownValue(facts.tasks, task.name));
    const own = placeOf({ role, path, ref: task.dataset, task, whole });
    const test = testDatasetOf(task);
    if (test === undefined) return [own];
    const tested = usable(ownValue(facts.tests, task.name));
    return [own, placeOf({ role: "test", path: [...path, "test"], ref: test, task, whole: tested })];
  });
  if (source.kind !== "dataset") return places;
  const whole = usable(facts.sourceData);
  return [placeOf({ role: "source", path: ["source"], ref: source.dataset, whole }), ...places];
}

/** The tasks that a run learns, with the way to each; the target is the last one. */
export const tasksOf = (experiment: Experiment): { path: JsonPath; task: TaskSettings }[] =>
  [...otherTasks(experiment), experiment.target].map((task) => ({ path: pathOfTask(experiment, task), task }));

/** What the same run learns beside the target: other tasks, or the examples of the source. */
export function otherTasks({ source }: Pick<Experiment, "source">): readonly TaskSettings[] {
  if (source.kind === "tasks") return source.tasks;
  return source.kind === "examples" ? [source.task] : [];
}

/** Labelled examples of the source may say when to stop, where none of the target may. */
export function validatingTask({ source, target }: Experiment): TaskSettings {
  const isWithoutLabels = target.labels === "hidden" || target.labelled === "none";
  return isWithoutLabels && source.kind === "examples" ? source.task : target;
}

/** Where an experiment file speaks of one of its tasks. */
export const pathOfTask = ({ source, target }: Experiment, task: TaskSettings): JsonPath =>
  task === target ? ["target"] : source.kind === "examples" ? ["source"] : ["source", "tasks", task.name];

/** The data set of its own that judges a task, if it has one. */
export const testDatasetOf = ({ test }: Pick<TaskSettings, "test">): DatasetRef | undefined =>
  typeof test === "object" && "dataset" in test ? test.dataset : undefined;

/** A task may be called `constructor`. */
export const ownValue = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

const placeOf = (place: DataPlace): DataPlace => ({
  ...place,
  chosen: place.whole && chosenOf(place.whole, place.ref),
});

/** How many examples of some groups are left is not known without reading them. */
function chosenOf(whole: DataFacts, { only, classes }: DatasetRef): DataFacts {
  const left = classes === undefined ? whole.classes : whole.classes.filter((name) => classes.includes(name));
  const { count, counts, ...others } = whole;
  if (only !== undefined) return { ...others, classes: left };
  const leftOf = counts && left.map((name) => counts[whole.classes.indexOf(name)] ?? 0);
  const sum = leftOf?.reduce((total, one) => total + one, 0);
  const total = left.length === whole.classes.length ? count : sum;
  return { ...others, classes: left, ...(total !== undefined && { count: total }), ...(leftOf && { counts: leftOf }) };
}
