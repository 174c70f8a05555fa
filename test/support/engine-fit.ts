/** Trains a toy network with the shared loop: from the start or from a snapshot, to the end or to a given report. */
import assert from "node:assert/strict";
import { drive } from "../../src/engine/drive";
import type { Training } from "../../src/experiment/types";
import { fit, type FitOptions } from "../../src/training/fit";
import { Network, type LayerPlan, type SourceModel } from "../../src/training/network";
import { createServices, type Services } from "../../src/training/services";
import type { LoopResult } from "../../src/training/training-loop";
import type { TrialReport } from "../../src/training/trial";
import { TrialState, type SavedState } from "../../src/training/trial-state";
import { planOf, toyExamples, toyPictures, toyTraining } from "./engine-toys";

export interface ToyFit {
  source: SourceModel;
  plan?: LayerPlan;
  training?: Partial<Training>;
  /** Training and validation examples; 30 and 15 by default. */
  train?: FitOptions["train"];
  validation?: FitOptions["validation"];
  phaseOf?: FitOptions["phaseOf"];
  rateFactors?: FitOptions["rateFactors"];
  settledFrom?: number;
  seed?: number;
  /** A snapshot to go on from. */
  saved?: SavedState;
  /** Made for this training alone by default; nothing is kept then. */
  services?: Services;
  /** Called after each report, while the training stands still. */
  onReport?: (report: TrialReport, at: { network: Network; state: TrialState }) => void;
}

export interface ToyOutcome {
  reports: TrialReport[];
  result: LoopResult;
  /** SHA-256 of each layer's weights. */
  hashes: Record<string, string>;
}

/** What features are kept for; no test here keeps them for another backend. */
export const toyBackend = { name: "tensorflow", version: "of the test", threads: 1 } as const;

const toyExperimentFile = "/lab/toy.transfer.json";

/** @returns everything as plain values; the network is gone */
export async function toyFit(options: ToyFit): Promise<ToyOutcome> {
  const { source, seed = 3, plan = planOf(source, "train", { head: "new" }) } = options;
  const network = await Network.create({ source, outputs: 3, plan, seed });
  const state = new TrialState(options.saved);
  const dataset = toyPictures(45);
  const { settledFrom, rateFactors } = options;
  const services = options.services ?? createServices(toyBackend);
  const generator = fit({
    network,
    source,
    services,
    train: options.train ?? toyExamples(dataset, 0, 30),
    validation: "validation" in options ? options.validation : toyExamples(dataset, 30, 45),
    classes: 3,
    training: toyTraining(options.training),
    seed,
    state,
    phaseOf: options.phaseOf ?? (() => ({ layers: network.trainedLayers })),
    ...(settledFrom === undefined ? {} : { settledFrom }),
    ...(rateFactors === undefined ? {} : { rateFactors }),
    experimentFile: toyExperimentFile,
  });
  try {
    const reports: TrialReport[] = [];
    const result = await drive(generator, (report) => {
      reports.push(report);
      options.onReport?.(report, { network, state });
      return Promise.resolve(false);
    });
    assert.ok(result !== undefined);
    const hashes = Object.fromEntries(plan.map(({ name }) => [name, network.hashOf(name)]));
    return { reports, result, hashes };
  } finally {
    network.dispose();
    if (options.services === undefined) await services.dispose();
  }
}

export const epochsOf = (reports: readonly TrialReport[]) => reports.filter((report) => report.type === "epoch");
export const stepsOf = (reports: readonly TrialReport[]) => reports.filter((report) => report.type === "step");
