/** Angles between the tasks' gradients in the layers that they share, on the same few training examples throughout. */
import { angleOfProducts } from "../../math/gradient-angle";
import { randomFor, shuffled } from "../../math/random";
import type { Figures } from "../../protocol/metrics";
import { UNCHANGED } from "../../training/inputs";
import { tf } from "../../training/tf";
import { gradientProducts } from "./gradient-surgery";
import type { LearntTask } from "./learnt-task";
import { taskLoss } from "./task-loss";

/** Of each task. */
const EXAMPLES = 32;

export interface AnglesOptions {
  tasks: readonly LearntTask[];
  shared: readonly tf.Variable[];
  seed: number;
}

interface Sample {
  task: LearntTask;
  indices: number[];
  /** [n, …shape], row-major. */
  values: Float32Array;
}

export class GradientAngles {
  private constructor(
    private readonly samples: readonly Sample[],
    private readonly shared: readonly tf.Variable[],
  ) {}

  static async of({ tasks, shared, seed }: AnglesOptions): Promise<GradientAngles> {
    const samples: Sample[] = [];
    for (const task of tasks) {
      const all = Array.from({ length: task.inputs.count }, (_, index) => index);
      const indices = shuffled(all, randomFor(seed, "angle examples", task.name)).slice(0, EXAMPLES);
      const [values = new Float32Array()] = await task.inputs.read(Int32Array.from(indices), UNCHANGED);
      samples.push({ task, indices, values });
    }
    return new GradientAngles(samples, shared);
  }

  /** @returns `angle/a/b` for each pair of tasks, in degrees; a pair of which one has no gradient is left out */
  measure(): Figures {
    const count = this.samples.length;
    const products = tf.tidy(() => gradientProducts(this.samples.map((sample) => this.gradientOf(sample))).dataSync());
    const at = (row: number, column: number): number => products[row * count + column] ?? 0;
    const pairs = this.samples.flatMap((left, i) =>
      this.samples.slice(i + 1).map((right, k) => ({ left, right, i, j: i + 1 + k })),
    );
    return Object.fromEntries(
      pairs.flatMap(({ left, right, i, j }) => {
        const angle = angleOfProducts(at(i, j), [at(i, i), at(j, j)]);
        return angle === undefined ? [] : [[`angle/${left.task.name}/${right.task.name}`, angle]];
      }),
    );
  }

  /** At inference: dropout off, batch normalisation by its moving statistics, which stay as they are. */
  private gradientOf({ task, indices, values }: Sample): tf.Tensor[] {
    const { part } = task.options;
    const shape = task.inputs.shapes[0] ?? [];
    const loss = () => {
      const outputs = part.call([tf.tensor(values, [indices.length, ...shape])], {});
      const [output] = Array.isArray(outputs) ? outputs : [outputs];
      if (output === undefined) throw new Error("a task has an output");
      return taskLoss(output.as2D(indices.length, -1), task.answersOf(indices));
    };
    const { grads } = tf.variableGrads(loss, [...this.shared]);
    return this.shared.map((variable) => grads[variable.name] ?? tf.zerosLike(variable));
  }
}
