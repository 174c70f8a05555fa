/** What came of a trial, on the test examples of every task: the only place where test examples are read. */
import type { Experiment } from "../experiment/types";
import { confusionMatrix } from "../math/classification";
import type { Figures } from "../protocol/metrics";
import type { TrialRow } from "../protocol/metrics";
import { figurePrefix, prefixed } from "../protocol/task-figures";
import { evaluate, evaluateNumbers } from "../training/evaluate";
import { inputsFor } from "../training/inputs";
import type { SourceModel } from "../training/network";
import { notFinite } from "../training/not-finite";
import type { Services } from "../training/services";
import type { Answer, TrialOutcome } from "../training/trial";
import type { InputForm, TaskData } from "./task-data";

export interface Judging {
  experiment: Experiment;
  source: SourceModel;
  services: Services;
  form: InputForm;
  seed: number;
  /** The target first. */
  tasks: readonly TaskData[];
}

/** Who answers which task; the only output of the network the target, where the method says nothing. */
export const answersOf = ({ answers, network }: TrialOutcome, target: string): readonly Answer[] =>
  answers ?? [{ task: target, network, output: 0 }];

/** @returns the figures of the target by their names, those of other tasks behind the name of the task */
export async function judge(
  outcome: TrialOutcome,
  { tasks, ...judging }: Judging,
): Promise<Pick<TrialRow, "test" | "confusion">> {
  const [target] = tasks;
  const test: Figures = {};
  let confusion: number[][] | undefined;
  for (const answer of answersOf(outcome, target?.form.name ?? "")) {
    const task = tasks.find(({ form }) => form.name === answer.task);
    // A task of an earlier run: that run judged it, and has its examples.
    if (task === undefined) continue;
    const judged = await judgeTask(answer, task, judging);
    const bad = Object.entries(judged.figures).find(([, value]) => !Number.isFinite(value));
    if (bad !== undefined) throw notFinite(judging.experiment, `the test figure ${bad[0]} became ${bad[1]}`);
    Object.assign(test, prefixed(figurePrefix(answer.task, target?.form.name ?? ""), judged.figures));
    if (task === target) confusion = judged.confusion;
  }
  return { test, ...(confusion && { confusion }) };
}

async function judgeTask(
  { network, output, scale = { mean: 0, std: 1 } }: Answer,
  task: TaskData,
  { source, services, form, seed }: Omit<Judging, "tasks">,
): Promise<{ figures: Figures; confusion?: number[][] }> {
  const examples = task.testExamples(form);
  const isCopy = source.weights.size > 0 && network.isCopyOf(source);
  const cut = isCopy ? network.cutFor(network.trainedLayers) : undefined;
  const frozen = cut === undefined ? undefined : { source, cut, services };
  const inputs = await inputsFor({ examples, augmentation: null, seed, frozen });
  const part = network.after(cut, output);
  if (task.form.predicts === "number") {
    const figures = await evaluateNumbers(part, inputs, { targets: examples.targets, scale });
    if (figures === undefined) return { figures: {} };
    const { rmse, r2 } = figures;
    return { figures: { rmse, ...(r2 === undefined ? {} : { r2 }) } };
  }
  const { lossNats, accuracy, predictions } = await evaluate(part, inputs);
  const confusion = confusionMatrix(examples.labels, predictions, task.form.classes.length);
  return { figures: { lossNats, accuracy }, confusion };
}
