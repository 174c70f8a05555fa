/**
 * Fine-tuning: the source network with a new head goes on training on the target examples. The controls are the same
 * loop with another plan, so data, budget and order of examples are the same.
 */
import { discriminativeRates } from "../../math/discriminative-rates";
import { unfreezingSchedule } from "../../math/unfreezing";
import { planForArm } from "../../training/arms";
import { fitTarget } from "../../training/fit";
import { proveFrozen } from "../../training/frozen-proof";
import { Network } from "../../training/network";
import type { Train } from "../../training/trial";
import { TRANSFER_ARM } from "../../protocol/metrics";
import type { OptionsOf } from "../define";
import type { fineTuning } from "./spec";

type Options = OptionsOf<typeof fineTuning>;

export const train: Train = async function* (trial) {
  const { arm, seed, target, source, experiment } = trial;
  const options = experiment.options as Options;
  const outputs = target.classes.length;
  const plan = planForArm(arm, trial.plan);
  const network = await Network.create({ source, outputs, plan, sharedPlan: trial.plan, seed });
  const proof = proveFrozen(network);
  const isTransfer = arm === TRANSFER_ARM;
  const trained = network.trainedLayers;
  const schedule = unfreezingSchedule({
    trained,
    fresh: plan.filter(({ state }) => state === "new").map(({ name }) => name),
    epochs: experiment.training.epochs,
    gradual: isTransfer && options.gradualUnfreezing,
    headEpochs: isTransfer ? options.headEpochs : 0,
  });
  const result = yield* fitTarget(trial, {
    network,
    source,
    phaseOf: (epoch) => schedule.phaseOf(epoch),
    settledFrom: schedule.settledFrom,
    rateFactors: discriminativeRates(trained, isTransfer ? options.rateDecay : 1),
  });
  return { network, ...result, frozen: proof.check() };
};
