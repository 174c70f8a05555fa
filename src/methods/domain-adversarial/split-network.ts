/** The network in two parts: the feature extractor, which both domains go through, and the label predictor. */
import { featureCut } from "../../models/feature-cut";
import { Network, type LayerPlan, type SourceModel } from "../../training/network";
import { tf } from "../../training/tf";
import type { Options } from "./options";

export interface SplitNetworkOptions {
  source: Pick<SourceModel, "topology" | "weights">;
  plan: LayerPlan;
  classes: number;
  seed: number;
  batchNormalization: Options["batchNormalization"];
}

/** Features of the two domains, [n, features] each. */
interface BothDomains {
  source: tf.Tensor2D;
  target: tf.Tensor2D;
}

export class SplitNetwork {
  private readonly extractor: tf.LayersModel;
  private readonly predictor: tf.LayersModel;

  private constructor(
    readonly network: Network,
    cut: Parameters<Network["before"]>[0],
    /** Values of an example's features. */
    readonly features: number,
    private readonly batchNormalization: Options["batchNormalization"],
  ) {
    this.extractor = network.before(cut);
    this.predictor = network.after(cut);
  }

  static async create({ source, plan, classes, seed, batchNormalization }: SplitNetworkOptions): Promise<SplitNetwork> {
    const network = await Network.create({ source, plan, outputs: classes, seed });
    const cut = featureCut(network.topology);
    if (cut === undefined) throw new Error("a network without a layer before its head has no features");
    return new SplitNetwork(network, { tensors: [cut.tensor] }, cut.size, batchNormalization);
  }

  /** @param examples [n, …] of one domain @param noise int32 [2] @returns [n, features], in training */
  featuresOf(examples: tf.Tensor, noise: tf.Tensor1D): tf.Tensor2D {
    const features = this.network.withNoise(noise, () => this.extractor.call([examples], { training: true }));
    return only(features).as2D(examples.shape[0], -1);
  }

  /**
   * A pass of both domains in training. Where batch normalisation is separate, each is normalised by its own statistics,
   * and only those of the target are kept: the target is what the network is for.
   */
  featuresOfBoth(source: tf.Tensor, target: tf.Tensor, noise: tf.Tensor1D): BothDomains {
    const otherNoise = noise.add<tf.Tensor1D>(tf.tensor1d([1, 0], "int32"));
    if (this.batchNormalization === "separate") {
      const ofSource = this.keepingStatistics(() => this.featuresOf(source, noise));
      return { source: ofSource, target: this.featuresOf(target, otherNoise) };
    }
    const count = source.shape[0];
    const features = this.featuresOf(tf.concat([source, target]), noise);
    return {
      source: features.slice([0, 0], [count, -1]),
      target: features.slice([count, 0], [-1, -1]),
    };
  }

  /** @param features [n, features] @returns [n, classes], in training */
  logitsOf(features: tf.Tensor2D, noise: tf.Tensor1D): tf.Tensor2D {
    const logits = this.network.withNoise(noise, () => this.predictor.call([features], { training: true }));
    return only(logits).as2D(features.shape[0], -1);
  }

  /** @param work moves the statistics of batch normalisation; afterwards they are as before */
  keepingStatistics<T>(work: () => T): T {
    const before = this.movingStatistics().map((variable) => ({ variable, start: variable.clone() }));
    const result = work();
    for (const { variable, start } of before) variable.assign(start);
    tf.dispose(before.map(({ start }) => start));
    return result;
  }

  private movingStatistics(): tf.Variable[] {
    const { network } = this;
    return network.plan.flatMap(({ name: layer }) => {
      const trained = new Set(network.trainableWeights(layer).map(({ name }) => name));
      return network.weights(layer).flatMap(({ name, variable }) => (trained.has(name) ? [] : [variable]));
    });
  }
}

function only(outputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const [first] = Array.isArray(outputs) ? outputs : [outputs];
  if (first === undefined) throw new Error("a part of a network has an output");
  return first;
}
