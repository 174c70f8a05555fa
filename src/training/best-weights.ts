/** A copy of the weights at the epoch of the lowest validation loss, for early stopping to go back to. */
import { assignCopy, copyOf } from "./copies";
import { tf } from "./tf";
import type { TrialState } from "./trial-state";

export class BestWeights {
  private readonly copies: readonly { variable: tf.Variable; copy: tf.Variable }[];

  /** @param state the copies are registered there under `best/` */
  constructor(weights: readonly { name: string; variable: tf.Variable }[], state: TrialState) {
    this.copies = weights.map(({ name, variable }) => {
      const copy = copyOf(variable);
      state.variable(`best/${name}`, copy);
      return { variable, copy };
    });
  }

  keep(): void {
    for (const { variable, copy } of this.copies) assignCopy(copy, variable);
  }

  restore(): void {
    for (const { variable, copy } of this.copies) assignCopy(variable, copy);
  }

  dispose(): void {
    tf.dispose(this.copies.map(({ copy }) => copy));
  }
}
