/**
 * How far embeddings lie apart, relative to the start of the training, on the same few training examples throughout: what
 * shows a collapse while it happens.
 */
import { spread } from "../../math/embedding-distance";
import { randomFor, shuffled } from "../../math/random";
import type { Figures } from "../../protocol/metrics";
import { UNCHANGED, type Inputs } from "../../training/inputs";
import { tf } from "../../training/tf";
import { embedded, type EmbeddingNetwork } from "./embedding-network";
import { CLASS_SPREAD, EXAMPLE_SPREAD } from "./spread";

const EXAMPLES = 128;

interface Measure {
  examples: number;
  classes: number;
}

export interface MeterOptions {
  /** With its fresh weights: the start that later spreads are compared with. */
  embedding: EmbeddingNetwork;
  inputs: Inputs;
  /** Of the seen classes, [classes][attributes]. */
  signatures: readonly (readonly number[])[];
  seed: number;
}

export class SpreadMeter {
  private readonly start: Measure;

  private constructor(
    private readonly options: MeterOptions,
    private readonly sample: { values: Float32Array; count: number },
  ) {
    this.start = this.spreads();
  }

  static async of(options: MeterOptions): Promise<SpreadMeter> {
    const { inputs, seed } = options;
    const all = Array.from({ length: inputs.count }, (_, index) => index);
    const indices = Int32Array.from(shuffled(all, randomFor(seed, "spread examples")).slice(0, EXAMPLES));
    const [values = new Float32Array()] = await inputs.read(indices, UNCHANGED);
    return new SpreadMeter(options, { values, count: indices.length });
  }

  /** @returns both spreads as shares of those at the start */
  measure(): Figures {
    const { examples, classes } = this.spreads();
    return {
      [EXAMPLE_SPREAD]: ratio(examples, this.start.examples),
      [CLASS_SPREAD]: ratio(classes, this.start.classes),
    };
  }

  private spreads(): Measure {
    const { embedding, inputs, signatures } = this.options;
    const { values, count } = this.sample;
    return tf.tidy(() => {
      const x = tf.tensor(values, [count, ...(inputs.shapes[0] ?? [])]);
      return {
        examples: spread(embedded(embedding.examples, x).dataSync(), embedding.dimensions),
        classes: spread(embedding.embeddingsOf(signatures).dataSync(), embedding.dimensions),
      };
    });
  }
}

const ratio = (now: number, start: number): number => (start > 0 ? now / start : 0);
