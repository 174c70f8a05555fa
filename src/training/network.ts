/**
 * Networks under training: built fresh from a topology with seeded weights, source weights copied into the layers that
 * keep them, frozen layers run as at inference.
 */
import { createHash } from "node:crypto";
import type { LayerState, Preprocessing } from "../experiment/types";
import { derivedSeed } from "../math/random";
import type { ModelSummary } from "../models/layer-summary";
import type { WeightSpec } from "../models/model-json";
import type { Topology } from "../models/topology";
import { cutBefore, isReachedFrom, type Cut } from "../models/cut";
import { withAllLogits, withInitializers, withLogits, withOutputs } from "../models/topology-edits";
import { assignCopy } from "./copies";
import { takeOverModes } from "./layer-modes";
import type { TaskOutput } from "./source-weights";
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
  /** What its outputs answer, where it has learnt several tasks. */
  readonly tasks?: readonly TaskOutput[];
}

/** What happens to each layer with weights, from input to output; the last one is the head. */
export type LayerPlan = readonly { name: string; state: LayerState }[];

export interface NetworkOptions {
  source: Pick<SourceModel, "topology" | "weights">;
  /** Of the head, where the network has one; a network with several heads is taken as its topology says. */
  outputs?: number;
  plan: LayerPlan;
  /** The experiment's plan, where that of an arm is another one: what its cut gives serves all arms. */
  sharedPlan?: LayerPlan;
  /** Decides the weights of new layers. */
  seed: number;
}

export class Network {
  /** Layers in training mode; all others run as at inference. */
  private inTraining = new Set<string>();
  private noise: tf.Tensor1D | undefined;
  /** Layers that training changes, or that are noisy in it, with those of which one in training is enough for it. */
  private readonly deciders: ReadonlyMap<string, readonly string[]>;

  private constructor(
    /** Maps examples to logits [n, classes], of each head. */
    readonly model: tf.LayersModel,
    /** As it is saved: with the softmax at its end. */
    readonly topology: Topology,
    readonly plan: LayerPlan,
    private readonly origin: {
      sharedPlan: LayerPlan;
      /** What its copied layers began as. */
      weights: SourceModel["weights"];
    },
  ) {
    this.deciders = takeOverModes(model, new Set(plan.map(({ name }) => name)), {
      isTraining: (layer) => this.inTraining.has(layer),
      noise: () => {
        if (this.noise === undefined) throw new Error("dropout outside of a training step");
        return this.noise;
      },
    });
  }

  static async create({ source, outputs, plan, sharedPlan = plan, seed }: NetworkOptions): Promise<Network> {
    const head = plan.at(-1)?.name ?? "";
    const topology = outputs === undefined ? source.topology : withOutputs(source.topology, head, outputs);
    const fresh = new Set(plan.filter(({ state }) => state === "new").map(({ name }) => name));
    const seeded = withInitializers(topology, (layer, weight) =>
      fresh.has(layer) ? derivedSeed(seed, "weights", layer, weight) : "zeros",
    );
    const model = await tf.models.modelFromJSON(
      structuredClone(outputs === undefined ? withAllLogits(seeded) : withLogits(seeded, head)) as never,
    );
    const network = new Network(model, topology, plan, { sharedPlan, weights: source.weights });
    network.copy(source.weights);
    network.trainOnly(network.trainedLayers);
    return network;
  }

  /** Whether its copied layers come from this model: what the frozen ones of that make of examples is then true of it. */
  isCopyOf({ weights }: Pick<SourceModel, "weights">): boolean {
    return this.origin.weights === weights;
  }

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

  /** Those of layers that the plan trains. */
  changingWeights(): { name: string; variable: tf.Variable }[] {
    return this.trainedLayers.flatMap((layer) => this.weights(layer));
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

  /**
   * Where the network can be cut when some of its layers train.
   *
   * @param layers those that train, now or earlier
   * @param source has to run what lies before, so that layers which it lacks lie behind; it has all layers by default
   */
  cutFor(layers: readonly string[], source: Pick<SourceModel, "topology"> = this): Cut | undefined {
    const changing = [...layers, ...namesOf(this.plan, ({ state }) => state === "new")];
    const cut = this.cutBeforeAny(changing, source);
    const shared = this.cutBeforeAny(
      namesOf(this.origin.sharedPlan, ({ state }) => state !== "frozen"),
      source,
    );
    const isLater = cut !== undefined && shared !== undefined && isReachedFrom(this.topology, shared, cut);
    return isLater ? { ...cut, after: shared } : cut;
  }

  private cutBeforeAny(changing: readonly string[], source: Pick<SourceModel, "topology">): Cut | undefined {
    const there = new Set(source.topology.config.layers.map(({ name }) => name));
    const isActive = (layer: string) =>
      !there.has(layer) || (this.deciders.get(layer) ?? []).some((decider) => changing.includes(decider));
    const weighted = new Set(this.plan.map(({ name }) => name));
    return cutBefore(this.topology, isActive, (layer) => weighted.has(layer));
  }

  /** The part before: @returns the model up to the cut, or from an earlier one to it, with an output a tensor of it */
  before(cut: Cut): tf.LayersModel {
    const inputs = cut.after === undefined ? this.model.inputs : this.tensorsAt(cut.after);
    return partOf(this.model, inputs, this.tensorsAt(cut));
  }

  /**
   * The second part, or the whole network: from the tensors of the cut, or from examples, to logits.
   *
   * @param output which of the network's outputs; the only one by default
   */
  after(cut: Cut | undefined, output = 0): tf.LayersModel {
    if (cut === undefined && this.model.outputs.length === 1) return this.model;
    const inputs = cut === undefined ? this.model.inputs : this.tensorsAt(cut);
    return partOf(this.model, inputs, this.model.outputs.slice(output, output + 1));
  }

  /**
   * What the layer of an output takes: the features by which it tells classes apart.
   *
   * @param cut where the inputs are taken; the layer has to lie behind it
   * @returns the part that gives the outputs themselves, where that layer takes several tensors
   */
  features(cut: Cut | undefined, output = 0): tf.LayersModel {
    const inputs = cut === undefined ? this.model.inputs : this.tensorsAt(cut);
    const answer = this.model.outputs[output];
    const taken = answer?.sourceLayer.inboundNodes[answer.nodeIndex]?.inputTensors ?? [];
    const [only] = taken;
    return only === undefined || taken.length > 1 ? this.after(cut, output) : partOf(this.model, inputs, [only]);
  }

  /** The layer that gives an output. */
  headOf(output: number): string {
    return this.model.outputs[output]?.sourceLayer.name ?? "";
  }

  /** One of its inputs to an output that depends on no other one: networks that are trained as one. */
  between(input: number, output: number): tf.LayersModel {
    const { inputs, outputs } = this.model;
    return partOf(this.model, inputs.slice(input, input + 1), outputs.slice(output, output + 1));
  }

  /** Shapes of the tensors of a cut, or of the network's input, without the batch. */
  shapesAt(cut: Cut | undefined): number[][] {
    const tensors = cut === undefined ? this.model.inputs : this.tensorsAt(cut);
    return tensors.map(({ shape }) => shape.slice(1).map((side) => side ?? 0));
  }

  /** Runs something in which dropout draws its noise from this seed and step. @param noise int32 [2] */
  withNoise<T>(noise: tf.Tensor1D, work: () => T): T {
    this.noise = noise;
    try {
      return work();
    } finally {
      this.noise = undefined;
    }
  }

  dispose(): void {
    this.model.dispose();
  }

  private tensorsAt({ tensors }: Cut): tf.SymbolicTensor[] {
    return tensors.map(([layer, node, tensor]) => {
      const found = this.model.getLayer(layer).inboundNodes[node]?.outputTensors[tensor];
      if (found === undefined) throw new Error(`the layer ${layer} has no output ${node}/${tensor}`);
      return found;
    });
  }

  private copy(source: ReadonlyMap<string, tf.Tensor>): void {
    for (const { name: layer, state } of this.plan) {
      if (state === "new") continue;
      for (const { name, variable } of this.weights(layer)) {
        const weight = source.get(name);
        if (weight === undefined) throw new Error(`the source model has no weight ${name}`);
        assignCopy(variable, weight);
      }
    }
  }
}

const namesOf = (plan: LayerPlan, isWanted: (layer: LayerPlan[number]) => boolean): string[] =>
  plan.filter(isWanted).map(({ name }) => name);

/** A model over the same layers between other tensors; tfjs builds one between input layers only. */
function partOf(
  model: tf.LayersModel,
  inputs: readonly tf.SymbolicTensor[],
  outputs: readonly tf.SymbolicTensor[],
): tf.LayersModel {
  return Object.create(model, { inputs: { value: inputs }, outputs: { value: outputs } }) as tf.LayersModel;
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
