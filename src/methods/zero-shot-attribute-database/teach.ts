/** Trains a network on examples of seen classes, to its end or from where a stopped trial stood. */
import type { Training } from "../../experiment/types";
import { weightedLayers } from "../../models/summarize";
import type { Topology } from "../../models/topology";
import { withLogits, withOutputs } from "../../models/topology-edits";
import type { Examples } from "../../training/examples";
import { inputsFor } from "../../training/inputs";
import { Network, type LayerPlan, type SourceModel } from "../../training/network";
import { trainingLoop, type LoopResult } from "../../training/training-loop";
import type { Task, Trial, TrialReport } from "../../training/trial";
import type { TrialState } from "../../training/trial-state";
import type { Goal } from "./goal";
import { seenClassLesson } from "./lesson";

interface Teaching {
  trial: Trial;
  /** Examples of the source. */
  examples: Task;
  /** Those of the training examples that are trained on. */
  indices: readonly number[];
  validation: Examples | undefined;
  goal: Goal;
  training: Training;
  state: TrialState;
  /** Shown with its epochs. */
  phase?: string;
}

interface Taught {
  /** The caller disposes it. */
  network: Network;
  result: LoopResult;
}

/** The architecture with an output for each thing that it is to say. */
export function teachingTopology(
  { topology, summary: { head } }: Pick<SourceModel, "topology" | "summary">,
  { outputs, saysAttributes }: Pick<Goal, "outputs" | "saysAttributes">,
): Topology {
  const fitting = withOutputs(topology, head, outputs);
  return saysAttributes ? withLogits(fitting, head) : fitting;
}

/** Nobody has trained it: every layer is new. */
export const freshPlan = ({ summary }: Pick<SourceModel, "summary">): LayerPlan =>
  weightedLayers(summary).map((name) => ({ name, state: "new" }));

export async function* teach(teaching: Teaching): AsyncGenerator<TrialReport, Taught, void> {
  const { trial, examples, goal, training, state, phase, indices, validation } = teaching;
  const { source, seed, services, experiment } = trial;
  const topology = teachingTopology(source, goal);
  const network = await Network.create({ source: { topology, weights: new Map() }, plan: freshPlan(source), seed });
  try {
    const { augmentation } = training;
    const inputs = await inputsFor({ examples: examples.train, augmentation, seed });
    const held = validation && (await inputsFor({ examples: validation, augmentation: null, seed }));
    const result = yield* trainingLoop({
      ...{ network, services, state, training, experimentFile: experiment.file },
      phaseOf: () => ({ layers: network.trainedLayers, ...(phase !== undefined && { name: phase }) }),
      lesson: () => Promise.resolve(seenClassLesson({ trial, training, state, network, goal, inputs, indices, held })),
      validates: held !== undefined,
    });
    return { network, result };
  } catch (error) {
    network.dispose();
    throw error;
  }
}
