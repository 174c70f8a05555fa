/**
 * Networks under training: built fresh from a topology with seeded weights, source weights copied into the layers that
 * keep them, frozen layers run as at inference.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { LayerState, Preprocessing } from "../experiment/types";
import { derivedSeed, randomFor } from "../math/random";
import type { ModelSummary } from "../models/layer-summary";
import type { WeightSpec } from "../models/model-json";
import type { Topology } from "../models/topology";
import { withLogits, withOutputs, withSeeds } from "../models/topology-edits";
import { tf } from "./tf";

/** A trained network of the source domain, as it was read or trained here. */
export interface SourceModel {
  /** SHA-256 over topology and weights. */
  readonly fingerprint: string;
  readonly topology: Topology;
  readonly summary: ModelSummary;
  /** By the weight's name; the owner disposes them. */
  readonly weights: ReadonlyMap<string, tf.Tensor>;
  readonly preprocessing: Preprocessing;
  /** On held-out examples of the source domain, 0..1; where the model says it. */
  readonly accuracy?: number;
}

/** What happens to each layer with weights, from input to output; the last one is the head. */
export type LayerPlan = readonly { name: string; state: LayerState }[];

export interface NetworkOptions {
  source: Pick<SourceModel, "topology" | "weights">;
  outputs: number;
  plan: LayerPlan;
  /** Decides the weights of new layers. */
  seed: number;
}

export class Network {
  private constructor(
    /** Maps examples to logits [n, classes]. */
    readonly model: tf.LayersModel,
    /** As it is saved: with the softmax at its end. */
    readonly topology: Topology,
    readonly plan: LayerPlan,
  ) {}

  static async create({ source, outputs, plan, seed }: NetworkOptions): Promise<Network> {
    const head = plan.at(-1)?.name ?? "";
    const topology = withOutputs(source.topology, head, outputs);
    const seeded = withSeeds(topology, (layer, weight) => derivedSeed(seed, "weights", layer, weight));
    const model = await tf.models.modelFromJSON(structuredClone(withLogits(seeded, head)) as never);
    const network = new Network(model, topology, plan);
    network.copy(source.weights);
    network.trainOnly(network.trainedLayers);
    network.takeOverModes(seed);
    return network;
  }

  /** Steps done; decides the noise of dropout. */
  step = 0;
  /** Layers in training mode; all others run as at inference. */
  private inTraining = new Set<string>();

  /** Layers that this plan trains, from input to output. */
  get trainedLayers(): string[] {
    return this.plan.filter(({ state }) => state !== "frozen").map(({ name }) => name);
  }

  get frozenLayers(): string[] {
    return this.plan.filter(({ state }) => state === "frozen").map(({ name }) => name);
  }

  /** The weights of a layer that gradients change, with the name that is the same in every process. */
  trainableWeights(layer: string): { name: string; variable: tf.Variable }[] {
    return namedWeights(this.model.getLayer(layer).trainableWeights);
  }

  /** All weights, moving statistics included. */
  weights(layer: string): { name: string; variable: tf.Variable }[] {
    return namedWeights(this.model.getLayer(layer).weights);
  }

  allWeights(): { name: string; variable: tf.Variable }[] {
    return this.plan.flatMap(({ name }) => this.weights(name));
  }

  /** @returns SHA-256 over the bytes of a layer's weights */
  hashOf(layer: string): string {
    const hash = createHash("sha256");
    for (const { variable } of this.weights(layer)) {
      const values = variable.dataSync();
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    return hash.digest("hex");
  }

  /** The weights as a model folder holds them. */
  async weightFiles(): Promise<{ weightSpecs: WeightSpec[]; weights: Uint8Array<ArrayBuffer> }> {
    const named = this.allWeights().map(({ name, variable }) => ({ name, tensor: variable }));
    const { data, specs } = await tf.io.encodeWeights(named);
    return {
      weights: new Uint8Array(data),
      weightSpecs: specs.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
    };
  }

  /** Layers that the next steps train. The others keep their batch statistics, as frozen layers have to. */
  trainOnly(layers: readonly string[]): void {
    this.inTraining = new Set(layers);
  }

  dispose(): void {
    this.model.dispose();
  }

  /**
   * Lets each layer decide between training and inference by itself, where tfjs decides for the whole model. A frozen
   * batch normalisation uses its moving statistics and leaves them. A dropout layer follows the layer it feeds.
   *
   * @param container the model, or a model that is one of its layers; what is in there follows `outer`
   */
  private takeOverModes(seed: number, container: tf.LayersModel = this.model, outer?: string): void {
    const names = new Set(this.plan.map(({ name }) => name));
    let fed = outer;
    for (const layer of container.layers.toReversed()) {
      const decider = outer ?? (names.has(layer.name) ? layer.name : fed);
      fed = decider;
      const isTraining = (asked: unknown): boolean =>
        asked === true && decider !== undefined && this.inTraining.has(decider);
      if (layer instanceof tf.LayersModel) {
        this.takeOverModes(seed, layer, decider);
      } else if (layer.getClassName() === "Dropout") {
        const { rate } = z.object({ rate: z.number() }).parse(layer.getConfig());
        layer.call = (inputs, settings) => {
          const input = Array.isArray(inputs) ? inputs[0] : inputs;
          if (input === undefined) throw new Error("dropout has an input");
          return isTraining(settings.training) ? dropout(input, rate, [seed, layer.name, this.step]) : input.clone();
        };
      } else {
        // What training changes elsewhere is noise that tfjs draws, which could not be repeated.
        const differs = layer.getClassName() === "BatchNormalization";
        const call = layer.call.bind(layer);
        layer.call = (inputs, settings) =>
          call(inputs, { ...settings, training: differs && isTraining(settings.training) });
      }
    }
  }

  private copy(source: ReadonlyMap<string, tf.Tensor>): void {
    for (const { name: layer, state } of this.plan) {
      if (state === "new") continue;
      for (const { name, variable } of this.weights(layer)) {
        const weight = source.get(name);
        if (weight === undefined) throw new Error(`the source model has no weight ${name}`);
        tf.tidy(() => {
          variable.assign(weight.mul(1));
        });
      }
    }
  }
}

/** tfjs makes the names of variables unique in the process; the original name is the one that is saved. */
function namedWeights(
  weights: readonly { originalName: string; read(): tf.Tensor }[],
): { name: string; variable: tf.Variable }[] {
  return weights.map((weight) => {
    const variable = weight.read();
    if (!(variable instanceof tf.Variable)) throw new Error(`the weight ${weight.originalName} is not a variable`);
    return { name: weight.originalName, variable };
  });
}

/** Inverted dropout whose noise depends on the seed, the layer and the step alone. */
function dropout(input: tf.Tensor, rate: number, source: readonly (string | number)[]): tf.Tensor {
  const random = randomFor("dropout", ...source);
  const kept = Float32Array.from({ length: input.size }, () => (random.uniform(0, 1) < rate ? 0 : 1 / (1 - rate)));
  return input.mul(tf.tensor(kept, input.shape));
}
