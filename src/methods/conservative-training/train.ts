/**
 * Conservative training: the source network goes on training on the target examples, and what it minimises holds its
 * outputs (ρ) and its weights (α, β) near the source's. The controls are the same training with other strengths or
 * another plan, so data, budget and order of examples are the same.
 */
import { planForArm } from "../../training/arms";
import { fitTarget } from "../../training/fit";
import { proveFrozen } from "../../training/frozen-proof";
import { Network, type LayerPlan } from "../../training/network";
import type { Train, Trial } from "../../training/trial";
import { measuredDivergence } from "./divergence";
import { conservativeObjective, DIVERGENCE } from "./objective";
import { SourceOutputs } from "./source-outputs";
import { SOURCE_AS_IS, strengthIn, strengthOf, type Strength } from "./strength";

export const train: Train = async function* (trial) {
  const { arm, seed, target, source, experiment, services } = trial;
  const { augmentation } = experiment.training;
  const strength = strengthOf(arm, strengthIn(experiment));
  const plan = arm === SOURCE_AS_IS ? allFrozen(trial.plan) : planForArm(arm, trial.plan);
  const outputs = target.classes.length;
  const network = await Network.create({ source, outputs, plan, sharedPlan: trial.plan, seed });
  const proof = proveFrozen(network);
  const sourceOutputs = hasSourceClasses(trial)
    ? await SourceOutputs.of({ source, services, seed, examples: target.train, augmentation })
    : undefined;
  const measured = async () => {
    if (sourceOutputs === undefined) return {};
    return { measured: { [DIVERGENCE]: await measuredDivergence({ network, trial, sourceOutputs }) } };
  };
  if (isWhereItShallBe(plan, strength)) {
    return { network, epochs: 0, steps: 0, ...(await measured()), frozen: proof.check() };
  }
  const objective = conservativeObjective({ network, source, strength, sourceOutputs });
  try {
    const result = yield* fitTarget(trial, { network, source, objective });
    return { network, ...result, ...(await measured()), frozen: proof.check() };
  } finally {
    objective.dispose();
  }
};

const allFrozen = (plan: LayerPlan): LayerPlan => plan.map(({ name }) => ({ name, state: "frozen" }));

/** Whether the source model's outputs are the target's classes: it says so, or its head is copied. */
function hasSourceClasses({ source: { summary }, target, plan }: Trial): boolean {
  const { classes } = summary;
  if (classes === undefined) return plan.at(-1)?.state !== "new";
  return classes.length === target.classes.length && classes.every((name, index) => name === target.classes[index]);
}

/**
 * Whether there is nothing to train, or no step could bring the loss down: at ρ = 1 the labels have no part in it, and a
 * network that is copied whole has the outputs and weights that it is held to. Steps would follow rounding errors.
 */
const isWhereItShallBe = (plan: LayerPlan, { rho }: Strength): boolean =>
  plan.every(({ state }) => state === "frozen") || (rho === 1 && plan.every(({ state }) => state !== "new"));
