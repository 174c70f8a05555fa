/**
 * Looks at the units of the layers on a sample of the training examples, at inference: which give 0 for all of them, and
 * which hardly leave a flat part of their activation. The formulas are those of `math/unit-health.ts`.
 */
import { evenIndices } from "../math/even-indices";
import { isMeasured, probeSize, probesPerEpoch } from "../math/health-schedule";
import { activations, hasFlatPart, unitShares, type Activation, type UnitShares } from "../math/unit-health";
import type { Inputs } from "./inputs";
import { tf } from "./tf";

/** Examples that run at a time, at most: every activation is kept while they do, as in a training step. */
const BATCH = 32;

export interface ProbeOptions {
  /** The network or its part behind a cut. */
  part: tf.LayersModel;
  /** Layers with weights: units belong to the nearest of them. */
  weighted: ReadonlySet<string>;
  /** The training examples. */
  inputs: Inputs;
  training: { epochs: number; batchSize: number };
}

interface Probed {
  layer: string;
  activation: Activation;
  output: tf.SymbolicTensor;
}

export class UnitProbe {
  private readonly probed: readonly Probed[];

  constructor(private readonly options: ProbeOptions) {
    this.probed = probedOutputs(options.part, options.weighted);
  }

  /**
   * @param epoch that ends
   * @param variant of the examples, see `inputs.ts`
   * @returns by layer with weights; nothing in epochs that are not probed
   */
  async measure(epoch: number, variant: number): Promise<Record<string, UnitShares>> {
    const { inputs, training } = this.options;
    const examples = inputs.count;
    const { epochs } = training;
    if (this.probed.length === 0 || !isMeasured(epoch, { epochs, perEpoch: probesPerEpoch(examples) })) return {};
    const size = probeSize(examples);
    const sample = Int32Array.from(evenIndices(examples, size));
    const tallies = this.probed.map(({ activation }) => new Tally(activation));
    const batch = Math.min(BATCH, training.batchSize);
    for (let start = 0; start < size; start += batch) {
      const values = await inputs.read(sample.subarray(start, start + batch), variant);
      this.run(values, Math.min(batch, size - start), tallies);
    }
    return Object.fromEntries(this.probed.map(({ layer }, index) => [layer, tallies[index]?.shares() ?? {}]));
  }

  private run(values: readonly Float32Array[], count: number, tallies: readonly Tally[]): void {
    const { part, inputs } = this.options;
    tf.tidy(() => {
      const given = values.map((array, index) => tf.tensor(array, [count, ...(inputs.shapes[index] ?? [])]));
      const probe = Object.create(part, { outputs: { value: this.probed.map(({ output }) => output) } }) as typeof part;
      const called = probe.call(given, {});
      [called].flat().forEach((output, index) => tallies[index]?.add(output));
    });
  }
}

/** Adds up what the units of one layer give. */
class Tally {
  private values = 0;
  private peaks: number[] = [];
  private flat: number[] = [];

  constructor(private readonly activation: Activation) {}

  /** @param output [n, …places, units] */
  add(output: tf.Tensor): void {
    const places = output.shape.slice(0, -1);
    const axes = places.map((_, axis) => axis);
    this.values += places.reduce((product, side) => product * side, 1);
    if (this.activation.dies) {
      // What can die gives nothing below 0.
      const peaks = output.max(axes).dataSync();
      this.peaks = Array.from(peaks, (peak, unit) => Math.max(peak, this.peaks[unit] ?? 0));
    }
    if (hasFlatPart(this.activation)) {
      const { low = -Infinity, high = Infinity } = this.activation;
      const isFlat = output.lessEqual(low).logicalOr(output.greaterEqual(high));
      const flat = isFlat.toFloat().sum(axes).dataSync();
      this.flat = Array.from(flat, (count, unit) => count + (this.flat[unit] ?? 0));
    }
  }

  shares(): UnitShares {
    const { values, peaks, flat } = this;
    return unitShares({ values, peaks, flat }, this.activation);
  }
}

/** The activations between inputs and outputs, each with the layer with weights whose units it shows. */
function probedOutputs(part: tf.LayersModel, weighted: ReadonlySet<string>): Probed[] {
  const given = new Set(part.inputs);
  const seen = new Set<tf.SymbolicTensor>();
  const found = new Map<string, Probed>();
  const visit = (tensor: tf.SymbolicTensor): void => {
    if (given.has(tensor) || seen.has(tensor)) return;
    seen.add(tensor);
    tensor.inputs.forEach(visit);
    const activation = activationOf(tensor.sourceLayer);
    if (activation === undefined) return;
    const layer = ownerOf(tensor, { weighted, given });
    if (layer !== undefined && !found.has(layer)) found.set(layer, { layer, activation, output: tensor });
  };
  part.outputs.forEach(visit);
  return [...found.values()];
}

function activationOf(layer: tf.layers.Layer): Activation | undefined {
  const { activation, maxValue } = layer.getConfig();
  if (layer.getClassName() === "ReLU") return { dies: true, ...(typeof maxValue === "number" && { high: maxValue }) };
  return typeof activation === "string" ? activations[activation] : undefined;
}

/** The nearest layer with weights at or before a tensor, along layers that read one tensor only. */
function ownerOf(
  tensor: tf.SymbolicTensor,
  within: { weighted: ReadonlySet<string>; given: ReadonlySet<tf.SymbolicTensor> },
): string | undefined {
  const { name } = tensor.sourceLayer;
  if (within.weighted.has(name)) return name;
  const [input, ...others] = tensor.inputs;
  if (input === undefined || others.length > 0 || within.given.has(input)) return undefined;
  return ownerOf(input, within);
}
