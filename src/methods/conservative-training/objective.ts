/**
 * What conservative training minimises:
 *
 *     mean cross-entropy to t  +  α/2 · ‖w − w₀‖² + β/2 · ‖v‖²,   t = (1 − ρ) · onehot(y) + ρ · p_source(x)
 *
 * with w the copied weights that train, w₀ their source values and v the kernels of new layers. Up to a constant that is
 * (1 − ρ) · cross-entropy to the label + ρ · KL(p_source ‖ p) + L2-SP. Where ρ, α and β are 0 it is plain fine-tuning
 * with one more figure.
 */
import { copyOf } from "../../training/copies";
import { softmaxCrossEntropy } from "../../training/losses";
import type { Network, SourceModel } from "../../training/network";
import type { Objective } from "../../training/objective";
import { tf } from "../../training/tf";
import { conservativeTargets, l2sp, outputDivergence, type Drawn } from "./losses";
import type { SourceOutputs } from "./source-outputs";
import type { Strength } from "./strength";

/** Mean KL(p_source ‖ p) over the examples, in nats. */
export const DIVERGENCE = "outputDivergenceNats";

export interface ConservativeOptions {
  network: Network;
  source: SourceModel;
  strength: Strength;
  /** Left out where the source model has other classes; then ρ has to be 0. */
  sourceOutputs: SourceOutputs | undefined;
}

/** @returns the caller disposes it when training has ended */
export function conservativeObjective(options: ConservativeOptions): Objective & { dispose(): void } {
  const { network, source, strength, sourceOutputs } = options;
  const drawn = drawnWeights(network, source, strength);
  return {
    ...(sourceOutputs && {
      read: async (indices: Int32Array, variant: number) => ({ source: await sourceOutputs.read(indices, variant) }),
      prepare: (variant: number) => sourceOutputs.prepare(variant),
    }),
    loss: ({ logits, targets, weights, given }) => {
      const said = given.source?.as2D(logits.shape[0], logits.shape[1]);
      const fit = softmaxCrossEntropy(logits, conservativeTargets(targets, said, strength.rho), weights);
      const penalty = l2sp(drawn, strength);
      return {
        loss: penalty === undefined ? fit : fit.add(penalty),
        ...(said && { figures: { [DIVERGENCE]: outputDivergence(said, logits) } }),
      };
    },
    dispose: () => {
      tf.dispose(drawn.copied.map(({ start }) => start));
    },
  };
}

/** What is not drawn anywhere is left out. The starts are variables, which a graph keeps outside of its definition. */
function drawnWeights(network: Network, source: SourceModel, { alpha, beta }: Strength): Drawn {
  const weightsOf = (state: "train" | "new") =>
    network.plan
      .filter((layer) => layer.state === state)
      .flatMap(({ name }) =>
        network.trainableWeights(name).map(({ name: weight, variable }) => ({ weight, variable })),
      );
  return {
    copied: alpha === 0 ? [] : weightsOf("train").map(({ weight, variable }) => startOf(variable, source, weight)),
    fresh: beta === 0 ? [] : weightsOf("new").flatMap(({ weight, variable }) => (isKernel(weight) ? variable : [])),
  };
}

function startOf(variable: tf.Variable, { weights }: SourceModel, name: string) {
  const start = weights.get(name);
  if (start === undefined) throw new Error(`the source model has no weight ${name}`);
  return { weight: variable, start: copyOf(start) };
}

/** As in weight decay: a bias or a scale drawn to 0 would not make a network simpler. */
const isKernel = (weight: string): boolean => weight.endsWith("kernel");
