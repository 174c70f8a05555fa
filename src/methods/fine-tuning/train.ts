/**
 * Fine-tuning: the source network with a new head goes on training on the target examples. The controls are the same
 * loop with another plan, so data, budget and order of examples are the same.
 */
import { planForArm } from "../../training/arms";
import { fitTarget } from "../../training/fit";
import { proveFrozen } from "../../training/frozen-proof";
import { Network } from "../../training/network";
import type { Train } from "../../training/trial";
import { TRANSFER_ARM } from "../../protocol/metrics";
import { courseOf, optionsIn, PLAIN } from "./options";

export const train: Train = async function* (trial) {
  const { arm, seed, target, source, experiment } = trial;
  const outputs = target.classes.length;
  const plan = planForArm(arm, trial.plan);
  const network = await Network.create({ source, outputs, plan, sharedPlan: trial.plan, seed });
  const proof = proveFrozen(network);
  const { schedule, rateFactors } = courseOf(arm === TRANSFER_ARM ? optionsIn(experiment) : PLAIN, {
    trained: network.trainedLayers,
    fresh: plan.filter(({ state }) => state === "new").map(({ name }) => name),
    epochs: experiment.training.epochs,
  });
  const result = yield* fitTarget(trial, {
    network,
    source,
    phaseOf: (epoch) => schedule.phaseOf(epoch),
    settledFrom: schedule.settledFrom,
    rateFactors,
  });
  return { network, ...result, frozen: proof.check() };
};
