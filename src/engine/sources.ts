/** Where the knowledge of a run comes from: a saved network, one trained here first, other tasks, or a finished run. */
import path from "node:path";
import type { Semantics } from "../data/semantics/types";
import type { Dataset } from "../data/types";
import type { ExperimentFacts } from "../experiment/check";
import type { Experiment, Source } from "../experiment/types";
import { readModelFiles } from "../models/model-files";
import { ProblemError } from "../protocol/problem";
import { runFiles } from "../runs/layout";
import { lookAtRun } from "../runs/look-at-run";
import type { Backend } from "../training/backend";
import type { SourceModel } from "../training/network";
import type { Services } from "../training/services";
import { sourceModel } from "../training/source-weights";
import type { JobRunner } from "./jobs";
import { checkedAgainst, dataFacts } from "./prepare";
import type { RunWriter } from "./run-writer";
import { readSourceModel, TrainedSource } from "./source-model";
import { nameOf, openReferenced, type ReferenceOptions, type TaskData } from "./task-data";
import { untrainedSource } from "./untrained-source";

export interface SourceContext {
  experiment: Experiment;
  backend: Backend;
  services: Services;
  writer: Pick<RunWriter, "warn">;
  jobs: Pick<JobRunner, "run">;
  /** The target first. */
  tasks: readonly TaskData[];
  semantics: Semantics | undefined;
  /** Keeps what the source was made of, by name, before anything is trained. */
  record: (fingerprints: Record<string, string>) => Promise<void>;
  /** Shows that data are being read. */
  opening: (path: string) => Omit<ReferenceOptions, "at" | "task">;
}

export interface Found {
  /** Of each seed; most runs have one for all. */
  of: (seed: number) => SourceModel;
}

/** @returns undefined where the person stopped it while it was trained */
export async function findSource(context: SourceContext): Promise<Found | undefined> {
  const { source } = context.experiment;
  switch (source.kind) {
    case "model":
      return savedSource(context, source);
    case "dataset":
      return trainedSource(context, source);
    case "tasks":
    case "examples": {
      await check(context, {});
      await context.record({});
      const model = await untrainedSource(context.experiment, source, context.tasks);
      return { of: () => model };
    }
    case "run":
      return finishedRun(context, source.path);
  }
}

type SourceOf<Kind extends Source["kind"]> = Extract<Source, { kind: Kind }>;

async function savedSource(context: SourceContext, source: SourceOf<"model">): Promise<Found> {
  const model = await readSourceModel(context.experiment, source.path, source.preprocessing);
  await check(context, { source: model.summary });
  await context.record({ [source.path]: model.fingerprint });
  return { of: () => model };
}

async function trainedSource(context: SourceContext, source: SourceOf<"dataset">): Promise<Found | undefined> {
  const { experiment, backend, services, writer } = context;
  const opening = { ...context.opening(source.dataset.path), at: ["source"] };
  const dataset = await openReferenced(source.dataset, experiment, opening);
  try {
    for (const note of dataset.notes) await writer.warn(note);
    const trained = new TrainedSource({ experiment, source, dataset, backend, services });
    await check(context, { source: trained.summary, sourceData: dataFacts(dataset) });
    await context.record({ [nameOf(source.dataset)]: dataset.fingerprint });
    const model = (await trained.cached()) ?? (await train(context, trained, { epochs: source.epochs, dataset }));
    return model && { of: () => model };
  } finally {
    await dataset.close();
  }
}

function train(
  { jobs }: SourceContext,
  trained: TrainedSource,
  { epochs, dataset }: { epochs: number; dataset: Dataset },
): Promise<SourceModel | undefined> {
  return jobs.run({
    number: 0,
    start: (state) => trained.train(state),
    onReport: () => Promise.resolve(),
    stage: ({ epoch }) => ({
      text: `Training the source model on ${dataset.path}`,
      done: epoch - 1,
      total: epochs,
      unit: "epochs",
    }),
  });
}

/** The models of a finished run, one a seed. */
async function finishedRun(context: SourceContext, run: string): Promise<Found> {
  const { experiment } = context;
  const folder = path.resolve(path.dirname(experiment.file), run);
  const facts = { run: await lookAtRun(folder, run) };
  // Before its models are read: a run that is still going has none yet.
  checkedAgainst(experiment, facts);
  const models = new Map<number, SourceModel>();
  for (const seed of experiment.training.seeds) {
    const shown = path.join(run, "model", `seed-${seed}`);
    const files = await readModelFiles(runFiles(folder).model(seed), shown, "several tasks").catch((error: unknown) => {
      throw withoutModel(experiment, { run, seed, error });
    });
    models.set(seed, sourceModel(files));
  }
  const [first] = models.values();
  if (first !== undefined) await check(context, { source: first.summary, ...facts });
  await context.record(
    Object.fromEntries([...models].map(([seed, { fingerprint }]) => [`${run} seed ${seed}`, fingerprint])),
  );
  return {
    of: (seed) => {
      const model = models.get(seed);
      if (model === undefined) throw new Error(`no model of seed ${seed}`);
      return model;
    },
  };
}

function withoutModel(
  { file }: Experiment,
  { run, seed, error }: { run: string; seed: number; error: unknown },
): ProblemError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ProblemError({
    severity: "error",
    code: "source/run-without-model",
    file,
    place: "training.seeds",
    path: ["training", "seeds"],
    message: `must be seeds of the run ${run}, which has no usable model of seed ${seed} (${reason}); list seeds that it has`,
  });
}

/** Everything is opened: now the experiment is checked against all of it. */
async function check({ experiment, writer, tasks, semantics }: SourceContext, facts: ExperimentFacts): Promise<void> {
  const [target, ...others] = tasks;
  const opened = {
    ...facts,
    ...(semantics && { semantics }),
    ...(target && { targetData: dataFacts(target.dataset) }),
    tasks: Object.fromEntries(others.map(({ form, dataset }) => [form.name, dataFacts(dataset)])),
    tests: Object.fromEntries(
      tasks.flatMap(({ form, testDataset }) =>
        testDataset === undefined ? [] : [[form.name, dataFacts(testDataset)]],
      ),
    ),
  };
  for (const problem of checkedAgainst(experiment, opened)) await writer.warn(problem);
}
