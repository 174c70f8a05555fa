/** Trains the method on toy domains in memory: the same noisy pictures, in the target with other brightness. */
import type { Experiment, TaskSettings } from "../../../../src/experiment/types";
import { train } from "../../../../src/methods/domain-adversarial/train";
import type { Architecture } from "../../../../src/models/architectures";
import type { Task, TrialOutcome } from "../../../../src/training/trial";
import {
  memoryDataset,
  planOf,
  plainToyArchitecture,
  toyExamples,
  toyPictures,
  toySource,
  toyTraining,
} from "../../../support/engine-toys";
import { toyTrial, type ToyConditions, type ToyTold } from "../../../support/toy-trial";

export interface ToyRun extends ToyConditions {
  arm?: string;
  /** Over the defaults. */
  options?: Experiment["options"];
  training?: Partial<Experiment["training"]>;
  architecture?: Architecture;
}

export interface ToyResult extends Pick<ToyTold, "reports" | "snapshots"> {
  outcome: Omit<TrialOutcome, "network" | "answers">;
  answers: { task: string; output: number }[] | undefined;
  /** The values of every weight, by its name. */
  weights: Record<string, number[]>;
}

const classes = ["left", "middle", "right"];

/** Two dense layers behind a convolution, without noise and without batch statistics. */
export const plainDomains: Architecture = {
  ...plainToyArchitecture,
  layers: [...plainToyArchitecture.layers, { kind: "dense", name: "dense1", units: 8 }],
};

const defaults = {
  schedule: "paper",
  gamma: 10,
  strength: 1,
  domainUnits: 6,
  batchNormalization: "separate",
  chooseBy: "last",
};

const settings = (name: string, labels: TaskSettings["labels"]): TaskSettings => ({
  ...{ name, predicts: "class", dataset: { path: name }, labels, labelled: "all", validation: "none", splitSeed: 1 },
  test: { fraction: 0.3 },
});

const taskOf = (name: string, examples: Pick<Task, "train" | "validation">): Task => {
  return { name, predicts: "class", classes, ...examples };
};

/** The toy pictures, inverted. */
async function invertedPictures(count: number) {
  const pictures = toyPictures(count, "target");
  const values = await pictures.read([...Array(count).keys()]);
  return memoryDataset(
    values.map((value) => 1 - value),
    pictures.labels,
  );
}

export async function toyRun(run: ToyRun = {}): Promise<ToyResult> {
  const toy = await toySource(run.architecture ?? plainDomains);
  toy.dispose();
  const source = { ...toy, weights: new Map() };
  const pictures = toyPictures(36);
  const labelled = taskOf("source", { train: toyExamples(pictures, 0, 24), validation: toyExamples(pictures, 24) });
  const target = taskOf("target", { train: toyExamples(await invertedPictures(30)), validation: undefined });
  const experiment: Experiment = {
    file: "/lab/toy.transfer.json",
    method: "domain-adversarial",
    source: { kind: "examples", task: settings("source", "given"), architecture: "toy" },
    target: settings("target", "hidden"),
    semantics: null,
    layers: [],
    sweep: null,
    options: { ...defaults, ...run.options },
    training: toyTraining({ epochs: 4, batchSize: 12, ...run.training }),
    controls: [],
  };
  const { reports, snapshots, ...told } = await toyTrial(
    train,
    {
      ...{ arm: run.arm ?? "transfer", experiment, source, target, tasks: [labelled] },
      ...{ semantics: undefined, plan: planOf(source, "new") },
    },
    run,
  );
  const { network, answers, ...outcome } = told.outcome;
  if (network === undefined) throw new Error("the method trains a network");
  const weights = Object.fromEntries(
    network.allWeights().map(({ name, variable }) => [name, Array.from(variable.dataSync())]),
  );
  network.dispose();
  return { reports, snapshots, outcome, weights, answers: answers?.map(({ task, output }) => ({ task, output })) };
}

export const epochsIn = ({ reports }: ToyResult) => reports.filter((report) => report.type === "epoch");
