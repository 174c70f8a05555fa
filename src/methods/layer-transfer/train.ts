/**
 * Layer transfer: some layers of a source model are copied, and frozen or trained on; the others begin afresh. A sweep
 * trains such a network for each cut between the layers, and its twin whose layers come from the target itself.
 */
import { planForArm } from "../../training/arms";
import { fitTarget } from "../../training/fit";
import { proveFrozen } from "../../training/frozen-proof";
import { Network, type LayerPlan, type SourceModel } from "../../training/network";
import type { Train, Trial, TrialOutcome, TrialReport } from "../../training/trial";
import { derivedSeed } from "../../math/random";
import type { Sweep } from "../../experiment/types";
import { stagesOf } from "../../models/stages";
import { readSweepArm, SWEEP_BASE } from "../sweep-arms";
import { FINE_TUNING, RANDOM_FROZEN } from "./controls";
import { copiedLayers } from "./copied-layers";
import { randomModel } from "./random-model";

export const train: Train = async function* (trial) {
  const { arm, plan, seed, experiment } = trial;
  if (experiment.sweep !== null) return yield* sweptTrial(trial, experiment.sweep);
  switch (arm) {
    case RANDOM_FROZEN:
      return yield* withRandomLayers(trial, { plan: nothingCopied(plan), seed });
    case FINE_TUNING:
      return yield* trainNetwork(trial, { plan: nothingFrozen(plan), seed });
    default:
      return yield* trainNetwork(trial, { plan: planForArm(arm, plan), seed });
  }
};

const nothingFrozen = (plan: LayerPlan): LayerPlan =>
  plan.map(({ name, state }) => ({ name, state: state === "frozen" ? "train" : state }));

const nothingCopied = (plan: LayerPlan): LayerPlan =>
  plan.map(({ name, state }) => ({ name, state: state === "frozen" ? "frozen" : "new" }));

async function* sweptTrial(trial: Trial, { from }: Sweep): AsyncGenerator<TrialReport, TrialOutcome, void> {
  const { arm, plan, source } = trial;
  if (arm === SWEEP_BASE) {
    const outcome = yield* trainNetwork(trial, { plan: planForArm("scratch", plan), seed: trial.seed });
    return { ...outcome, isKept: true };
  }
  const swept = readSweepArm(arm);
  if (swept === undefined) throw new Error(`a sweep has no arm ${arm}`);
  const names = plan.map(({ name }) => name);
  const copied = copiedLayers(stagesOf(source.topology, names), from, swept.cut);
  const state = swept.curve.endsWith("+") ? ("train" as const) : ("frozen" as const);
  // New layers do not begin as the base did, or BnB would only repeat its training; AnB and BnB begin alike.
  const seed = derivedSeed(trial.seed, "after the cut");
  const cutPlan = names.map((name) => ({ name, state: copied.includes(name) ? state : ("new" as const) }));
  switch (swept.curve) {
    case "AnB":
    case "AnB+":
      return yield* trainNetwork(trial, { plan: cutPlan, seed });
    case "BnB":
    case "BnB+":
      return yield* trainNetwork(trial, { plan: cutPlan, seed, source: await trial.keptNetwork(SWEEP_BASE) });
    case "random":
      return yield* withRandomLayers(trial, { plan: cutPlan, seed });
  }
}

interface Copying {
  plan: LayerPlan;
  /** Decides the weights of new layers. */
  seed: number;
  /** Where copied layers come from, if not from the experiment's source. */
  source?: Pick<SourceModel, "topology" | "weights">;
}

async function* withRandomLayers(
  trial: Trial,
  { plan, seed }: Copying,
): AsyncGenerator<TrialReport, TrialOutcome, void> {
  const source = await randomModel(trial.source, { outputs: trial.target.classes.length, plan, seed: trial.seed });
  try {
    return yield* trainNetwork(trial, { plan, seed, source });
  } finally {
    source.dispose();
  }
}

async function* trainNetwork(
  trial: Trial,
  { plan, seed, source = trial.source }: Copying,
): AsyncGenerator<TrialReport, TrialOutcome, void> {
  const outputs = trial.target.classes.length;
  const sharedPlan = trial.experiment.sweep === null ? trial.plan : plan;
  const network = await Network.create({ source, outputs, plan, sharedPlan, seed });
  const proof = proveFrozen(network);
  const result = yield* fitTarget(trial, {
    network,
    // What frozen layers of the source make of examples is kept for later runs; what others make would be of no use then.
    source: source === trial.source ? trial.source : undefined,
  });
  return { network, ...result, frozen: proof.check() };
}
