/** A model that has learnt nothing: what copied weights are compared with. */
import { derivedSeed } from "../../math/random";
import { Network, type LayerPlan, type SourceModel } from "../../training/network";
import { tf } from "../../training/tf";

export interface RandomModel extends Pick<SourceModel, "topology" | "weights"> {
  dispose(): void;
}

/**
 * @param outputs of the head
 * @param plan names the layers with weights
 * @param seed of the trial; the weights are of a stream of their own, so that they are not those of new layers
 */
export async function randomModel(
  { topology }: Pick<SourceModel, "topology">,
  { outputs, plan, seed }: { outputs: number; plan: LayerPlan; seed: number },
): Promise<RandomModel> {
  const fresh = plan.map(({ name }) => ({ name, state: "new" as const }));
  const source = { topology, weights: new Map<string, tf.Tensor>() };
  const network = await Network.create({ source, outputs, plan: fresh, seed: derivedSeed(seed, "random layers") });
  const weights = new Map(network.allWeights().map(({ name, variable }) => [name, tf.tidy(() => variable.mul(1))]));
  network.dispose();
  return {
    topology,
    weights,
    dispose: () => {
      tf.dispose([...weights.values()]);
    },
  };
}
