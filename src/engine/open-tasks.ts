/** Opens the data of an experiment's tasks and what is known of their classes. */
import type { Semantics } from "../data/semantics/types";
import { otherTasks } from "../experiment/data-places";
import type { Experiment } from "../experiment/types";
import type { Problem } from "../protocol/problem";
import type { Opening } from "./opening";
import { openSemanticsOf, sayAnswers } from "./semantics";
import { TaskData } from "./task-data";

export interface OpenTasksOptions {
  opening: (path: string) => Opening;
  /** Called with what is to be known of the data. */
  warn: (problem: Problem) => Promise<void>;
}

/**
 * @param tasks gets them one by one, the target first, so that the caller can close those that are open when a later one
 *   cannot be opened
 * @returns what is known of classes apart from examples; the caller closes word vectors
 */
export async function openTasks(
  experiment: Experiment,
  tasks: TaskData[],
  { opening, warn }: OpenTasksOptions,
): Promise<Semantics | undefined> {
  for (const settings of [experiment.target, ...otherTasks(experiment)]) {
    const task = await TaskData.open(experiment, settings, opening(settings.dataset.path), tasks);
    tasks.push(task);
    // What is corrected in test data of their own counts too.
    const corrected = (task.testDataset?.notes ?? []).filter(({ code }) => code === "data/corrected");
    for (const note of [...task.dataset.notes, ...corrected]) await warn(note);
  }
  const semantics = await openSemanticsOf(experiment);
  sayAnswers(experiment, tasks);
  return semantics;
}
