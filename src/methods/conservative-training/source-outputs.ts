/**
 * What the source model says of the training examples. Its whole network is a frozen part that is cut at its output, so
 * each example goes through it once, also in each of its augmented forms, and the records of the run keep the logits.
 */
import type { Augmentation } from "../../experiment/types";
import type { Examples } from "../../training/examples";
import { inputsFor, type Inputs } from "../../training/inputs";
import type { SourceModel } from "../../training/network";
import type { Given } from "../../training/objective";
import type { Services } from "../../training/services";

export interface SourceOutputsOptions {
  source: SourceModel;
  examples: Examples;
  augmentation: Augmentation | null;
  services: Services;
  /** Decides which forms are drawn, as in the training. */
  seed: number;
}

export class SourceOutputs {
  private constructor(
    private readonly inputs: Inputs,
    private readonly classes: number,
  ) {}

  static async of({ source, services, ...given }: SourceOutputsOptions): Promise<SourceOutputs> {
    const cut = { tensors: source.topology.config.output_layers };
    return new SourceOutputs(await inputsFor({ ...given, frozen: { source, cut, services } }), source.summary.outputs);
  }

  /** @returns logits, [n, classes] */
  async read(indices: Int32Array, variant: number): Promise<Given> {
    const [values = new Float32Array()] = await this.inputs.read(indices, variant);
    return { values, shape: [this.classes] };
  }

  /** Computes ahead what `read` would have to. */
  async *prepare(variant: number): AsyncGenerator<{ done: number; total: number }, void, void> {
    for await (const done of this.inputs.prepare(variant)) yield { done, total: this.inputs.count };
  }
}
