/**
 * The learning-rate finder: the method's own training, started afresh for each group of layers, with a rate that grows from
 * step to step until the loss explodes. It sees training examples only; its networks, optimizers and positions are its
 * own, so that a run afterwards has the numbers of one without it.
 */
import type { Experiment } from "../../experiment/types";
import { rateFault } from "../../experiment/rate-fault";
import { methodById } from "../../methods";
import { TRANSFER_ARM } from "../../protocol/metrics";
import type { FoundRates, FoundSweep, RateGroup } from "../../protocol/found-rates";
import { ProblemError } from "../../protocol/problem";
import type { LayerPlan } from "../../training/network";
import { TrialState } from "../../training/trial-state";
import type { Train, Trial } from "../../training/trial";
import { loadMethod } from "../load-method";
import { planFor } from "../prepare";
import type { Found } from "../sources";
import { findSourceOf, openData, type StudyData } from "./data";
import { sweepRates, SWEEP } from "./rate-sweep";
import type { Study, StudyContext } from "./study";

export const findRates: Study = async (context) => {
  const fault = rateFault(context.experiment);
  if (fault !== undefined) throw new ProblemError(fault);
  const data = await openData(context);
  try {
    const source = await findSourceOf(context, data);
    return source && (await foundRates(context, data, source));
  } finally {
    await data.close();
  }
};

/** @returns undefined where it was stopped */
async function foundRates(context: StudyContext, data: StudyData, source: Found): Promise<FoundRates | undefined> {
  const { experiment } = context;
  const trial = trialOf(context, data, source);
  const { train } = await loadMethod(experiment.method);
  const sweeps: FoundSweep[] = [];
  for (const { group, layers } of groupsOf(experiment, trial.plan)) {
    const sweep = await sweepGroup(context, { trial, train, group, layers });
    if (sweep === undefined) return undefined;
    sweeps.push(sweep);
  }
  const { training, options } = experiment;
  const { rateDecay } = options;
  return {
    examples: trial.target.train.count,
    batchSize: training.batchSize,
    optimizer: training.optimizer.name,
    learningRate: training.optimizer.learningRate,
    ...(typeof rateDecay === "number" && { rateDecay }),
    layers: trainedBy(trial.plan).map(({ name, state }) => ({ name, fresh: state === "new" })),
    sweeps,
  };
}

interface SweptGroup {
  trial: Omit<Trial, "state">;
  train: Train;
  group: RateGroup;
  layers: readonly string[] | undefined;
}

async function sweepGroup(
  context: StudyContext,
  { trial, train, group, layers }: SweptGroup,
): Promise<FoundSweep | undefined> {
  const services = (rateAt: (step: number) => number) => ({
    ...context.services,
    rehearsal: { rateAt, ...(layers && { layers }) },
  });
  const swept = await sweepRates(context, words[group], (rateAt) =>
    train({ ...trial, state: new TrialState(), services: services(rateAt) }),
  );
  return swept && { group, layers: [...(layers ?? trainedBy(trial.plan).map(({ name }) => name))], ...swept };
}

const words: Record<RateGroup, string> = {
  all: "Sweeping the learning rate of all layers",
  new: "Sweeping the learning rate of new layers",
  copied: "Sweeping the learning rate of copied layers",
};

const trainedBy = (plan: LayerPlan) => plan.filter(({ state }) => state !== "frozen");

/** All that trains; and new and copied layers each alone, where the method has both and trains the layers that it is told. */
function groupsOf(
  { method }: Experiment,
  plan: LayerPlan,
): { group: RateGroup; layers: readonly string[] | undefined }[] {
  if (methodById(method)?.layers !== true) return [{ group: "all", layers: undefined }];
  const namesOf = (state: "new" | "train") => plan.filter((layer) => layer.state === state).map(({ name }) => name);
  const [fresh, copied] = [namesOf("new"), namesOf("train")];
  const all = { group: "all" as const, layers: trainedBy(plan).map(({ name }) => name) };
  if (fresh.length === 0 || copied.length === 0) return [all];
  return [all, { group: "new", layers: fresh }, { group: "copied", layers: copied }];
}

/** The trial of the first seed, as long as the sweep. */
function trialOf(context: StudyContext, { tasks, semantics }: StudyData, found: Found): Omit<Trial, "state"> {
  const { experiment, services } = context;
  const seed = experiment.training.seeds[0] ?? 1;
  const source = found.of(seed);
  const { summary, preprocessing, weights } = source;
  const form = { inputShape: summary.inputShape.map((side) => side ?? 0), preprocessing, records: services.records };
  // Nobody asks for figures on validation examples.
  const [target, ...others] = tasks.map((task) => ({ ...task.trainingOf(seed, form), validation: undefined }));
  if (target === undefined) throw new Error("an experiment has a target");
  const plan = planFor(experiment, summary, target.classes);
  const counts = [target, ...others].map(({ train }) => train.count).filter((count) => count > 0);
  const batches = Math.ceil(Math.min(...counts) / experiment.training.batchSize);
  return {
    arm: TRANSFER_ARM,
    ...{ seed, source, target, tasks: others, semantics, services },
    plan: weights.size === 0 ? plan.map(({ name }) => ({ name, state: "new" as const })) : plan,
    experiment: rehearsed(experiment, { seed, epochs: 2 * Math.ceil(SWEEP.steps / batches) }),
    keptNetwork: (arm) => Promise.reject(new Error(`a sweep of the rate has no arm ${arm}`)),
  };
}

/**
 * The experiment as it is tried out: one seed, to the end of the sweep. Twice as many epochs as it needs, because some
 * methods make an epoch of fewer batches, and schedules that go with the progress still come far.
 */
const rehearsed = (experiment: Experiment, { seed, epochs }: { seed: number; epochs: number }): Experiment => ({
  ...experiment,
  sweep: null,
  training: { ...experiment.training, epochs, seeds: [seed], earlyStopping: null },
});
