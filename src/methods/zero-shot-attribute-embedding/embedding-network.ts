/** The networks f and g under training, and the one that answers when it is over. */
import { CLASSES } from "../../models/class-layer";
import type { LayerPlan, SourceModel } from "../../training/network";
import { Network } from "../../training/network";
import { tf } from "../../training/tf";
import { summarizeTopology, weightedLayers } from "../../models/summarize";
import { answeringTopology, jointTopology, type Space } from "./topologies";

export interface EmbeddingOptions {
  /** The architecture, with a head for whatever classes: nobody has trained it. */
  source: Pick<SourceModel, "topology" | "summary">;
  space: Space;
  seed: number;
}

export class EmbeddingNetwork {
  private constructor(
    private readonly options: EmbeddingOptions,
    /** Both, so that one loop trains them and one state keeps them. */
    readonly network: Network,
  ) {}

  static async create(options: EmbeddingOptions): Promise<EmbeddingNetwork> {
    const { source, space, seed } = options;
    const topology = jointTopology({ topology: source.topology, head: source.summary.head }, space);
    const plan = weightedLayers(summarizeTopology(topology)).map((name) => ({ name, state: "new" as const }));
    return new EmbeddingNetwork(
      options,
      await Network.create({ source: { topology, weights: new Map() }, plan, seed }),
    );
  }

  get dimensions(): number {
    return this.options.space.dimensions;
  }

  /** f, from examples to [n, dimensions]. */
  get examples(): tf.LayersModel {
    return this.network.between(0, 0);
  }

  /** g, from signatures to [classes, dimensions]. */
  get classes(): tf.LayersModel {
    return this.network.between(1, 1);
  }

  /** @param rows signatures, one a class @returns g of each, [classes, dimensions]; the caller disposes it */
  embeddingsOf(rows: readonly (readonly number[])[]): tf.Tensor2D {
    return tf.tidy(() => embedded(this.classes, tf.tensor2d(rows.map((row) => [...row]))));
  }

  /**
   * f with a last layer that scores each class. Where the nearest class wins, −½‖f − g‖² is f·g − ½‖g‖² and what all
   * classes have in common: the layer has a bias then.
   *
   * @param rows signatures of the classes to choose among
   * @returns the caller disposes it
   */
  async answering(rows: readonly (readonly number[])[], wins: "product" | "nearest"): Promise<Network> {
    const { source, space, seed } = this.options;
    const classifier = { topology: source.topology, head: source.summary.head };
    const topology = answeringTopology(classifier, space.dimensions, rows.length);
    const plan: LayerPlan = weightedLayers(summarizeTopology(topology)).map((name) => ({
      name,
      state: name === CLASSES ? ("frozen" as const) : ("train" as const),
    }));
    const { kernel, bias } = tf.tidy(() => {
      const embeddings = this.embeddingsOf(rows);
      return { kernel: embeddings.transpose(), bias: biasOf(embeddings, wins) };
    });
    const weights = new Map<string, tf.Tensor>(this.network.allWeights().map(({ name, variable }) => [name, variable]));
    weights.set(`${CLASSES}/kernel`, kernel).set(`${CLASSES}/bias`, bias);
    const network = await Network.create({ source: { topology, weights }, plan, seed });
    tf.dispose([kernel, bias]);
    return network;
  }

  dispose(): void {
    this.network.dispose();
  }
}

/**
 * What each class adds to the product f·g for its score.
 *
 * @param embeddings g, [classes, dimensions]
 * @returns [classes]
 */
export const biasOf = (embeddings: tf.Tensor2D, wins: "product" | "nearest"): tf.Tensor1D =>
  wins === "nearest" ? embeddings.square().sum(1).mul(-0.5).as1D() : tf.zeros([embeddings.shape[0]]);

/** @returns [n, dimensions] */
export function embedded(part: tf.LayersModel, inputs: tf.Tensor, training = false): tf.Tensor2D {
  const called = part.call([inputs], { training });
  const [first] = Array.isArray(called) ? called : [called];
  if (first === undefined) throw new Error("an embedding has one output");
  return first.as2D(inputs.shape[0], -1);
}
