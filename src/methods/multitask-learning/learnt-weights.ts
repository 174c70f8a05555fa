/** What is learnt of the losses' weights, in the trial's state. */
import { tf } from "../../training/tf";
import type { TrialState } from "../../training/trial-state";
import type { TaskWeights } from "./joint-step";
import type { Options } from "./options";

export class LearntWeights {
  private constructor(
    readonly weights: TaskWeights,
    private readonly variables: readonly tf.Variable[],
  ) {}

  /**
   * They begin as uniform weights do: s = 0, w = 1.
   *
   * @param lastShared asked for by GradNorm alone
   */
  static create(
    weighting: Options["weighting"],
    { tasks, state, lastShared }: { tasks: readonly string[]; state: TrialState; lastShared: () => tf.Variable },
  ): LearntWeights {
    switch (weighting) {
      case "uniform":
        return new LearntWeights({ kind: "uniform" }, []);
      case "uncertainty": {
        const s = tasks.map((task) => registered(state, `task-weights/s/${task}`, tf.scalar(0), true));
        return new LearntWeights({ kind: "uncertainty", s }, s);
      }
      case "gradnorm": {
        const w = registered(state, "task-weights/w", tf.ones<tf.Rank.R1>([tasks.length]), false);
        return new LearntWeights({ kind: "gradnorm", w, lastShared: lastShared() }, [w]);
      }
    }
  }

  dispose(): void {
    tf.dispose([...this.variables]);
  }
}

/** @param start is disposed */
function registered<R extends tf.Rank>(
  state: TrialState,
  name: string,
  start: tf.Tensor<R>,
  trainable: boolean,
): tf.Variable<R> {
  const variable = tf.variable(start, trainable);
  start.dispose();
  state.variable(name, variable);
  return variable;
}
