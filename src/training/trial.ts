/**
 * The contract between the engine and the training half of a method.
 *
 * A method exports one async generator, `train`. It yields a report after every step and every epoch and returns a
 * trained model. It knows nothing of files, messages or test data: the engine writes the rows, takes checkpoints
 * between two reports, evaluates the outcome on the test examples and compares arms.
 *
 * Stopping is the engine returning from the generator. Resuming is starting `train` again with a `state` that
 * already holds what was saved: whatever a method registers there comes back as it was, and the method goes on from
 * the position it finds. Nothing may be drawn from a generator that is not derived from `trial.seed`.
 */
import type { Semantics } from "../data/semantics/types";
import type { Experiment, Predicts } from "../experiment/types";
import type { Topology } from "../models/topology";
import type { Figures, LayerHealth } from "../protocol/metrics";
import type { ReportPart } from "../protocol/report";
import type { Examples } from "./examples";
import type { LayerPlan, Network, SourceModel } from "./network";
import type { Services } from "./services";
import type { tf } from "./tf";
import type { TrialState } from "./trial-state";

/** What is known of a task before it is learnt. */
export interface TaskForm {
  /** Unique in the experiment. */
  readonly name: string;
  readonly predicts: Predicts;
  /**
   * What may be predicted: the classes of its data, or, where they are hidden or not there, those that the source or the
   * experiment names. Empty where it predicts a number, and where nobody names any.
   */
  readonly classes: readonly string[];
}

/** A task with the examples that its training may see; labels that are hidden cannot be read. */
export interface Task extends TaskForm {
  readonly train: Examples;
  readonly validation: Examples | undefined;
}

export interface Trial {
  /** `transfer`, the id of one of the method's controls, or an arm of a sweep. */
  readonly arm: string;
  readonly seed: number;
  readonly experiment: Experiment;
  /** Where an experiment's source is other tasks, it is a network that nobody has trained yet: it has no weights. */
  readonly source: SourceModel;
  readonly target: Task;
  /** The other tasks of the experiment, in the order of its file; or the examples of the source, as a task. */
  readonly tasks: readonly Task[];
  /** What is known of classes apart from examples, where the method needs it. */
  readonly semantics: Semantics | undefined;
  /** What the experiment's `layers` say of each layer with weights. */
  readonly plan: LayerPlan;
  readonly state: TrialState;
  readonly services: Services;
  /**
   * @returns the network that an earlier arm of the same seed ended with; the engine disposes it
   * @throws Error where that arm did not ask for it with `isKept`
   */
  keptNetwork(arm: string): Promise<SourceModel>;
}

export type TrialReport =
  | {
      type: "step";
      step: number;
      epoch: number;
      train: Figures;
      /** Whether it becomes a row; long epochs log some of their steps. */
      logged: boolean;
    }
  | {
      type: "epoch";
      step: number;
      epoch: number;
      phase?: string;
      train: Figures;
      validation?: Figures;
      layers?: Record<string, LayerHealth>;
    }
  /**
   * Something is computed before steps can be taken; becomes no row. The outputs of the frozen part for examples, unless
   * it says what.
   */
  | { type: "preparing"; epoch: number; done: number; total: number; what?: { text: string; unit: string } };

/** Which network answers a task, and how. */
export interface Answer {
  task: string;
  network: Network;
  /** Which of its outputs. */
  output: number;
  /** The output of a task that predicts a number times `std` plus `mean` is the number. */
  scale?: { mean: number; std: number };
  /** What examples become before they go into the network; it takes them as they are where left out. */
  encode?: (examples: Examples) => Examples;
  /**
   * Makes a score for each class of the task, [n, classes], of the network's outputs, [n, outputs]; their softmax are the
   * probabilities. The outputs are the scores where left out. Called in a tidy.
   */
  scores?: (outputs: tf.Tensor2D) => tf.Tensor2D;
}

/** What test examples say beside accuracy and loss. */
export interface Examination {
  figures: Figures;
  /** Pictures of this trial, for panel and report; only those of the first seed are shown. */
  parts?: readonly ReportPart[];
  /** Text files that are saved beside the model, by name: `clusters.csv`. */
  files?: Readonly<Record<string, string>>;
}

export interface TrialOutcome {
  /** The engine saves it, then disposes it; methods that make no network have none. */
  readonly network?: Network;
  /** Who answers which task on the test examples; the only output of `network` the target where left out. */
  readonly answers?: readonly Answer[];
  /** A later arm of the same seed will ask for the network. */
  readonly isKept?: true;
  readonly epochs: number;
  readonly steps: number;
  readonly bestEpoch?: number;
  readonly overfittingFrom?: number;
  /** Training ended while its loss was still falling. */
  readonly stillLearning?: true;
  /** On validation examples, of the weights that were kept. */
  readonly validation?: Figures;
  /** What the method measured on its training examples when it had ended. */
  readonly measured?: Figures;
  /**
   * Called by the engine once the trial is over, with the test examples of each task by name, whose labels can be read where
   * there are any (`hasLabels`). A figure that goes by the name of a usual one takes its place.
   */
  readonly examine?: (tests: ReadonlyMap<string, Examples>) => Promise<Examination>;
  /** Pictures of this trial that need no test example. */
  readonly parts?: readonly ReportPart[];
  /** Text files that are saved beside the model of the method's own arm, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** SHA-256 of each frozen layer's weights, before and after. */
  readonly frozen: readonly { layer: string; before: string; after: string }[];
}

export type Train = (trial: Trial) => AsyncGenerator<TrialReport, TrialOutcome, void>;

/** The network that a method's own arm trains, where it is another than the source network with a new head. */
export type Layout = (
  given: Pick<Trial, "experiment" | "source" | "plan" | "semantics"> & { target: TaskForm; tasks: readonly TaskForm[] },
) => {
  topology: Topology;
  plan: LayerPlan;
  /** The task whose column or head a layer belongs to. */
  partOf(layer: string): string | undefined;
};
