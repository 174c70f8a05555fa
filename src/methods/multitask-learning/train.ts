/**
 * Multitask learning: the target and the other tasks are learnt together, each with a head on a trunk that all share.
 * The control of single tasks is the same training on the same batches with a network for each task; that of uniform
 * weights leaves the losses as they are.
 */
import type { Figures } from "../../protocol/metrics";
import { figurePrefix } from "../../protocol/task-figures";
import type { LayerPlan } from "../../training/network";
import { trainingLoop } from "../../training/training-loop";
import type { Answer, Layout, Task, Train } from "../../training/trial";
import { JointNetwork, layersFor } from "./joint-network";
import { LearntTask, scaleOf, UNSCALED } from "./learnt-task";
import { LearntWeights } from "./learnt-weights";
import { jointLesson } from "./lesson";
import { optionsIn, optionsOf } from "./options";

export const layout: Layout = ({ source, target, tasks }) => {
  const { headed, plan } = layersFor(source, [target, ...tasks], true);
  return { topology: headed.topology, plan, partOf: (layer) => headed.partOf(layer) };
};

export const train: Train = async function* (trial) {
  const { arm, seed, state, source, experiment, services } = trial;
  const options = optionsOf(arm, optionsIn(experiment));
  const given = [trial.target, ...trial.tasks];
  const joint = await JointNetwork.create(source, given, { seed, shares: options.shares });
  const { network } = joint;
  const tasks: LearntTask[] = [];
  for (const [index, task] of given.entries()) {
    const scale = scaleFor(task, options.standardizeNumbers);
    const prefix = figurePrefix(task.name, trial.target.name);
    const part = joint.partFor(index);
    tasks.push(await LearntTask.open({ task, prefix, part, scale, seed, training: experiment.training }));
  }
  const names = given.map(({ name }) => name);
  const learnt = LearntWeights.create(options.weighting, { tasks: names, state, lastShared: () => joint.lastShared });
  try {
    const result = yield* trainingLoop({
      ...{ network, services, state, training: experiment.training, experimentFile: experiment.file },
      phaseOf: () => ({ layers: namesOf(network.plan) }),
      lesson: () => jointLesson({ trial, joint, tasks, weights: learnt.weights, options }),
      validates: trial.target.validation !== undefined,
    });
    const answers = tasks.map(({ name, predicts, options: { scale } }, output): Answer => {
      return { task: name, network, output, ...(predicts === "number" && { scale }) };
    });
    const measured = Object.assign({}, ...tasks.map((task) => task.constant())) as Figures;
    return { network, answers, ...result, measured, frozen: [] };
  } finally {
    learnt.dispose();
  }
};

const namesOf = (plan: LayerPlan): string[] => plan.map(({ name }) => name);

const scaleFor = ({ predicts, train: { targets } }: Task, standardizes: boolean) =>
  predicts === "number" && standardizes ? scaleOf(targets) : UNSCALED;
