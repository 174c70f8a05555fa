/**
 * The part of a source network before a cut. Nothing in it trains, so it is run once for each example; as one graph,
 * with its weights as constants, which TensorFlow folds into the operations.
 *
 * Examples are computed in batches of one size, filled up with zeros where there are fewer: the values of an example
 * then depend on the example alone, to the last bit, whatever else is computed with it.
 */
import type { Cut } from "../models/cut";
import { weightedLayers } from "../models/summarize";
import type { Compiler } from "./compile/compiler";
import { Network, type SourceModel } from "./network";
import { tf } from "./tf";
import { inputName } from "./training-step";

/** Examples in a batch. */
const BATCH = 32;

export class FrozenPart {
  /** Of each tensor of the cut, without the batch. */
  readonly shapes: readonly (readonly number[])[];
  /** Values that an example has at the cut, all tensors one after the other. */
  readonly valuesPerExample: number;

  private constructor(
    private readonly network: Network,
    private readonly compute: ReturnType<typeof compiled>,
    private readonly cut: Cut,
  ) {
    this.shapes = network.shapesAt(cut);
    this.valuesPerExample = this.shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  }

  static async create(source: SourceModel, cut: Cut, compiler: Compiler): Promise<FrozenPart> {
    const { outputs } = source.summary;
    const plan = weightedLayers(source.summary).map((name) => ({ name, state: "frozen" as const }));
    const network = await Network.create({ source, outputs, plan, seed: 1 });
    return new FrozenPart(network, compiled(network, cut, compiler), cut);
  }

  /**
   * @param values examples as the network takes them, or as the earlier cut gives them: one array a tensor, row-major
   * @returns `valuesPerExample` values for each example
   */
  run(values: readonly Float32Array[]): Float32Array {
    const inputShapes = this.network.shapesAt(this.cut.after);
    const count = (values[0]?.length ?? 0) / sizeOf(inputShapes[0] ?? []);
    const results = new Float32Array(count * this.valuesPerExample);
    for (let start = 0; start < count; start += BATCH) {
      const inputs = Object.fromEntries(
        inputShapes.map((shape, index) => [inputName(index), batchOf(values[index], shape, start)]),
      );
      const outputs = this.compute.run(inputs);
      const tensors = this.shapes.map((_, index) => outputs[`features${index}`]?.dataSync() ?? new Float32Array());
      for (let row = 0; row < Math.min(BATCH, count - start); row++) {
        let at = (start + row) * this.valuesPerExample;
        for (const tensor of tensors) {
          const size = tensor.length / BATCH;
          results.set(tensor.subarray(row * size, (row + 1) * size), at);
          at += size;
        }
      }
      tf.dispose([inputs, outputs]);
    }
    return results;
  }

  dispose(): void {
    this.compute.dispose();
    this.network.dispose();
  }
}

/** Some examples, filled up with zeros. */
function batchOf(values: Float32Array | undefined, shape: readonly number[], start: number): tf.Tensor {
  const each = sizeOf(shape);
  const batch = new Float32Array(BATCH * each);
  batch.set(values?.subarray(start * each, (start + BATCH) * each) ?? []);
  return tf.tensor(batch, [BATCH, ...shape]);
}

function compiled(network: Network, cut: Cut, compiler: Compiler) {
  const part = network.before(cut);
  return compiler.compile(
    (inputs: Record<string, tf.Tensor>): Record<string, tf.Tensor> => {
      const given = part.inputs.flatMap((_, index) => inputs[inputName(index)] ?? []);
      // Clones, because a tensor of the cut may be one that was given.
      const tensors = tf.tidy(() => {
        const outputs = part.call(given, {});
        return (Array.isArray(outputs) ? outputs : [outputs]).map((tensor) => tensor.clone());
      });
      return Object.fromEntries(tensors.map((tensor, index) => [`features${index}`, tensor]));
    },
    { constantVariables: true },
  );
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/** The frozen parts of one run, each made when it is first needed. */
export class FrozenParts {
  private readonly parts = new Map<string, Promise<FrozenPart>>();

  constructor(private readonly compiler: Compiler) {}

  of(source: SourceModel, cut: Cut): Promise<FrozenPart> {
    const key = JSON.stringify([source.fingerprint, cut]);
    const part = this.parts.get(key) ?? FrozenPart.create(source, cut, this.compiler);
    this.parts.set(key, part);
    return part;
  }

  async dispose(): Promise<void> {
    for (const part of this.parts.values()) (await part).dispose();
    this.parts.clear();
  }
}
