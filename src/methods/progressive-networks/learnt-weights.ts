/** Weights of the columns that are done, kept over the life of their networks and over a stop of the run. */
import { copyOf } from "../../training/copies";
import { tf } from "../../training/tf";
import type { TrialState } from "../../training/trial-state";

export class LearntWeights {
  private readonly own: tf.Variable[] = [];
  private readonly weights: Map<string, tf.Tensor>;

  /** @param given weights that are there and that somebody else owns */
  constructor(
    private readonly state: TrialState,
    given: ReadonlyMap<string, tf.Tensor> = new Map(),
  ) {
    this.weights = new Map(given);
  }

  get byName(): ReadonlyMap<string, tf.Tensor> {
    return this.weights;
  }

  /** Copies weights, unless those of a stopped run are there, which are taken in their place. */
  keep(weights: readonly { name: string; variable: tf.Variable }[]): void {
    for (const { name, variable } of weights) {
      const copy = copyOf(variable);
      this.state.variable(`columns/${name}`, copy);
      this.own.push(copy);
      this.weights.set(name, copy);
    }
  }

  dispose(): void {
    tf.dispose(this.own);
  }
}
