/** Trains the method on toy tasks in memory: two of classes and one of a number, on the same noisy pictures. */
import type { Dataset } from "../../../../src/data/types";
import type { Experiment, TaskSettings } from "../../../../src/experiment/types";
import { train } from "../../../../src/methods/multitask-learning/train";
import type { Task, TrialOutcome } from "../../../../src/training/trial";
import {
  planOf,
  toyArchitecture,
  toyExamples,
  toyPictures,
  toySource,
  toyTraining,
} from "../../../support/engine-toys";
import { toyTrial, type ToyConditions, type ToyTold } from "../../../support/toy-trial";

export interface ToyRun extends ToyConditions {
  arm?: string;
  /** Over the defaults: uniform weights, no surgery. */
  options?: Experiment["options"];
  training?: Partial<Experiment["training"]>;
  /** Units of the number: its values are multiplied by it. */
  numberScale?: number;
  /** Names of the other tasks; both where left out. */
  others?: readonly string[];
}

export interface ToyResult extends Pick<ToyTold, "reports" | "snapshots"> {
  outcome: Omit<TrialOutcome, "network" | "answers">;
  weights: Record<string, string>;
  answers: { task: string; output: number; scale: { mean: number; std: number } | undefined }[];
}

const classes = ["left", "middle", "right"];

/** How bright a picture is: numbers from 0 to 1, times the scale. */
function withBrightness(dataset: Dataset, scale: number): Dataset {
  const targets = Float32Array.from(dataset.labels, (label, row) => scale * (label / 2 + ((row % 7) - 3) / 30));
  return { ...dataset, classes: [], targets, labels: new Int32Array(dataset.count) };
}

function taskOf(name: string, dataset: Dataset, count: number): Task {
  const predicts = dataset.targets === undefined ? "class" : "number";
  const [train, validation] = [toyExamples(dataset, 0, count), toyExamples(dataset, 30, 45)];
  return { name, predicts, classes: predicts === "class" ? classes : [], train, validation };
}

const settingsOf = ({ name, predicts }: Task): TaskSettings => ({
  ...{ name, predicts, dataset: { path: "toy" }, labelled: "all", validation: "none", splitSeed: 1 },
  labels: "given",
  test: { fraction: 0.3 },
});

const defaults = {
  weighting: "uniform",
  weightRate: 0.025,
  gradnormAlpha: 1.5,
  gradientSurgery: false,
  standardizeNumbers: true,
};

export async function toyRun(run: ToyRun = {}): Promise<ToyResult> {
  const toy = await toySource();
  toy.dispose();
  const source = { ...toy, weights: new Map() };
  const target = taskOf("where", toyPictures(45), 20);
  const number = withBrightness(toyPictures(45, "number"), run.numberScale ?? 1);
  const tasks = [taskOf("again", toyPictures(45, "again"), 9), taskOf("bright", number, 14)].filter(
    ({ name }) => run.others?.includes(name) ?? true,
  );
  const experiment: Experiment = {
    file: "/lab/toy.transfer.json",
    method: "multitask-learning",
    source: { kind: "tasks", tasks: tasks.map(settingsOf), architecture: toyArchitecture.id },
    target: settingsOf(target),
    semantics: null,
    layers: [],
    sweep: null,
    options: { ...defaults, ...run.options },
    training: toyTraining({ epochs: 2, batchSize: 12, ...run.training }),
    controls: [],
  };
  const { reports, snapshots, ...told } = await toyTrial(
    train,
    {
      ...{ arm: run.arm ?? "transfer", experiment, source, target, tasks },
      ...{ semantics: undefined, plan: planOf(source, "new") },
    },
    run,
  );
  const { network, answers = [], ...outcome } = told.outcome;
  if (network === undefined) throw new Error("the method trains a network");
  const weights = Object.fromEntries(network.plan.map(({ name }) => [name, network.hashOf(name)]));
  network.dispose();
  return {
    ...{ reports, snapshots, outcome, weights },
    answers: answers.map(({ task, output, scale }) => ({ task, output, scale })),
  };
}

export const epochsIn = ({ reports }: ToyResult) => reports.filter((report) => report.type === "epoch");
export const stepsIn = ({ reports }: ToyResult) => reports.filter((report) => report.type === "step");
