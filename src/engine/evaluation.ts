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
import type { ReportPart } from "../protocol/report";
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
  answers ?? (network === undefined ? [] : [{ task: target, network, output: 0 }]);

export interface Judgement extends Pick<TrialRow, "test" | "confusion"> {
  /** Of the examination, where the method has one. */
  parts: readonly ReportPart[];
  files: Readonly<Record<string, string>>;
}

/** @returns the figures of the target by their names, those of other tasks behind the name of the task */
export async function judge(outcome: TrialOutcome, { tasks, ...judging }: Judging): Promise<Judgement> {
  const [target] = tasks;
  const test: Figures = {};
  let confusion: number[][] | undefined;
  for (const answer of answersOf(outcome, target?.form.name ?? "")) {
    const task = tasks.find(({ form }) => form.name === answer.task);
    // A task of an earlier run: that run judged it, and has its examples.
    if (task === undefined) continue;
    const judged = await judgeTask(answer, task, judging);
    Object.assign(test, prefixed(figurePrefix(answer.task, target?.form.name ?? ""), judged.figures));
    if (task === target) confusion = judged.confusion;
  }
  const testsOf = () => new Map(tasks.map((task) => [task.form.name, task.testExamples(judging.form)]));
  const examined = await outcome.examine?.(testsOf());
  Object.assign(test, examined?.figures);
  checkFinite(judging.experiment, test);
  return { test, ...(confusion && { confusion }), parts: examined?.parts ?? [], files: examined?.files ?? {} };
}

function checkFinite(experiment: Experiment, figures: Figures): void {
  const bad = Object.entries(figures).find(([, value]) => !Number.isFinite(value));
  if (bad !== undefined) throw notFinite(experiment, `the test figure ${bad[0]} became ${bad[1]}`);
}

async function judgeTask(
  { network, output, scale = { mean: 0, std: 1 }, encode, scores }: Answer,
  task: TaskData,
  { source, services, form, seed }: Omit<Judging, "tasks">,
): Promise<{ figures: Figures; confusion?: number[][] }> {
  const plain = task.testExamples(form);
  // Nothing tells right from wrong.
  if (!plain.hasLabels || plain.count === 0) return { figures: {} };
  const examples = encode?.(plain) ?? plain;
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
  const { lossNats, accuracy, predictions } = await evaluate(part, inputs, scores);
  const confusion = confusionMatrix(examples.labels, predictions, task.form.classes.length);
  return { figures: { lossNats, accuracy }, confusion };
}
