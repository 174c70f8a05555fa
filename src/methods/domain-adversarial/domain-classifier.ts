/** The domain classifier: a hidden layer and one logit, behind the reversed gradient. */
import { derivedSeed } from "../../math/random";
import type { Slot } from "../../training/optimizers";
import { tf } from "../../training/tf";
import type { TrialState } from "../../training/trial-state";

export interface DomainClassifierOptions {
  /** Values of an example's features. */
  features: number;
  units: number;
  seed: number;
  /** Its weights are registered there under `domain/`. */
  state: TrialState;
}

export class DomainClassifier {
  private constructor(private readonly weights: Readonly<Record<WeightName, tf.Variable>>) {}

  static create({ features, units, seed, state }: DomainClassifierOptions): DomainClassifier {
    const seedOf = (weight: string) => derivedSeed(seed, "domain classifier", weight);
    const starts: Record<WeightName, tf.Tensor> = tf.tidy(() => ({
      hiddenKernel: tf.initializers.heNormal({ seed: seedOf("hidden") }).apply([features, units]),
      hiddenBias: tf.zeros([units]),
      kernel: tf.initializers.glorotUniform({ seed: seedOf("output") }).apply([units, 1]),
      bias: tf.zeros([1]),
    }));
    const registered = Object.entries(starts).map(([name, start]) => {
      const variable = tf.variable(start);
      state.variable(`domain/${name}`, variable);
      return [name, variable] as const;
    });
    tf.dispose(starts);
    return new DomainClassifier(Object.fromEntries(registered) as Record<WeightName, tf.Variable>);
  }

  get slots(): Slot[] {
    return Object.entries(this.weights).map(([name, variable]) => {
      return { name: `domain/${name}`, variable, rateFactor: 1, decays: name.toLowerCase().endsWith("kernel") };
    });
  }

  /** @param features [n, features] @returns [n, 1], logits of "comes from the target" */
  logits(features: tf.Tensor2D): tf.Tensor2D {
    const { hiddenKernel, hiddenBias, kernel, bias } = this.weights;
    return tf.tidy(() => {
      const hidden = tf.relu<tf.Tensor2D>(tf.add(tf.matMul(features, hiddenKernel), hiddenBias));
      return tf.add(tf.matMul(hidden, kernel), bias).as2D(-1, 1);
    });
  }

  dispose(): void {
    tf.dispose(Object.values(this.weights));
  }
}

type WeightName = "hiddenKernel" | "hiddenBias" | "kernel" | "bias";
