/** Trains the method on toy pictures in memory: three classes that are seen, and three that are only described. */
import type { Experiment, TaskSettings } from "../../../../src/experiment/types";
import { train } from "../../../../src/methods/zero-shot-attribute-embedding/train";
import type { Examination, Task, TrialOutcome } from "../../../../src/training/trial";
import { planOf, toyExamples, toyPictures, toySource, toyTraining } from "../../../support/engine-toys";
import { toyTrial, type ToyConditions, type ToyTold } from "../../../support/toy-trial";

export interface ToyRun extends ToyConditions {
  arm?: string;
  /** Over the defaults. */
  options?: Experiment["options"];
  training?: Partial<Experiment["training"]>;
}

export interface ToyResult extends Pick<ToyTold, "reports" | "snapshots"> {
  outcome: Omit<TrialOutcome, "network" | "examine">;
  weights: Record<string, string>;
  examined: Examination | undefined;
}

const seen = ["left", "middle", "right"];
const unseen = ["down", "near", "up"];

const settingsOf = (name: string): TaskSettings => ({
  ...{ name, predicts: "class", dataset: { path: "toy" }, labelled: "all", validation: "none", splitSeed: 1 },
  ...{ labels: "given", test: "all" },
});

const defaults = { objective: "margin", negatives: "hardest", margin: 1, dimensions: 5, hiddenUnits: 0 };

const table = {
  attributes: ["tall", "wide", "round", "dark"],
  classes: [...seen, ...unseen],
  values: Float32Array.of(1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0),
  isBinary: true,
  fingerprint: "toy",
};

export async function toyRun(run: ToyRun = {}): Promise<ToyResult> {
  const toy = await toySource();
  toy.dispose();
  const source = { ...toy, weights: new Map() };
  const pictures = toyPictures(45);
  const none = toyExamples(pictures, 0, 0);
  const learnt: Task = {
    ...{ name: "source", predicts: "class", classes: seen },
    ...{ train: toyExamples(pictures, 0, 20), validation: toyExamples(pictures, 30, 45) },
  };
  const target: Task = { name: "target", predicts: "class", classes: unseen, train: none, validation: undefined };
  const experiment: Experiment = {
    file: "/lab/toy.transfer.json",
    method: "zero-shot-attribute-embedding",
    source: { kind: "examples", task: settingsOf("source"), architecture: "toy" },
    target: settingsOf("target"),
    semantics: { kind: "attributes", path: "attributes.csv" },
    layers: [],
    sweep: null,
    options: { ...defaults, ...run.options },
    training: toyTraining({ epochs: 2, batchSize: 8, ...run.training }),
    controls: [],
  };
  const { reports, snapshots, ...told } = await toyTrial(
    train,
    {
      ...{ arm: run.arm ?? "transfer", experiment, source, target, tasks: [learnt] },
      ...{ semantics: { kind: "attributes", table }, plan: planOf(source, "new") },
    },
    run,
  );
  const { network, examine, ...outcome } = told.outcome;
  const tests = toyPictures(30, "test");
  const described = { ...tests, classes: unseen };
  const examined = await examine?.(
    new Map([
      ["source", toyExamples(tests)],
      ["target", toyExamples(described)],
    ]),
  );
  const weights = Object.fromEntries((network?.plan ?? []).map(({ name }) => [name, network?.hashOf(name) ?? ""]));
  network?.dispose();
  return { reports, snapshots, outcome, weights, examined };
}

export const epochsIn = ({ reports }: ToyResult) => reports.filter((report) => report.type === "epoch");
