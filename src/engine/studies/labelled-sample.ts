/** The target's labelled training examples that advice looks at: a bounded sample, never a test example. */
import type { Experiment } from "../../experiment/types";
import { randomFor, shuffled } from "../../math/random";
import { ProblemError } from "../../protocol/problem";
import { openingOf, type Opening } from "../opening";
import { TaskData } from "../task-data";
import type { StudyContext } from "./study";

/** @throws ProblemError where the data cannot be read; the caller closes what it gets */
export function openTarget(context: StudyContext): Promise<TaskData> {
  const { experiment } = context;
  return TaskData.open(experiment, experiment.target, openingFor(context, experiment.target.dataset.path));
}

/** @param path as the experiment file names it */
export const openingFor = (context: StudyContext, path: string): Opening =>
  openingOf(path, context.signal, (stage) => {
    context.stage(stage);
  });

/**
 * Rows that the first seed trains on; classes have equal shares of them where there are more than are wanted.
 *
 * @throws ProblemError where there are no labelled classes, or too few examples to say anything of them
 */
export function labelledSample(experiment: Experiment, target: TaskData, most: number): Int32Array {
  if (!target.hasLabels || experiment.target.predicts === "number") {
    const rule = "must have labelled classes, for sources are ranked by how they tell these apart";
    throw fault(experiment, "advice/no-labels", `${rule}; use data with labels, or a method that learns from them`);
  }
  const seed = experiment.training.seeds[0] ?? 1;
  const rows = shuffled(Array.from(target.trainingRows(seed)), randomFor("advice", seed));
  const seen = new Map<number, number>();
  const turns = rows.map((row) => {
    const label = target.dataset.labels[row] ?? 0;
    const turn = seen.get(label) ?? 0;
    seen.set(label, turn + 1);
    return { row, turn };
  });
  if (seen.size < 2 || rows.length <= seen.size) {
    const got = `${rows.length} labelled training examples of ${seen.size} ${seen.size === 1 ? "class" : "classes"}`;
    const rule = "must give two classes at least, and several examples of some";
    throw fault(experiment, "advice/too-few", `${rule}, got ${got}; allow more with "labelled"`);
  }
  const chosen = turns.sort((one, two) => one.turn - two.turn).slice(0, most);
  return Int32Array.from(chosen, ({ row }) => row).sort();
}

const fault = ({ file }: Experiment, code: string, message: string): ProblemError =>
  new ProblemError({ severity: "error", code, file, place: "target", path: ["target"], message });
