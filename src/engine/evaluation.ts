/** What came of a trial, on the test examples of every task: the only place where test examples are read. */
import type { Experiment } from "../experiment/types";
import { confusionMatrix } from "../math/classification";
import { evenIndices } from "../math/even-indices";
import type { Figures } from "../protocol/metrics";
import type { TrialRow } from "../protocol/metrics";
import type { NearDuplicates } from "../protocol/near-duplicates";
import { PREDICTIONS_FILE, type Predictions } from "../protocol/predictions";
import { figurePrefix, prefixed } from "../protocol/task-figures";
import { evaluate, evaluateNumbers, outputRows } from "../training/evaluate";
import type { Examples } from "../training/examples";
import { inputsFor, someOf, type Frozen, type InputOptions } from "../training/inputs";
import type { Network, SourceModel } from "../training/network";
import { notFinite } from "../training/not-finite";
import type { Services } from "../training/services";
import type { ReportPart } from "../protocol/report";
import type { Answer, TrialOutcome } from "../training/trial";
import { findNearDuplicates } from "./near-duplicates";
import { MOST_ON_MAP, predictionsOf, type MappedFeatures } from "./predictions";
import type { InputForm, TaskData } from "./task-data";

export interface Judging {
  experiment: Experiment;
  source: SourceModel;
  services: Services;
  form: InputForm;
  seed: number;
  /** The target first. */
  tasks: readonly TaskData[];
  /** Whether a file beside the model is to say what it answered for each test example of the target. */
  keepsPredictions?: boolean;
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
  const kept: Record<string, string> = {};
  let confusion: number[][] | undefined;
  for (const answer of answersOf(outcome, target?.form.name ?? "")) {
    const task = tasks.find(({ form }) => form.name === answer.task);
    // A task of an earlier run: that run judged it, and has its examples.
    if (task === undefined) continue;
    const judged = await judgeTask(answer, task, judging);
    Object.assign(test, prefixed(figurePrefix(answer.task, target?.form.name ?? ""), judged.figures));
    if (task !== target) continue;
    confusion = judged.confusion;
    Object.assign(kept, await keptFiles(judged, judging));
  }
  const testsOf = () => new Map(tasks.map((task) => [task.form.name, task.testExamples(judging.form)]));
  const examined = await outcome.examine?.(testsOf());
  Object.assign(test, examined?.figures);
  checkFinite(judging.experiment, test);
  return {
    test,
    ...(confusion && { confusion }),
    parts: examined?.parts ?? [],
    files: { ...kept, ...examined?.files },
  };
}

async function keptFiles(
  { predictions }: Verdict,
  { keepsPredictions }: Pick<Judging, "keepsPredictions">,
): Promise<Record<string, string>> {
  if (keepsPredictions !== true || predictions === undefined) return {};
  return { [PREDICTIONS_FILE]: JSON.stringify(await predictions()) };
}

function checkFinite(experiment: Experiment, figures: Figures): void {
  const bad = Object.entries(figures).find(([, value]) => !Number.isFinite(value));
  if (bad !== undefined) throw notFinite(experiment, `the test figure ${bad[0]} became ${bad[1]}`);
}

interface Verdict {
  figures: Figures;
  confusion?: number[][];
  /** What each test example was taken for; made when it is asked for. */
  predictions?: () => Promise<Predictions>;
}

async function judgeTask(
  { network, output, scale = { mean: 0, std: 1 }, encode, scores }: Answer,
  task: TaskData,
  { source, services, form, seed }: Omit<Judging, "tasks">,
): Promise<Verdict> {
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
  const evaluation = await evaluate(part, inputs, scores);
  const { lossNats, accuracy } = evaluation;
  const { classes } = task.form;
  const confusion = confusionMatrix(examples.labels, evaluation.predictions, classes.length);
  const predictions = async () => {
    const { train } = task.trainingOf(seed, form);
    const mapped = { network, output, frozen, test: examples, training: encode?.(train) ?? train };
    return predictionsOf({ seed, classes, examples, evaluation }, await mappedFeatures(mapped));
  };
  return { figures: { lossNats, accuracy }, confusion, predictions };
}

interface Mapped {
  network: Network;
  output: number;
  frozen: Frozen | undefined;
  test: Examples;
  training: Examples;
}

async function mappedFeatures({ network, output, frozen, test, training }: Mapped): Promise<MappedFeatures> {
  // The features may lie before the cut where the last layer is frozen too.
  const before = network.trainedLayers.includes(network.headOf(output)) ? frozen : undefined;
  const part = network.features(before?.cut, output);
  const featuresOf = async (examples: Examples) => {
    const indices = evenIndices(examples.count, MOST_ON_MAP);
    const options: InputOptions = { examples, augmentation: null, seed: 0, frozen: before };
    return { indices, rows: await outputRows(part, someOf(await inputsFor(options), indices)) };
  };
  return { test: await featuresOf(test), training: { ...(await featuresOf(training)), examples: training } };
}

/** Test examples of the target that an example which some trial was trained on almost equals. */
export async function nearDuplicatesOf(task: TaskData, form: InputForm): Promise<NearDuplicates | undefined> {
  if (task.testsAll) return undefined;
  const [test, training] = [task.testExamples(form), task.everTrained(form)];
  if (test.count === 0 || training.count === 0) return undefined;
  const { kind } = task.dataset;
  return findNearDuplicates({ test, training, isSameData: task.testDataset === undefined, kind });
}
