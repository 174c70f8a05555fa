/** What most studies work with: the data of an experiment's tasks, and its source, opened and checked as for a run. */
import type { Semantics } from "../../data/semantics/types";
import { TrialState } from "../../training/trial-state";
import { drive } from "../drive";
import type { JobRunner } from "../jobs";
import { openTasks } from "../open-tasks";
import { openingOf } from "../opening";
import { findSource, type Found } from "../sources";
import type { TaskData } from "../task-data";
import type { StudyContext } from "./study";

export interface StudyData {
  /** The target first. */
  tasks: readonly TaskData[];
  semantics: Semantics | undefined;
  close(): Promise<void>;
}

/** @throws ProblemError where something cannot be read; the caller closes what it gets */
export async function openData(context: StudyContext): Promise<StudyData> {
  const { experiment } = context;
  const tasks: TaskData[] = [];
  const closeTasks = async () => {
    for (const task of tasks) await task.close();
  };
  try {
    const semantics = await openTasks(experiment, tasks, { opening: openingFor(context), warn: warner(context) });
    return {
      tasks,
      semantics,
      close: async () => {
        await closeTasks();
        if (semantics?.kind === "vectors") await semantics.vectors.close();
      },
    };
  } catch (error) {
    await closeTasks();
    throw error;
  }
}

/**
 * The source of the experiment, which is trained and kept first where it is a data set that was not trained on yet.
 *
 * @returns undefined where the person stopped it meanwhile
 * @throws ProblemError where experiment, data and source do not fit each other
 */
export function findSourceOf(context: StudyContext, { tasks, semantics }: StudyData): Promise<Found | undefined> {
  const { experiment, backend, services } = context;
  return findSource({
    ...{ experiment, backend, services, tasks, semantics },
    writer: { warn: warner(context) },
    jobs: studyJobs(context),
    record: () => Promise.resolve(),
    opening: openingFor(context),
  });
}

/** Jobs without checkpoints: a study that was stopped begins anew. */
const studyJobs = ({ stage, stops }: StudyContext): Pick<JobRunner, "run"> => ({
  run: (job) =>
    drive(job.start(new TrialState()), async (report) => {
      await job.onReport(report);
      stage(job.stage(report));
      return stops();
    }),
});

const openingFor =
  ({ signal, stage }: StudyContext) =>
  (path: string) =>
    openingOf(path, signal, stage);

const warner =
  ({ warn }: StudyContext) =>
  (problem: Parameters<StudyContext["warn"]>[0]): Promise<void> => {
    warn(problem);
    return Promise.resolve();
  };
