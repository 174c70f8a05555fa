/** One trial of a method on data in memory, with all that it told on its way. */
import { drive } from "../../src/engine/drive";
import type { Compiler } from "../../src/training/compile/compiler";
import { createServices } from "../../src/training/services";
import type { Train, Trial, TrialOutcome, TrialReport } from "../../src/training/trial";
import { TrialState, type SavedState } from "../../src/training/trial-state";
import { toyBackend } from "./engine-fit";

export interface ToyConditions {
  /** A snapshot to go on from. */
  saved?: SavedState;
  /** Runs the steps; one of its own by default. */
  compiler?: Compiler;
}

export interface ToyTold {
  reports: TrialReport[];
  /** Saved after each report. */
  snapshots: SavedState[];
  /** Whoever gets it disposes its networks. */
  outcome: TrialOutcome;
}

export async function toyTrial(
  train: Train,
  given: Omit<Trial, "seed" | "state" | "services" | "keptNetwork">,
  { saved, compiler }: ToyConditions,
): Promise<ToyTold> {
  const services = createServices(toyBackend);
  const state = new TrialState(saved);
  const [reports, snapshots]: [TrialReport[], SavedState[]] = [[], []];
  const trial: Trial = {
    ...given,
    ...{ seed: 1, state },
    services: { ...services, ...(compiler && { compiler }) },
    keptNetwork: () => Promise.reject(new Error("nothing is kept")),
  };
  const outcome = await drive(train(trial), (report) => {
    reports.push(report);
    snapshots.push(state.snapshot());
    return Promise.resolve(false);
  });
  await services.dispose();
  if (outcome === undefined) throw new Error("the training was stopped");
  return { reports, snapshots, outcome };
}
