/** One trial of a run: the method's training as a job, its rows, what came of it on the test examples, its model. */
import type { Semantics } from "../data/semantics/types";
import type { Experiment } from "../experiment/types";
import { armTitle } from "../methods/arm-title";
import { readModelFiles, writeModelFiles, type ModelFiles } from "../models/model-files";
import { TRANSFER_ARM, type TrialRow } from "../protocol/metrics";
import { runFiles } from "../runs/layout";
import { writing } from "../runs/write-problem";
import type { LayerPlan, Network, SourceModel } from "../training/network";
import type { Services } from "../training/services";
import { sourceModel, type ModelMetadata, type TaskOutput } from "../training/source-weights";
import { tf } from "../training/tf";
import type { Train, TrialOutcome, TrialReport } from "../training/trial";
import { answersOf, judge } from "./evaluation";
import type { JobRunner } from "./jobs";
import type { RunWriter } from "./run-writer";
import type { InputForm, TaskData } from "./task-data";
import type { TrialKey } from "./trials";

/** What the trials of a run have in common. */
export interface TrialContext {
  experiment: Experiment;
  runDirectory: string;
  writer: RunWriter;
  services: Services;
  jobs: JobRunner;
  /** The target first. */
  tasks: readonly TaskData[];
  sourceOf: (seed: number) => SourceModel;
  semantics: Semantics | undefined;
  plan: LayerPlan;
  form: InputForm;
  train: Train;
}

/** @returns its row; undefined where the person stopped it */
export async function runTrial(
  context: TrialContext,
  key: TrialKey,
  place: { index: number; total: number },
): Promise<TrialRow | undefined> {
  const { experiment, services, writer, jobs, plan, form, tasks, train, semantics } = context;
  const { arm, seed } = key;
  const source = context.sourceOf(seed);
  const [target, ...others] = tasks.map((task) => task.trainingOf(seed, form));
  if (target === undefined) throw new Error("an experiment has a target");
  const kept = new KeptNetworks(context.runDirectory, seed);
  const outcome = await jobs.run({
    number: place.index + 1,
    start: (state) =>
      train({
        ...{ arm, seed, experiment, source, plan, state, services, target, tasks: others, semantics },
        keptNetwork: (earlier) => kept.read(earlier),
      }),
    onReport: (report) => writeReport(writer, report, key),
    stage: (report) =>
      report.type === "preparing"
        ? { ...(report.what ?? frozenLayers), done: report.done, total: report.total }
        : {
            text: `${armTitle(experiment.method, arm)}, seed ${seed}`,
            done: place.index,
            total: place.total,
            unit: "trials",
          },
  });
  kept.dispose();
  return outcome && finish(context, outcome, key);
}

const frozenLayers = { text: "Running the frozen layers", unit: "examples" };

async function finish(context: TrialContext, outcome: TrialOutcome, { arm, seed }: TrialKey): Promise<TrialRow> {
  const { experiment, services, form, tasks, runDirectory, writer } = context;
  try {
    const source = context.sourceOf(seed);
    const { parts, files, ...judged } = await judge(outcome, {
      ...{ experiment, source, services, form, seed, tasks },
      keepsPredictions: arm === TRANSFER_ARM,
    });
    const shown = [...(outcome.parts ?? []), ...parts];
    const row: TrialRow = {
      ...{ type: "trial", arm, seed, ...toldOf(outcome), ...judged },
      ...(shown.length > 0 && { parts: shown }),
    };
    const saved = { outcome, earlier: source.tasks ?? [], files };
    if (arm === TRANSFER_ARM) await save(context, saved, runFiles(runDirectory).model(seed));
    if (outcome.isKept) await save(context, saved, runFiles(runDirectory).kept(arm, seed));
    await writer.row(row);
    return row;
  } finally {
    const networks = new Set([outcome.network, ...(outcome.answers ?? []).map(({ network }) => network)]);
    for (const network of networks) network?.dispose();
  }
}

/** What a row says of an outcome beside its test figures. */
function toldOf(outcome: TrialOutcome): Omit<TrialRow, "type" | "arm" | "seed" | "test"> {
  const { epochs, steps, bestEpoch, overfittingFrom, stillLearning, validation, measured, frozen } = outcome;
  return {
    ...{ epochs, steps, frozen: [...frozen] },
    ...(bestEpoch === undefined ? {} : { bestEpoch }),
    ...(overfittingFrom === undefined ? {} : { overfittingFrom }),
    ...(stillLearning && { stillLearning }),
    ...(validation && { validation }),
    ...(measured && { measured }),
  };
}

async function writeReport(writer: RunWriter, report: TrialReport, { arm, seed }: TrialKey): Promise<void> {
  if (report.type === "epoch") await writer.row({ ...report, arm, seed });
  else if (report.type === "step" && report.logged) {
    const { step, epoch, train } = report;
    await writer.row({ type: "step", arm, seed, step, epoch, train });
  }
}

interface Saved {
  outcome: TrialOutcome;
  /** The tasks that an earlier run taught the source. */
  earlier: readonly TaskOutput[];
  /** Of the examination. */
  files: Readonly<Record<string, string>>;
}

/** The network, where there is one, and what the method writes beside it. */
async function save(context: TrialContext, saved: Saved, folder: string): Promise<void> {
  const { network } = saved.outcome;
  const texts = { ...saved.outcome.files, ...saved.files };
  if (network === undefined && Object.keys(texts).length === 0) return;
  const files = network && (await modelFilesOf(context, { ...saved, network }));
  await writing(folder, () => writeModelFiles(folder, files, texts));
}

async function modelFilesOf(
  { tasks, form }: TrialContext,
  { outcome, earlier, network }: Saved & { network: Network },
): Promise<ModelFiles> {
  const target = tasks[0]?.form;
  // What scores make of the outputs is not what the network itself answers.
  const answers = answersOf(outcome, target?.name ?? "").filter(
    (answer) => answer.network === network && answer.scores === undefined,
  );
  const outputs = answers.map(({ task, output, scale }) => {
    const known = tasks.find(({ form: { name } }) => name === task)?.form ?? earlier.find(({ name }) => name === task);
    if (known === undefined) throw new Error(`no task ${task}`);
    const { predicts, classes: names } = known;
    return { name: task, predicts, classes: [...names], output, ...(scale && { scale }) };
  });
  const isPlain = outcome.answers === undefined;
  const metadata: ModelMetadata = {
    transferLab: {
      version: 1,
      classes: (outputs.find(({ name }) => name === target?.name) ?? outputs[0])?.classes ?? [],
      inputShape: [...form.inputShape],
      preprocessing: form.preprocessing,
      ...(isPlain ? {} : { tasks: outputs }),
    },
  };
  return { topology: network.topology, metadata, ...(await network.weightFiles()) };
}

/** Networks that earlier arms of a seed ended with, read when a later arm asks for them. */
class KeptNetworks {
  private readonly models = new Map<string, Promise<SourceModel>>();
  private readonly tensors: tf.Tensor[] = [];

  constructor(
    private readonly runDirectory: string,
    private readonly seed: number,
  ) {}

  read(arm: string): Promise<SourceModel> {
    const found = this.models.get(arm) ?? this.load(arm);
    this.models.set(arm, found);
    return found;
  }

  dispose(): void {
    tf.dispose(this.tensors);
  }

  private async load(arm: string): Promise<SourceModel> {
    const folder = runFiles(this.runDirectory).kept(arm, this.seed);
    const model = sourceModel(await readModelFiles(folder, folder));
    this.tensors.push(...model.weights.values());
    return model;
  }
}
