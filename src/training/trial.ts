/**
 * The contract between the engine and the training half of a method.
 *
 * A method exports one async generator, `train`. It yields a report after every step and every epoch and returns a
 * trained model. It knows nothing of files, messages or test data: the engine writes the rows, takes checkpoints
 * between two reports, evaluates the outcome on the test examples and compares arms.
 *
 * Stopping is the engine returning from the generator. Resuming is starting `train` again with a `state` that
 * already holds what was saved: whatever a method registers there comes back as it was, and the method goes on from
 * the position it finds. Nothing may be drawn from a generator that is not derived from `trial.random`.
 */
import type { Experiment } from "../experiment/types";
import type { Figures, LayerHealth } from "../protocol/metrics";
import type { Examples } from "./examples";
import type { LayerPlan, Network, SourceModel } from "./network";
import type { Services } from "./services";
import type { TrialState } from "./trial-state";

export interface Trial {
  /** `transfer`, or the id of one of the method's controls. */
  readonly arm: string;
  readonly seed: number;
  readonly experiment: Experiment;
  readonly source: SourceModel;
  readonly target: {
    readonly train: Examples;
    readonly validation: Examples | undefined;
    readonly classes: readonly string[];
  };
  /** What the experiment's `layers` say of each layer with weights. */
  readonly plan: LayerPlan;
  readonly state: TrialState;
  readonly services: Services;
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
  /** What the frozen part makes of examples is being computed; becomes no row. */
  | { type: "preparing"; epoch: number; done: number; total: number };

export interface TrialOutcome {
  /** The engine saves it and evaluates it, then disposes it. */
  readonly network: Network;
  readonly epochs: number;
  readonly steps: number;
  readonly bestEpoch?: number;
  readonly overfittingFrom?: number;
  /** Training ended while its loss was still falling. */
  readonly stillLearning?: true;
  /** SHA-256 of each frozen layer's weights, before and after. */
  readonly frozen: readonly { layer: string; before: string; after: string }[];
}

export type Train = (trial: Trial) => AsyncGenerator<TrialReport, TrialOutcome, void>;
